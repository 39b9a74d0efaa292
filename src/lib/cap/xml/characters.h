#pragma once
// Private to this folder: which characters XML 1.0 (fifth edition) allows where, and reading them from UTF-8.

#include <cstdint>
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

void append_utf8(std::string& out, std::uint32_t point);

[[nodiscard]] constexpr bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

/// How many of the first bytes are plain text: ASCII that is neither "<", "&", "]" nor a control character other than
/// newline and tab. Looks at sixteen bytes at a time where the processor can, for most of
/// a large alert is coordinates.
[[nodiscard]] std::size_t plain_length(std::string_view text);

}  // namespace heed::xml
