#include "lib/broadcast/utf8.h"

namespace heed::broadcast {
namespace {

constexpr char32_t replacement = 0xFFFD;

/// The length that a first byte promises; 0 when it begins nothing.
std::size_t length_of(unsigned char first) {
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first < 0xE0) return 2;
  if (first >= 0xE0 && first < 0xF0) return 3;
  if (first >= 0xF0 && first < 0xF5) return 4;
  return 0;
}

bool is_character(char32_t code, std::size_t length) {
  constexpr char32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool is_surrogate = code >= 0xD800 && code < 0xE000;
  return code >= least[length] && code <= 0x10FFFF && !is_surrogate;
}

}  // namespace

Character first_of(std::string_view text) {
  const auto first = static_cast<unsigned char>(text.front());
  const auto length = length_of(first);
  if (length == 1) return {first, 1};
  if (length == 0 || text.size() < length) return {replacement, 1};
  char32_t code = first & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    const auto next = static_cast<unsigned char>(text[i]);
    if ((next & 0xC0U) != 0x80U) return {replacement, 1};
    code = (code << 6U) | (next & 0x3FU);
  }
  if (!is_character(code, length)) return {replacement, 1};
  return {code, length};
}

std::string to_utf8(char32_t character) {
  const auto byte = [](char32_t bits) { return static_cast<char>(static_cast<unsigned char>(bits)); };
  if (character < 0x80) return {byte(character)};
  const char last = byte(0x80U | (character & 0x3FU));
  if (character < 0x800) return {byte(0xC0U | (character >> 6U)), last};
  const char third = byte(0x80U | ((character >> 6U) & 0x3FU));
  if (character < 0x10000) return {byte(0xE0U | (character >> 12U)), third, last};
  return {byte(0xF0U | (character >> 18U)), byte(0x80U | ((character >> 12U) & 0x3FU)), third, last};
}

}  // namespace heed::broadcast
