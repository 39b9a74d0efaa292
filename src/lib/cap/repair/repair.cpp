#include "lib/cap/repair/repair.h"

#include <algorithm>
#include <optional>

#include "core/text.h"
#include "lib/cap/message/grammar.h"
#include "lib/cap/values/lists.h"
#include "lib/cap/values/shapes.h"
#include "lib/cap/values/time.h"
#include "lib/cap/xml/document.h"

namespace heed::repair {
namespace {

using message::Content;
using message::Row;
using xml::Element;
using Mended = std::optional<std::string>;

std::span<const Row> rows_of(std::string_view parent) {
  if (parent == "alert") return message::rows_of_alert();
  if (parent == "info") return message::rows_of_info();
  if (parent == "resource") return message::rows_of_resource();
  if (parent == "area") return message::rows_of_area();
  if (parent == "eventCode" || parent == "parameter" || parent == "geocode") return message::rows_of_pair();
  return {};
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

Mended mended_word(std::string_view text, const Row& row) {
  const auto bare = core::trimmed(text);
  for (const auto word : row.words[static_cast<std::size_t>(message::Version::cap_1_2)]) {
    if (std::ranges::equal(word, bare, {}, {}, lower) || std::ranges::equal(word, bare, {}, lower, lower)) {
      return std::string(word);
    }
  }
  return std::nullopt;
}

Mended mended_time(std::string_view text) {
  const auto read = values::read_time(text);
  if (!read || read->form.has_no_zone) return std::nullopt;
  return values::to_text(read->time);
}

std::string joined(const std::vector<std::string_view>& pieces) {
  std::string out;
  for (const auto piece : pieces) (out += out.empty() ? "" : " ") += piece;
  return out;
}

Mended mended_shape(std::string_view text, const Row& row) {
  const bool is_polygon = row.name == message::Name::polygon;
  const auto faults = is_polygon ? values::read_polygon(text).faults : values::read_circle(text).faults;
  if (!faults.unreadable.empty() || !faults.has_odd_blanks) return std::nullopt;
  return joined(values::pieces(text));
}

Mended mended_references(std::string_view text) {
  std::string out;
  for (const auto& reference : values::read_references(text)) {
    if (!reference.has_three_parts || !reference.sent || reference.sent->form.has_no_zone) return std::nullopt;
    out += cat(out.empty() ? "" : " ", reference.sender, ",", reference.identifier, ",",
               values::to_text(reference.sent->time));
  }
  return out;
}

Mended mended_text(std::string_view text, const Row& row) {
  switch (row.content) {
    case Content::list: return mended_word(text, row);
    case Content::time: return mended_time(text);
    case Content::language:
    case Content::uri:
    case Content::integer:
    case Content::decimal: return std::string(core::trimmed(text));
    case Content::text: break;
    case Content::pair:
    case Content::resource:
    case Content::area:
    case Content::info: return std::nullopt;
  }
  if (row.name == message::Name::identifier || row.name == message::Name::sender) {
    return std::string(core::trimmed(text));
  }
  if (row.name == message::Name::references) return mended_references(text);
  if (row.name == message::Name::polygon || row.name == message::Name::circle) return mended_shape(text, row);
  return std::nullopt;
}

/// Writes a document again, from its own pieces.
class Mender {
 public:
  explicit Mender(const xml::Document& document) : document_(document), source_(document.source()) {}

  Repaired run() {
    const auto& root = document_.root();
    std::string out(source_.substr(0, root.offset));
    if (document_.encoding() != "UTF-8") {
      const auto end = out.starts_with("<?xml") ? out.find("?>") + 2 : 0;
      out.replace(0, end, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
      changes_.push_back(cat("The encoding was ", document_.encoding(), " and is UTF-8."));
    }
    out += render(root);
    out += source_.substr(root.end);
    return {std::move(out), std::move(changes_)};
  }

 private:
  /// Depth: xml::Limits::depth.
  std::string render(const Element& element) {
    const auto rows = rows_of(element.local);
    auto children = children_of(element);
    if (rows.empty() || children.empty()) return std::string(slice(element.offset, element.end));
    const auto places = children;
    const auto rank = [&](const Element* child) {
      // A signature comes last, and so does what is unknown.
      return std::ranges::find(rows, child->local, &Row::local) - rows.begin();
    };
    if (!std::ranges::is_sorted(children, {}, rank)) {
      sort(children, rank);
      changes_.push_back(cat("Line ", document_.line_of(element.offset), ": the elements of ", element.local,
                             " were put into their order."));
    }
    std::string out;
    auto from = element.offset;
    for (std::size_t i = 0; i < places.size(); ++i) {
      out += slice(from, places[i]->offset);
      const auto row = std::ranges::find(rows, children[i]->local, &Row::local);
      out += row == rows.end() ? std::string(slice(children[i]->offset, children[i]->end)) : mend(*children[i], *row);
      from = places[i]->end;
    }
    out += slice(from, element.end);
    return out;
  }
  std::string mend(const Element& element, const Row& row) {
    if (element.first_child != xml::nothing) return render(element);
    const bool is_in_source = element.is_verbatim && element.text.data() >= source_.data() &&
                              element.text.data() + element.text.size() <= source_.data() + source_.size();
    const auto mended = is_in_source ? mended_text(element.text, row) : std::nullopt;
    if (!mended || *mended == element.text || mended->empty()) {
      return std::string(slice(element.offset, element.end));
    }
    changes_.push_back(cat("Line ", document_.line_of(element.offset), ": ", row.local, " was written \"",
                           element.text.substr(0, 60), "\" and is \"", mended->substr(0, 60), "\"."));
    const auto begin = static_cast<std::uint32_t>(element.text.data() - source_.data());
    const auto end = begin + static_cast<std::uint32_t>(element.text.size());
    return cat(slice(element.offset, begin), core::escaped(*mended), slice(end, element.end));
  }
  std::vector<const Element*> children_of(const Element& element) {
    std::vector<const Element*> children;
    for (const auto* child = document_.at(element.first_child); child != nullptr; child = document_.at(child->next)) {
      children.push_back(child);
    }
    return children;
  }
  /// Keeps the order of what has the same rank.
  template <class Rank>
  static void sort(std::vector<const Element*>& children, const Rank& rank) {
    std::ranges::sort(children, {}, [&](const Element* child) { return std::pair(rank(child), child->offset); });
  }
  [[nodiscard]] std::string_view slice(std::uint32_t from, std::uint32_t until) const {
    return source_.substr(from, until - from);
  }

  const xml::Document& document_;
  std::string_view source_;
  std::vector<std::string> changes_{};
};

bool is_signed(const xml::Document& document) {
  return std::ranges::any_of(document.elements(),
                             [](const Element& each) { return each.space == message::space_of_signatures; });
}

}  // namespace

Result<Repaired> repair(std::string_view bytes) {
  const auto document = xml::parse(bytes);
  if (!document) {
    return fail(Code::malformed, document.error().text, cat("line ", document.error().line));
  }
  if (document->root().local != "alert") return fail(Code::unsupported, "The root is no alert.");
  if (is_signed(*document)) return fail(Code::refused, "It is signed, and every change would break the signature.");
  return Mender(*document).run();
}

}  // namespace heed::repair
