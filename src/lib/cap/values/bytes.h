#pragma once
// Private to this folder: sets of bytes. Why not find(): it calls a function for every byte that is looked for.

#include <array>
#include <string_view>

namespace heed::values {

class Bytes {
 public:
  constexpr explicit Bytes(std::string_view bytes) {
    for (const char c : bytes) has_[static_cast<unsigned char>(c)] = true;
  }
  [[nodiscard]] constexpr bool has(char c) const { return has_[static_cast<unsigned char>(c)]; }
  [[nodiscard]] constexpr Bytes with(const Bytes& others) const {
    auto all = *this;
    for (std::size_t i = 0; i < has_.size(); ++i) all.has_[i] = has_[i] || others.has_[i];
    return all;
  }
  [[nodiscard]] constexpr Bytes with(std::string_view others) const { return with(Bytes(others)); }

  /// Where the first of them stands at or after `from`; the size of the text when there is none.
  [[nodiscard]] constexpr std::size_t find_in(std::string_view text, std::size_t from = 0) const {
    while (from < text.size() && !has(text[from])) ++from;
    return from;
  }
  /// Where the first byte stands that is none of them.
  [[nodiscard]] constexpr std::size_t end_in(std::string_view text, std::size_t from = 0) const {
    while (from < text.size() && has(text[from])) ++from;
    return from;
  }

 private:
  std::array<bool, 256> has_{};
};

inline constexpr Bytes decimal_digits("0123456789");
inline constexpr Bytes letters("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
inline constexpr auto letters_and_digits = letters.with(decimal_digits);
inline constexpr Bytes blanks(" \t\r\n");

}  // namespace heed::values
