#pragma once
// Joining and trimming text. Prefer this to streams: it allocates once and reads in one line.

#include <charconv>
#include <concepts>
#include <string>
#include <string_view>
#include <vector>

namespace heed::core {

namespace text_detail {
inline void append(std::string& out, std::string_view text) { out += text; }
inline void append(std::string& out, char c) { out += c; }
template <std::same_as<bool> Bool>
void append(std::string& out, Bool value) {
  out += value ? "true" : "false";
}
template <class Number>
  requires((std::integral<Number> && !std::same_as<Number, bool> && !std::same_as<Number, char>) ||
           std::floating_point<Number>)
void append(std::string& out, Number number) {
  char digits[32];
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  out.append(digits, end);
}
}  // namespace text_detail

/// cat("line ", 14, ": ", detail): everything in one string, numbers in their shortest form.
template <class... Parts>
[[nodiscard]] std::string cat(const Parts&... parts) {
  std::string out;
  (text_detail::append(out, parts), ...);
  return out;
}

/// Without the spaces, tabs and newlines at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// The pieces between separators, trimmed, empty ones left out.
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);

/// "a, b and c", for sentences.
[[nodiscard]] std::string listed(const std::vector<std::string>& words, std::string_view last_joint = "and");

/// Valid UTF-8 without control characters other than tab and newline: what may be kept as somebody's words.
[[nodiscard]] bool is_clean_utf8(std::string_view text);

/// Text made safe between XML and HTML tags and inside double quotes.
[[nodiscard]] std::string escaped(std::string_view text);

}  // namespace heed::core

namespace heed {
using core::cat;
}  // namespace heed
