#include "adapters/format/atom/feed.h"

#include "lib/cap/write.h"

namespace heed::atom {
namespace {

void write_link(cap::XmlWriter& xml, std::string_view type, std::string_view url) {
  if (!url.empty()) xml.empty("link", {{"rel", "alternate"}, {"type", type}, {"href", url}});
}

void write_words(cap::XmlWriter& xml, std::string_view name, const std::string& words, const std::string& language) {
  if (language.empty()) {
    xml.text(name, words);
  } else {
    xml.text(name, words, {{"xml:lang", language}});
  }
}

void write_item(cap::XmlWriter& xml, const Feed& feed, const Item& item) {
  xml.open("entry");
  xml.text("id", item.id);
  write_words(xml, "title", item.title, item.language);
  xml.text("updated", core::to_cap_time(item.updated));
  xml.text("published", core::to_cap_time(item.published));
  // Why CAP first: readers that take only one link should take the alert itself.
  write_link(xml, cap::media_type, item.link_cap);
  write_link(xml, "text/html", item.link_html);
  if (!item.category.empty()) xml.empty("category", {{"term", item.category}});
  if (!item.state.word.empty()) {
    xml.empty("category", {{"term", item.state.word}, {"scheme", feed.scheme}, {"label", item.state.label}});
  }
  if (!item.summary.empty()) write_words(xml, "summary", item.summary, item.language);
  if (item.cap) write_inline(xml, *item.cap);
  xml.close();
}

}  // namespace

std::string write(const Feed& feed) {
  cap::XmlWriter xml;
  xml.open("feed", {{"xmlns", "http://www.w3.org/2005/Atom"}, {"xmlns:cap", cap::xml_namespace}});
  xml.text("id", feed.id);
  xml.text("title", feed.title);
  xml.text("updated", core::to_cap_time(feed.updated));
  xml.open("author");
  xml.text("name", feed.author);
  xml.close();
  if (!feed.self_url.empty()) {
    xml.empty("link", {{"rel", "self"}, {"type", "application/atom+xml"}, {"href", feed.self_url}});
  }
  if (!feed.hub_url.empty()) xml.empty("link", {{"rel", "hub"}, {"href", feed.hub_url}});
  write_link(xml, "text/html", feed.html_url);
  for (const auto& item : feed.items) write_item(xml, feed, item);
  xml.close();
  return xml.finish();
}

}  // namespace heed::atom
