// RFC 4287, leniently: order and unknown elements do not matter.

#include "core/text.h"
#include "lib/capfeed/page.h"

namespace heed::capfeed {
namespace {

std::string text_in(const xml::Element& element) { return std::string(core::trimmed(element.text)); }

Result<void> read_entry(Page& page, const xml::Element& entry) {
  Item item;
  Candidates candidates;
  std::string published;
  for (const auto* child = page.xml().at(entry.first_child); child != nullptr; child = page.xml().at(child->next)) {
    if (child->space != space_of_atom) continue;
    if (child->local == "id") item.id = text_in(*child);
    if (child->local == "title") item.title = text_in(*child);
    if (child->local == "updated") item.updated = text_in(*child);
    if (child->local == "published") published = text_in(*child);
    if (child->local == "link") read_link(page, *child, candidates);
    if (child->local != "content") continue;
    // RFC 4287, 4.1.3: content may stand elsewhere.
    const auto type = page.attribute(*child, "type").value_or("");
    if (auto href = page.absolute(*child, page.attribute(*child, "src").value_or(""))) {
      candidates.add(rank_of("", type), {.href = *std::move(href), .type = std::string(type)});
    }
  }
  if (item.updated.empty()) item.updated = std::move(published);
  page.take_alerts(entry, item);
  return page.add(std::move(item), candidates);
}

}  // namespace

Result<void> read_atom(Page& page) {
  const auto& root = page.xml().root();
  if (root.local == "entry") return read_entry(page, root);
  // Why in two passes: where the feed itself is may be said after the first entry.
  for (const auto* child = page.xml().at(root.first_child); child != nullptr; child = page.xml().at(child->next)) {
    if (child->space != space_of_atom) continue;
    if (child->local == "id") page.document.id = text_in(*child);
    if (child->local == "title") page.document.title = text_in(*child);
    if (child->local == "updated") page.document.updated = text_in(*child);
    if (child->local == "link") read_feed_link(page, *child);
  }
  for (const auto* child = page.xml().at(root.first_child); child != nullptr; child = page.xml().at(child->next)) {
    if (child->space == space_of_atom && child->local == "entry") TRY(read_entry(page, *child));
  }
  return {};
}

}  // namespace heed::capfeed
