// Rules for every text of a message (CAP 1.2, 3.3.3).

#include <algorithm>
#include <array>

#include "core/text.h"
#include "lib/cap/rules/context.h"
#include "lib/cap/values/forms.h"

namespace heed::rules {
namespace {

/// Elements that hold words. Others have rules of their own for what is empty or blank in them.
constexpr std::array<std::string_view, 22> words = {
    "event",    "audience",     "senderName", "headline",  "description", "instruction", "contact", "web",
    "code",     "note",         "source",     "addresses", "incidents",   "references",  "value",   "valueName",
    "areaDesc", "resourceDesc", "uri",        "digest",    "restriction", "password"};

bool is_for_words(const xml::Element& element) { return std::ranges::find(words, element.local) != words.end(); }

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
    const bool is_leaf = element.first_child == xml::nothing;
    const bool is_ours = element.space.data() == space.data() || element.space == space;
    if (!is_leaf || !is_ours || !is_for_words(element)) continue;
    check_text(context, element);
    if (context.report.is_full()) return;
  }
}

}  // namespace heed::rules
