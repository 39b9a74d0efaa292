// Rules for every text of a message (CAP 1.2, 3.3.3).

#include <algorithm>
#include <array>

#include "core/text.h"
#include "lib/cap/rules/context.h"
#include "lib/cap/values/forms.h"
#include "lib/cap/xml/names.h"

namespace heed::rules {
namespace {

/// Elements that hold words, by the length of their names. Others have rules of their own for what is empty or blank
/// in them.
constexpr std::array<std::string_view, 22> words = {
    "web",        "uri",        "code",        "note",        "event",       "value",       "source",    "digest",
    "contact",    "audience",   "areaDesc",    "headline",    "password",    "valueName",   "addresses", "incidents",
    "senderName", "references", "description", "instruction", "restriction", "resourceDesc"};
constexpr std::size_t longest = 12;
static_assert(std::ranges::is_sorted(words, {}, &std::string_view::size) && words.back().size() == longest);
/// Where the names of a length begin. Why: every element is looked for, and the length sorts out nearly all names.
constexpr auto begins = [] {
  std::array<std::size_t, longest + 2> places{};
  for (std::size_t i = 0; i < places.size(); ++i) {
    places[i] = static_cast<std::size_t>(std::ranges::count_if(words, [=](auto word) { return word.size() < i; }));
  }
  return places;
}();

bool is_for_words(const xml::Element& element) {
  const auto size = element.local.size();
  if (size > longest) return false;
  for (auto i = begins[size]; i < begins[size + 1]; ++i) {
    if (xml::is_same_name(words[i], element.local)) return true;
  }
  return false;
}

bool has_control(std::string_view text) {
  if (text.find('\r') != std::string_view::npos) return true;
  for (auto at = text.find('\xC2'); at != std::string_view::npos; at = text.find('\xC2', at + 1)) {
    if (at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) < 0xA0) return true;
  }
  return text.find('\x7F') != std::string_view::npos;
}

void check_text(const Context& context, const xml::Element& element) {
  const auto text = element.text;
  if (text.empty()) {
    context.add(Rule::value_empty, &element, cat(element.local, " is empty."));
    return;
  }
  if (!element.has_words) context.add(Rule::text_blank, &element, cat(element.local, " consists of blanks."));
  if (element.is_plain) return;
  if (text.find("\uFFFD") != std::string_view::npos) {
    context.add(Rule::text_replacement, &element, "It holds U+FFFD: a character was lost in a conversion.");
  }
  if (has_control(text)) context.add(Rule::text_return, &element, "It holds a control character.");
  // What stands in the document as it is can hold neither "<" nor "&".
  if (element.is_verbatim) return;
  if (values::has_tag(text)) {
    context.add(Rule::text_markup, &element, "It holds an HTML tag, which receivers show as it stands.");
  }
  if (values::has_entity(text)) {
    context.add(Rule::text_entity, &element, "It holds a reference such as &amp;, as if it had been escaped twice.");
  }
}

}  // namespace

void check_texts(const Context& context) {
  const auto space = context.message.at->space;
  for (const auto& element : context.report.document().elements()) {
    // Why first: it is so with nearly all of them, and then there is nothing to find.
    if (element.is_plain && element.has_words) continue;
    const bool is_leaf = element.first_child == xml::nothing;
    const bool is_ours = element.space.data() == space.data() || element.space == space;
    if (!is_leaf || !is_ours || !is_for_words(element)) continue;
    check_text(context, element);
    if (context.report.is_full()) return;
  }
}

}  // namespace heed::rules
