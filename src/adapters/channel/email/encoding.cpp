#include "adapters/channel/email/encoding.h"

#include <algorithm>

#include "core/text.h"
#include "lib/digest/base64.h"

namespace heed::email {
namespace {

constexpr std::size_t line_max = 76;
/// Bytes of text in one encoded word: with "=?utf-8?B?", "?=" and the longest header name the line stays within 76.
constexpr std::size_t word_bytes = 36;

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

bool is_plain(std::string_view text) {
  const bool is_ascii = std::ranges::all_of(text, [](char c) { return c >= ' ' && c < '\x7F'; });
  // Folding keeps single blanks only, so other blanks have to be encoded.
  const bool has_odd_blanks = text.starts_with(' ') || text.ends_with(' ') || text.find("  ") != std::string_view::npos;
  return is_ascii && !has_odd_blanks && text.find("=?") == std::string_view::npos;
}

/// Breaks at blanks so that no line is longer than it must be. Fails (empty) where a single word is too long for a
/// line.
std::string folded(std::size_t used, std::string_view text) {
  std::string out;
  for (const auto word : core::split(text, ' ')) {
    if (word.size() + 1 > line_max) return {};
    if (!out.empty() && used + 1 + word.size() > line_max) {
      out += "\r\n";
      used = 0;
    }
    if (!out.empty()) out += ' ';
    out += word;
    used += word.size() + 1;
  }
  return out;
}

std::string as_hex(char c) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  return {'=', digits[byte >> 4], digits[byte & 0xFU]};
}

/// One line of the text, without its end.
void append_quoted(std::string& out, std::string_view line) {
  std::size_t used = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    const bool is_last = i + 1 == line.size();
    const bool is_blank = c == ' ' || c == '\t';
    const bool is_literal = c > ' ' && c < '\x7F' && c != '=';
    // A blank at the end of a line may be dropped on the way, so it is not left bare there.
    const std::string piece = is_literal || (is_blank && !is_last) ? std::string(1, c) : as_hex(c);
    if (used + piece.size() > line_max - (is_last ? 0 : 1)) {
      out += "=\r\n";
      used = 0;
    }
    out += piece;
    used += piece.size();
  }
  out += "\r\n";
}

}  // namespace

std::string encoded_words(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    auto size = std::min(word_bytes, text.size());
    while (size > 1 && size < text.size() && is_continuation(text[size])) --size;
    out += cat(out.empty() ? "" : "\r\n ", "=?utf-8?B?", digest::to_base64(text.substr(0, size)), "?=");
    text.remove_prefix(size);
  }
  return out;
}

std::string header_text(std::string_view name, std::string_view text) {
  if (text.empty()) return {};
  if (!is_plain(text)) return encoded_words(text);
  auto lines = folded(name.size() + 2, text);
  return lines.empty() ? encoded_words(text) : lines;
}

std::string quoted_printable(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    auto line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    append_quoted(out, line);
  }
  return out;
}

}  // namespace heed::email
