#include "lib/area/geocodes/fold.h"

#include <cstdint>

namespace heed::geocodes {
namespace {

/// The letter without its accent for U+00C0 to U+017F, in their order; '?' where there is none.
constexpr std::string_view latin =
    "aaaaaaaceeeeiiiidnooooo?ouuuuytsaaaaaaaceeeeiiiidnooooo?ouuuuytyaaaaaaccccccccddddeeeeeeeeee"
    "gggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
static_assert(latin.size() == 0x180 - 0xC0);

char small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool is_letter(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::string folded(std::string_view code) {
  std::string out(code);
  for (auto& c : out) c = small(c);
  return out;
}

std::string plain(std::string_view name) {
  std::string out;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const auto lead = static_cast<std::uint8_t>(name[i]);
    const bool is_latin = lead >= 0xC3 && lead <= 0xC5 && i + 1 < name.size();
    if (!is_latin) {
      out += small(name[i]);
      continue;
    }
    const auto letter = ((lead & 0x1FU) << 6U | (static_cast<std::uint8_t>(name[i + 1]) & 0x3FU)) - 0xC0U;
    out += latin[letter];
    ++i;
  }
  return out;
}

std::string bare(std::string_view system) {
  std::string out;
  for (const char c : system) {
    const char letter = small(c);
    if (is_letter(letter) || is_digit(letter)) out += letter;
  }
  return out;
}

}  // namespace heed::geocodes
