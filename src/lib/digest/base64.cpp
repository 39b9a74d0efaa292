#include "lib/digest/base64.h"

#include <array>
#include <cstdint>

#include "core/text.h"

namespace heed::digest {

namespace {

constexpr std::string_view standard_digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view url_digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::string_view hex_digits = "0123456789abcdef";

constexpr std::uint8_t no_digit = 0xFF;
using Values = std::array<std::uint8_t, 256>;

/// What each character stands for.
constexpr Values values_of(std::string_view digits) {
  Values values{};
  values.fill(no_digit);
  for (std::size_t i = 0; i < digits.size(); ++i) {
    values[static_cast<unsigned char>(digits[i])] = static_cast<std::uint8_t>(i);
  }
  return values;
}

constexpr Values standard_values = values_of(standard_digits);
constexpr Values url_values = values_of(url_digits);
constexpr Values hex_values = values_of(hex_digits);

std::uint32_t byte_at(std::string_view bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }

/// The digits without padding.
std::string encoded(std::string_view bytes, std::string_view digits) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  std::size_t at = 0;
  for (; at + 3 <= bytes.size(); at += 3) {
    const auto group = byte_at(bytes, at) << 16 | byte_at(bytes, at + 1) << 8 | byte_at(bytes, at + 2);
    for (const unsigned shift : {18U, 12U, 6U, 0U}) text += digits[group >> shift & 63U];
  }
  if (bytes.size() - at == 1) {
    const auto group = byte_at(bytes, at) << 4;
    for (const unsigned shift : {6U, 0U}) text += digits[group >> shift & 63U];
  } else if (bytes.size() - at == 2) {
    const auto group = byte_at(bytes, at) << 10 | byte_at(bytes, at + 1) << 2;
    for (const unsigned shift : {12U, 6U, 0U}) text += digits[group >> shift & 63U];
  }
  return text;
}

/// Reads digits without padding.
Result<std::string> decoded(std::string_view text, const Values& values) {
  if (text.size() % 4 == 1) return fail(Code::malformed, "one base64 digit is missing or too many");
  std::string bytes;
  bytes.reserve(text.size() / 4 * 3 + 2);
  std::uint32_t held = 0;
  unsigned held_bits = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto value = values[static_cast<unsigned char>(text[at])];
    if (value == no_digit)
      return fail(Code::malformed, cat("character ", at + 1, " is no digit of this base64 alphabet"));
    held = (held << 6 | value) & 0xFFFU;
    held_bits += 6;
    if (held_bits >= 8) {
      held_bits -= 8;
      bytes += static_cast<char>(held >> held_bits & 0xFFU);
    }
  }
  const auto left_over = held & ((1U << held_bits) - 1U);
  if (left_over != 0) return fail(Code::malformed, "the last base64 digit has bits set that belong to no byte");
  return bytes;
}

}  // namespace

std::string to_base64(std::string_view bytes) {
  auto text = encoded(bytes, standard_digits);
  text.append((4 - text.size() % 4) % 4, '=');
  return text;
}

Result<std::string> from_base64(std::string_view text) {
  if (text.size() % 4 != 0) return fail(Code::malformed, "the length of a padded base64 text is a multiple of 4");
  // At most two: a third '=' stays in the text and is refused as no digit.
  for (int padding = 0; padding < 2 && text.ends_with('='); ++padding) text.remove_suffix(1);
  return decoded(text, standard_values);
}

std::string to_base64url(std::string_view bytes) { return encoded(bytes, url_digits); }

Result<std::string> from_base64url(std::string_view text) { return decoded(text, url_values); }

std::string to_hex(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() * 2);
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    text += hex_digits[byte_at(bytes, at) >> 4];
    text += hex_digits[byte_at(bytes, at) & 15U];
  }
  return text;
}

Result<std::string> from_hex(std::string_view text) {
  if (text.size() % 2 != 0) return fail(Code::malformed, "a hex text has two digits for each byte");
  std::string bytes;
  bytes.reserve(text.size() / 2);
  for (std::size_t at = 0; at < text.size(); at += 2) {
    const unsigned high = hex_values[static_cast<unsigned char>(text[at])];
    const unsigned low = hex_values[static_cast<unsigned char>(text[at + 1])];
    if (high == no_digit || low == no_digit) {
      return fail(Code::malformed, cat("characters ", at + 1, " and ", at + 2, " are not both of 0-9 and a-f"));
    }
    bytes += static_cast<char>(high << 4 | low);
  }
  return bytes;
}

}  // namespace heed::digest
