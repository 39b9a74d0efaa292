// EDXL-DE 1.0 and 2.0: a wrapping round alerts and other things, with a status of its own.

#include "core/text.h"
#include "lib/capfeed/page.h"

namespace heed::capfeed {
namespace {

std::string text_in(const xml::Element& element) { return std::string(core::trimmed(element.text)); }

/// Nothing for a word that EDXL does not have.
std::optional<cap::Status> status_of(std::string_view text) {
  const auto word_of = lower(text);
  for (const auto status : {cap::Status::actual, cap::Status::exercise, cap::Status::system, cap::Status::test}) {
    if (lower(word(status)) == word_of) return status;
  }
  return std::nullopt;
}

/// What a content object says of itself, one or two elements deep.
void read_description(Page& page, const xml::Element& parent, Item& item, Candidates& candidates) {
  std::string_view type;
  std::string_view address;
  for (const auto* child = page.xml().at(parent.first_child); child != nullptr; child = page.xml().at(child->next)) {
    if (is_edxl(*child, "contentDescription")) item.title = text_in(*child);
    if (is_edxl(*child, "contentID")) item.id = text_in(*child);
    if (is_edxl(*child, "mimeType")) type = child->text;
    if (is_edxl(*child, "uri")) address = child->text;
  }
  if (type.empty()) return;
  if (auto href = page.absolute(parent, address)) {
    const auto media = core::trimmed(type);
    candidates.add(rank_of("enclosure", media), {.href = *std::move(href), .type = std::string(media)});
  }
}

Result<void> read_object(Page& page, const xml::Element& object) {
  Item item;
  Candidates candidates;
  read_description(page, object, item, candidates);
  for (const auto* child = page.xml().at(object.first_child); child != nullptr; child = page.xml().at(child->next)) {
    const bool is_part = is_edxl(*child, "contentDescriptor") || is_edxl(*child, "nonXMLContent") ||
                         is_edxl(*child, "otherContent") || is_edxl(*child, "contentOther");
    if (is_part) read_description(page, *child, item, candidates);
  }
  page.take_alerts(object, item);
  return page.add(std::move(item), candidates);
}

Result<void> read_objects(Page& page, const xml::Element& parent) {
  for (const auto* child = page.xml().at(parent.first_child); child != nullptr; child = page.xml().at(child->next)) {
    if (is_edxl(*child, "contentObject")) TRY(read_object(page, *child));
  }
  return {};
}

}  // namespace

bool is_edxl(const xml::Element& element, std::string_view name) {
  // Why the length first: this is asked of every element of every feed.
  constexpr std::string_view space = "urn:oasis:names:tc:emergency:edxl:de:";
  if (element.local.size() != name.size() || element.space.size() <= space.size()) return false;
  return lower(element.space.substr(0, space.size())) == space && lower(element.local) == lower(name);
}

std::optional<cap::Status> status_of_distribution(const xml::Document& document, const xml::Element& root) {
  std::optional<cap::Status> found;
  bool is_unknown = false;
  const auto& all = document.elements();
  for (const auto* child = document.at(root.first_child); child != nullptr; child = document.at(child->next)) {
    if (!is_edxl(*child, "distributionStatus")) continue;
    // In 2.0 the word stands deeper, beside the name of the list that it is from.
    const auto first = static_cast<std::size_t>(child - all.data());
    for (auto i = first; i < all.size() && all[i].offset < child->end; ++i) {
      const auto text = core::trimmed(all[i].text);
      const auto status = status_of(text);
      const bool is_settled = found && *found != cap::Status::actual;
      if (text.empty() || is_settled) continue;
      if (status) found = status;
      is_unknown = is_unknown || !status;
    }
  }
  if (!found && is_unknown) return cap::Status::test;
  return found;
}

Result<void> read_edxl(Page& page) {
  const auto& root = page.xml().root();
  page.document.distribution_status = status_of_distribution(page.xml(), root);
  for (const auto* child = page.xml().at(root.first_child); child != nullptr; child = page.xml().at(child->next)) {
    if (is_edxl(*child, "distributionID")) page.document.id = text_in(*child);
    if (is_edxl(*child, "dateTimeSent")) page.document.updated = text_in(*child);
    // In 2.0 the objects stand in a "content".
    if (is_edxl(*child, "content")) TRY(read_objects(page, *child));
  }
  return read_objects(page, root);
}

}  // namespace heed::capfeed
