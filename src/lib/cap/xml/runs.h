#pragma once
// Private to this folder: how far bytes of one kind go, looking at sixteen or more at one time where the processor can.
// Why inline: they are asked for at every tag, and the answer is a few bytes as a rule.

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "lib/cap/xml/characters.h"

namespace heed::xml {

/// Of all bytes; those beyond ASCII are in no table.
using Table = std::array<bool, 256>;
constexpr Table ascii_table(bool (*test)(unsigned char)) {
  Table table{};
  for (unsigned char c = 0; c < 128; ++c) table[c] = test(c);
  return table;
}
[[nodiscard]] inline bool holds(const Table& table, char c) { return table[static_cast<unsigned char>(c)]; }

inline constexpr auto plain_table = ascii_table([](unsigned char c) {
  return c == '\n' || c == '\t' || (c >= 0x20 && c != '<' && c != '&' && c != ']' && c != 0x7F);
});
inline constexpr auto name_start_table = ascii_table(
    [](unsigned char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':'; });
inline constexpr auto name_table =
    ascii_table([](unsigned char c) { return name_start_table[c] || (c >= '0' && c <= '9') || c == '-' || c == '.'; });

#if defined(__SSE2__)
/// Sixteen bytes, asked one question at a time.
class Sixteen {
 public:
  explicit Sixteen(const char* at) : bytes_(_mm_loadu_si128(reinterpret_cast<const __m128i*>(at))) {}

  [[nodiscard]] __m128i is(char c) const { return _mm_cmpeq_epi8(bytes_, _mm_set1_epi8(c)); }
  [[nodiscard]] __m128i is_blank() const { return _mm_or_si128(_mm_or_si128(is(' '), is('\n')), is('\t')); }
  /// Letters, digits and ":", "-", ".", "_".
  [[nodiscard]] __m128i is_in_name() const {
    const auto letters = is_in_span(_mm_or_si128(bytes_, _mm_set1_epi8(0x20)), 'a', 'z');
    const auto signs = _mm_andnot_si128(is('/'), is_in_span(bytes_, '-', ':'));
    return _mm_or_si128(_mm_or_si128(letters, signs), is('_'));
  }
  /// What is not plain; see plain_table. Newlines and tabs are among it.
  [[nodiscard]] __m128i is_suspect() const {
    // One more makes DEL negative, as bytes beyond ASCII are, and so they are below a blank like the control
    // characters.
    const auto is_outside = _mm_cmplt_epi8(_mm_add_epi8(bytes_, _mm_set1_epi8(1)), _mm_set1_epi8(0x21));
    return _mm_or_si128(is_outside, _mm_or_si128(_mm_or_si128(is('<'), is('&')), is(']')));
  }

 private:
  [[nodiscard]] static __m128i is_in_span(__m128i bytes, char first, char last) {
    const auto places = _mm_sub_epi8(bytes, _mm_set1_epi8(first));
    return _mm_cmpeq_epi8(_mm_min_epu8(places, _mm_set1_epi8(static_cast<char>(last - first))), places);
  }
  __m128i bytes_;
};
[[nodiscard]] inline unsigned bits_of(__m128i mask) { return static_cast<unsigned>(_mm_movemask_epi8(mask)); }

[[nodiscard]] inline bool has_suspect_in_64(const char* at) {
  const auto first = _mm_or_si128(Sixteen(at).is_suspect(), Sixteen(at + 16).is_suspect());
  const auto second = _mm_or_si128(Sixteen(at + 32).is_suspect(), Sixteen(at + 48).is_suspect());
  return bits_of(_mm_or_si128(first, second)) != 0;
}
#endif

/// How many of the first bytes are plain text: ASCII that is neither "<", "&", "]", DEL nor a control character other
/// than newline and tab.
[[nodiscard]] inline std::size_t plain_length(std::string_view text) {
  std::size_t at = 0;
#if defined(__SSE2__)
  while (at + 16 <= text.size()) {
    const Sixteen word(text.data() + at);
    // Why newlines are none: they stand in most texts of some lines.
    const auto suspects = bits_of(_mm_andnot_si128(word.is('\n'), word.is_suspect()));
    if (suspects == 0) {
      at += 16;
      while (at + 64 <= text.size() && !has_suspect_in_64(text.data() + at)) at += 64;
      continue;
    }
    at += static_cast<std::size_t>(std::countr_zero(suspects));
    if (text[at] != '\t') return at;
    ++at;
  }
#endif
  while (at < text.size() && holds(plain_table, text[at])) ++at;
  return at;
}

/// How many of the first bytes are blanks and whole line ends. A carriage return alone is none, for it becomes a
/// newline.
[[nodiscard]] inline std::size_t layout_length(std::string_view text) {
  std::size_t at = 0;
  while (true) {
#if defined(__SSE2__)
    while (at + 16 <= text.size()) {
      const auto blanks = bits_of(Sixteen(text.data() + at).is_blank());
      at += static_cast<std::size_t>(std::countr_one(blanks));
      if (blanks != 0xFFFF) break;
    }
#endif
    while (at < text.size() && is_blank(text[at]) && text[at] != '\r') ++at;
    if (!text.substr(at).starts_with("\r\n")) return at;
    at += 2;
  }
}

/// How many of the first bytes may stand in a name and are ASCII.
[[nodiscard]] inline std::size_t name_length(std::string_view text) {
  std::size_t at = 0;
#if defined(__SSE2__)
  if (text.size() >= 16) at = static_cast<std::size_t>(std::countr_one(bits_of(Sixteen(text.data()).is_in_name())));
#endif
  while (at < text.size() && holds(name_table, text[at])) ++at;
  return at;
}

/// Where the first colon stands in a name, which is the first `length` bytes of a text; `length` where there is none.
[[nodiscard]] inline std::size_t colon_place(std::string_view text, std::size_t length) {
#if defined(__SSE2__)
  if (length <= 16 && text.size() >= 16) {
    return static_cast<std::size_t>(std::countr_zero(bits_of(Sixteen(text.data()).is(':')) | (1U << length)));
  }
#endif
  return std::min(text.substr(0, length).find(':'), length);
}

}  // namespace heed::xml
