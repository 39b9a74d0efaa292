#pragma once
// Comparing the names of elements.

#include <cstdint>
#include <cstring>
#include <string_view>

namespace heed::xml {

/// Whether two names are equal. Why not "==": it calls a function, and a name is short; two looks at eight bytes, which
/// may lie over each other, see most names whole.
[[nodiscard]] inline bool is_same_name(std::string_view a, std::string_view b) {
  const auto agree = [&]<class Word>(std::size_t at, Word word_of_a) {
    Word word_of_b{};
    std::memcpy(&word_of_a, a.data() + at, sizeof(Word));
    std::memcpy(&word_of_b, b.data() + at, sizeof(Word));
    return word_of_a == word_of_b;
  };
  const auto size = a.size();
  if (size != b.size()) return false;
  if (size > 16) return a == b;
  if (size >= 8) return agree(0, std::uint64_t{}) && agree(size - 8, std::uint64_t{});
  if (size >= 4) return agree(0, std::uint32_t{}) && agree(size - 4, std::uint32_t{});
  for (std::size_t i = 0; i < size; ++i) {
    if (a[i] != b[i]) return false;
  }
  return true;
}

}  // namespace heed::xml
