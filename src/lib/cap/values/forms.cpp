#include "lib/cap/values/forms.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/text.h"
#include "lib/cap/values/bytes.h"

namespace heed::values {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter_or_digit(char c) { return is_letter(c) || is_digit(c); }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string_view first_group(std::string_view tag) { return tag.substr(0, tag.find('-')); }

/// The digits of a number without sign, leading zeros and point; -1 when it has another form.
int counted_digits(std::string_view text, bool has_fraction) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  const auto point = has_fraction ? text.find('.') : std::string_view::npos;
  const auto whole = text.substr(0, point);
  const auto fraction = point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
  if (whole.empty() && fraction.empty()) return -1;
  if (!std::ranges::all_of(whole, is_digit) || !std::ranges::all_of(fraction, is_digit)) return -1;
  const auto first = std::min(whole.find_first_not_of('0'), whole.size());
  return static_cast<int>(std::min<std::size_t>(whole.size() - first + fraction.size(), 1'000));
}

constexpr int digits_max = 24;

}  // namespace

bool is_language(std::string_view tag) {
  for (bool is_first = true;; is_first = false) {
    const auto part = first_group(tag);
    const bool has_form =
        !part.empty() && part.size() <= 8 &&
        (is_first ? std::ranges::all_of(part, is_letter) : std::ranges::all_of(part, is_letter_or_digit));
    if (!has_form) return false;
    if (part.size() == tag.size()) return true;
    tag.remove_prefix(part.size() + 1);
  }
}

bool is_same_language(std::string_view a, std::string_view b) {
  return std::ranges::equal(first_group(a), first_group(b), {}, lower, lower);
}

bool is_integer(std::string_view text) {
  const auto digits = counted_digits(core::trimmed(text), false);
  return digits >= 0 && digits <= digits_max;
}

bool is_decimal(std::string_view text) {
  const auto digits = counted_digits(core::trimmed(text), true);
  return digits >= 0 && digits <= digits_max;
}

std::optional<double> read_decimal(std::string_view text) {
  if (!is_decimal(text)) return std::nullopt;
  auto bare = core::trimmed(text);
  if (bare.starts_with('+')) bare.remove_prefix(1);
  double value = 0;
  const auto read = std::from_chars(bare.data(), bare.data() + bare.size(), value, std::chars_format::fixed);
  if (read.ec != std::errc{}) return std::nullopt;
  return value;
}

bool is_media_type(std::string_view text) {
  constexpr std::array<std::string_view, 11> known = {"application", "audio", "chemical",  "example", "font", "image",
                                                      "message",     "model", "multipart", "text",    "video"};
  const auto bare = core::trimmed(text.substr(0, text.find(';')));
  const auto slash = bare.find('/');
  if (slash == std::string_view::npos) return false;
  const auto is_type = [&](std::string_view type) {
    return std::ranges::equal(type, bare.substr(0, slash), {}, {}, lower);
  };
  const auto in_subtype = [](char c) {
    return is_letter_or_digit(c) || std::string_view("!#$&-^_.+").find(c) != std::string_view::npos;
  };
  const auto subtype = bare.substr(slash + 1);
  return std::ranges::any_of(known, is_type) && !subtype.empty() && std::ranges::all_of(subtype, in_subtype);
}

bool is_base64(std::string_view text) {
  constexpr auto in_base64 = letters_and_digits.with("+/");
  std::size_t count = 0;
  std::size_t padding = 0;
  for (const char c : text) {
    if (blanks.has(c)) continue;
    if (c == '=') {
      ++padding;
    } else if (padding > 0 || !in_base64.has(c)) {
      return false;
    }
    ++count;
  }
  return count > 0 && count % 4 == 0 && padding <= 2;
}

bool is_sha1(std::string_view text) {
  const auto bare = core::trimmed(text);
  const auto is_hex = [](char c) { return is_digit(c) || (lower(c) >= 'a' && lower(c) <= 'f'); };
  return bare.size() == 40 && std::ranges::all_of(bare, is_hex);
}

bool has_tag(std::string_view text) {
  for (auto at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    auto rest = text.substr(at + 1);
    if (rest.starts_with('/')) rest.remove_prefix(1);
    const auto end = rest.find_first_of("<>");
    if (!rest.empty() && is_letter(rest.front()) && end != std::string_view::npos && rest[end] == '>') return true;
  }
  return false;
}

bool has_entity(std::string_view text) {
  constexpr std::size_t longest = 12;
  for (auto at = text.find('&'); at != std::string_view::npos; at = text.find('&', at + 1)) {
    auto rest = text.substr(at + 1, longest);
    const auto end = rest.find(';');
    if (end == std::string_view::npos || end == 0) continue;
    rest = rest.substr(0, end);
    if (rest.starts_with('#') && rest.size() > 1) rest.remove_prefix(1);
    if (std::ranges::all_of(rest, is_letter_or_digit)) return true;
  }
  return false;
}

std::size_t character_count(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (c & '\xC0') != '\x80'; }));
}

}  // namespace heed::values
