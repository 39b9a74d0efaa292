#pragma once
// Private to this folder: which characters XML 1.0 (fifth edition) allows where, and reading them from UTF-8.

#include <cstdint>
#include <memory_resource>
#include <string>
#include <string_view>

namespace heed::xml {

/// One character and how many bytes it has; no bytes: there is none that is valid UTF-8.
struct Character {
  std::uint32_t point = 0;
  std::size_t length = 0;
};

/// Requires: `text` is not empty.
[[nodiscard]] Character character_at(std::string_view text);
/// Production 2, Char.
[[nodiscard]] bool is_allowed(std::uint32_t point);
/// Productions 4 and 4a. The colon is among them.
[[nodiscard]] bool may_start_name(std::uint32_t point);
[[nodiscard]] bool may_be_in_name(std::uint32_t point);

void append_utf8(std::pmr::string& out, std::uint32_t point);

[[nodiscard]] constexpr bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

/// Whether there is nothing but blanks. Why not find_first_not_of: it calls a function for every character.
[[nodiscard]] constexpr bool is_blank(std::string_view text) {
  for (const char c : text) {
    if (!is_blank(c)) return false;
  }
  return true;
}

[[nodiscard]] std::size_t newlines_in(std::string_view text);

}  // namespace heed::xml
