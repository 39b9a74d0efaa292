// RSS 2.0 and 1.0, leniently. Names count in no namespace, in that of RSS 1.0, and in whatever one the root is in.

#include "core/text.h"
#include "lib/capfeed/page.h"
#include "lib/capfeed/web/address.h"

namespace heed::capfeed {
namespace {

constexpr std::string_view space_of_rss = "http://purl.org/rss/1.0/";
constexpr std::string_view space_of_rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
constexpr std::string_view space_of_dublin_core = "http://purl.org/dc/elements/1.1/";

std::string text_in(const xml::Element& element) { return std::string(core::trimmed(element.text)); }

bool is_rss(const Page& page, const xml::Element& element) {
  return element.space.empty() || element.space == space_of_rss || element.space == page.xml().root().space;
}

/// A link as text, as RSS has it, or with an address in an attribute, as some write it.
void read_rss_link(Page& page, const xml::Element& link, Candidates& candidates) {
  if (page.attribute(link, "href")) return read_link(page, link, candidates);
  if (auto href = page.absolute(link, link.text)) candidates.add(Rank::bare, {.href = *std::move(href)});
}

void read_guid(Page& page, const xml::Element& guid, Item& item, Candidates& candidates) {
  item.id = text_in(guid);
  const bool is_permalink = lower(page.attribute(guid, "isPermaLink").value_or("true")) == "true";
  // Why only whole addresses: "true" is what holds when nothing is said, and most ids without it are plain texts.
  if (!is_permalink || !web::is_http(item.id)) return;
  if (auto href = page.absolute(guid, item.id)) candidates.add(Rank::permalink, {.href = *std::move(href)});
}

void read_enclosure(Page& page, const xml::Element& enclosure, Candidates& candidates) {
  const auto type = page.attribute(enclosure, "type").value_or("");
  if (auto href = page.absolute(enclosure, page.attribute(enclosure, "url").value_or(""))) {
    candidates.add(rank_of("enclosure", type), {.href = *std::move(href), .type = std::string(type)});
  }
}

Result<void> read_item(Page& page, const xml::Element& element) {
  Item item{.id = std::string(page.attribute(element, "about", space_of_rdf).value_or(""))};
  Candidates candidates;
  std::string date;
  for (const auto* child = page.xml().at(element.first_child); child != nullptr; child = page.xml().at(child->next)) {
    if (child->space == space_of_atom && child->local == "link") read_link(page, *child, candidates);
    if (child->space == space_of_atom && child->local == "updated") date = text_in(*child);
    if (child->space == space_of_dublin_core && child->local == "date") date = text_in(*child);
    if (!is_rss(page, *child)) continue;
    if (child->local == "title") item.title = text_in(*child);
    if (child->local == "pubDate") item.updated = text_in(*child);
    if (child->local == "link") read_rss_link(page, *child, candidates);
    if (child->local == "guid") read_guid(page, *child, item, candidates);
    if (child->local == "enclosure") read_enclosure(page, *child, candidates);
  }
  if (item.updated.empty()) item.updated = std::move(date);
  page.take_alerts(element, item);
  return page.add(std::move(item), candidates);
}

void read_channel(Page& page, const xml::Element& channel) {
  auto& document = page.document;
  document.id = page.attribute(channel, "about", space_of_rdf).value_or("");
  std::string published;
  for (const auto* child = page.xml().at(channel.first_child); child != nullptr; child = page.xml().at(child->next)) {
    if (child->space == space_of_atom && child->local == "link") read_feed_link(page, *child);
    if (child->space == space_of_dublin_core && child->local == "date") published = text_in(*child);
    if (!is_rss(page, *child)) continue;
    if (child->local == "title") document.title = text_in(*child);
    if (child->local == "lastBuildDate") document.updated = text_in(*child);
    if (child->local == "pubDate") published = text_in(*child);
    if (child->local == "link") read_feed_link(page, *child);
  }
  if (document.updated.empty()) document.updated = std::move(published);
}

Result<void> read_items(Page& page, const xml::Element& parent) {
  for (const auto* child = page.xml().at(parent.first_child); child != nullptr; child = page.xml().at(child->next)) {
    if (child->local == "item" && is_rss(page, *child)) TRY(read_item(page, *child));
  }
  return {};
}

}  // namespace

Result<void> read_rss(Page& page) {
  const auto& root = page.xml().root();
  const xml::Element* channel = nullptr;
  for (const auto* child = page.xml().at(root.first_child); child != nullptr; child = page.xml().at(child->next)) {
    if (channel == nullptr && child->local == "channel" && is_rss(page, *child)) channel = child;
  }
  if (channel != nullptr) {
    read_channel(page, *channel);
    TRY(read_items(page, *channel));
  }
  // RSS 1.0 has its items beside the channel.
  return read_items(page, root);
}

}  // namespace heed::capfeed
