#include <algorithm>

#include "adapters/format/receipt/parts.h"
#include "core/text.h"

namespace heed::receipt {
namespace {

using core::escaped;

constexpr std::size_t line_columns = 100;         // of one field: a printed line, or two of wide letters
constexpr std::size_t line_columns_crowded = 58;  // always one
// What the text may have on one sheet: less where the other words are long, never less than a few lines.
constexpr std::size_t text_columns_max = 900;
constexpr std::size_t text_columns_min = 160;
constexpr std::size_t text_lines = 10;

std::string time_html(Instant at) {
  return cat("<time datetime=\"", core::to_text(at), "\">", core::spoken(at), "</time>");
}

std::string row(std::string_view name, const std::string& html) {
  return cat("<div><dt>", name, "</dt><dd>", html, "</dd></div>\n");
}

/// How much longer the words of this sheet are than those of a usual one.
std::size_t crowd(const Receipt& receipt) {
  std::size_t words = receipt.told.recipient.size() + receipt.told.way.size() + receipt.told.headline.size();
  if (receipt.answer) {
    const auto& back = receipt.answer->read_back;
    words += back.target.size() + back.window.size() + back.action.size();
  }
  for (const auto& witness : receipt.place.witnesses) words += witness.name.size();
  constexpr std::size_t usual = 450;
  return words > usual ? words - usual : 0;
}

std::size_t text_columns(const Receipt& receipt) {
  return std::max(text_columns_min, text_columns_max - std::min(crowd(receipt), text_columns_max));
}

/// One field, escaped.
std::string short_line(const Receipt& receipt, const std::string& text) {
  const auto columns = crowd(receipt) > text_columns_max ? line_columns_crowded : line_columns;
  return escaped(cut(text, columns, 1).text);
}

std::string_view edition_name(warning::Kind kind) {
  using warning::Kind;
  switch (kind) {
    case Kind::alert: return "Warning";
    case Kind::update: return "Update";
    case Kind::extend: return "Extension";
    case Kind::correct: return "Correction";
    case Kind::downgrade: return "Downgrade";
    case Kind::cancel: return "Cancellation";
    case Kind::all_clear: return "All-clear";
    case Kind::lapse_notice: return "Notice that the window ended";
  }
  return "";
}

struct Parts {
  std::string_view headline;
  std::string_view body;
};

/// The text, its first line apart where that is the headline, perhaps behind words such as "EXERCISE": nothing is said
/// twice, and nothing of the exact text is left out.
Parts parts_of(const Told& told) {
  const std::string_view text = told.text;
  const auto first = text.substr(0, text.find('\n'));
  if (!first.ends_with(told.headline)) return {told.headline, core::trimmed(text)};
  return {first, core::trimmed(text.substr(first.size()))};
}

/// Paragraphs, where the text has empty lines.
std::string paragraphs(std::string_view text) {
  std::string html;
  while (!text.empty()) {
    const auto end = std::min(text.find("\n\n"), text.size());
    const auto paragraph = core::trimmed(text.substr(0, end));
    if (!paragraph.empty()) html += cat("<p class=\"exact\">", escaped(paragraph), "</p>\n");
    text.remove_prefix(std::min(end + 2, text.size()));
  }
  return html;
}

/// Attributes for words in the recipient's language; its direction is for the browser to see.
std::string in_language(const Told& told) { return cat("lang=\"", escaped(told.language), "\" dir=\"auto\""); }

std::string shortened_note(const Receipt& receipt) {
  return cat("<p class=\"note\">Shortened to fit on this sheet. ",
             receipt.proofs.empty() ? "The record holds the whole text.</p>\n"
                                    : "The proof file of the text holds all of it.</p>\n");
}

}  // namespace

std::string told_section(const Receipt& receipt) {
  const auto& told = receipt.told;
  const auto parts = parts_of(told);
  const auto text = cut(parts.body, text_columns(receipt), text_lines);
  return cat("<section aria-labelledby=\"told\">\n<h2 id=\"told\">What was told</h2>\n<dl>\n",
             row("To", short_line(receipt, told.recipient)), row("Released", time_html(told.at)),
             row("How", short_line(receipt, told.way)),
             row(edition_name(told.what), cat("edition ", told.edition, ", in force until ", time_html(told.until))),
             "</dl>\n<blockquote ", in_language(told), ">\n<p class=\"headline\">",
             escaped(cut(parts.headline, 120, 1).text), "</p>\n", paragraphs(text.text), "</blockquote>\n",
             text.is_cut ? shortened_note(receipt) : "", "</section>\n");
}

std::string answer_section(const Receipt& receipt) {
  const std::string head = "<section aria-labelledby=\"answer\">\n<h2 id=\"answer\">What was answered</h2>\n";
  if (receipt.answer) {
    const auto& answer = *receipt.answer;
    return cat(
        head, "<p class=\"verdict ", response::Evidence::own_key == answer.evidence ? "strong" : "plain",
        "\"><strong>Acknowledged. ", evidence_name(answer.evidence), ".</strong> ", escaped(evidence_sentence(answer)),
        "</p>\n<dl>\n",
        row("By", cat(escaped(cut(cat(answer.who, ", ", answer.capacity), 60, 1).text), ", ",
                      time_html(receipt.answered_at), answer.is_late ? ", late" : "", ", entry ", receipt.answered_in)),
        row("Threatened", short_line(receipt, answer.read_back.target)),
        row("Until", short_line(receipt, answer.read_back.window)),
        row("Will do", short_line(receipt, answer.read_back.action)), "</dl>\n</section>\n");
  }
  if (!receipt.refused_by.empty()) {
    return cat(head, "<p class=\"verdict open\"><strong>Declined</strong> by ", short_line(receipt, receipt.refused_by),
               ". Nobody acknowledged it.</p>\n</section>\n");
  }
  return cat(
      head, "<p class=\"verdict open\"><strong>Not acknowledged.</strong> ",
      receipt.is_answer_asked ? "Nobody has confirmed that it was understood." : "No acknowledgement was asked for.",
      "</p>\n</section>\n");
}

}  // namespace heed::receipt
