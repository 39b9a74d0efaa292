#pragma once
// For this folder only: UTF-8 character by character.

#include <cstddef>
#include <string>
#include <string_view>

namespace heed::broadcast {

struct Character {
  char32_t code = 0;
  std::size_t bytes = 0;  ///< how many it takes in the text
};

/// The character at the beginning. A byte that begins none is U+FFFD, and one byte long. Requires: text is not empty.
[[nodiscard]] Character first_of(std::string_view text);

[[nodiscard]] std::string to_utf8(char32_t character);

}  // namespace heed::broadcast
