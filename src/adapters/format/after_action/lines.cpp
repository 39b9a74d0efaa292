#include "adapters/format/after_action/lines.h"

#include <algorithm>

#include "core/text.h"

namespace heed::after_action {
namespace {

/// Characters, not bytes: every code point is taken as one column.
std::size_t width(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (c & '\xC0') != '\x80'; }));
}

std::string without_controls(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool is_c1 = byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
    if (is_c1) ++i;
    out += byte < 0x20 || byte == 0x7F || is_c1 ? ' ' : text[i];
  }
  return out;
}

/// What is not broken: a word, with the entry that it rests on ("[#31]").
std::vector<std::string> pieces(std::string_view text) {
  std::vector<std::string> all;
  for (const auto word : core::split(text, ' ')) {
    if (!all.empty() && word.starts_with("[#")) {
      all.back() += cat(" ", word);
    } else {
      all.emplace_back(word);
    }
  }
  return all;
}

}  // namespace

void Lines::title(std::string_view text) {
  item(0, text);
  out_ += std::string(std::min(width(text), columns_), '=') + "\n";
}

void Lines::section(std::string_view text) {
  blank();
  item(0, text);
  out_ += std::string(width(text), '-') + "\n";
}

void Lines::item(std::size_t indent, std::string_view text) {
  std::string line(indent, ' ');
  std::size_t at = indent;
  bool is_first = true;
  for (const auto& piece : pieces(without_controls(text))) {
    const auto needed = width(piece) + (is_first ? 0 : 1);
    if (!is_first && at + needed > columns_) {
      out_ += line + "\n";
      line.assign(indent + 2, ' ');
      at = indent + 2;
      is_first = true;
    }
    if (!is_first) line += ' ';
    line += piece;
    at += width(piece) + (is_first ? 0 : 1);
    is_first = false;
  }
  out_ += line + "\n";
}

}  // namespace heed::after_action
