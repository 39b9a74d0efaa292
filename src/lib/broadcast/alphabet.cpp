#include "lib/broadcast/alphabet.h"

#include <algorithm>
#include <array>

#include "lib/broadcast/utf8.h"

namespace heed::broadcast {
namespace {

// In the order of the table's columns. 0x1B, the escape, is left out: it stands for no character.
constexpr std::u32string_view basic =
    U"@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    U"abcdefghijklmnopqrstuvwxyzäöñüà";
static_assert(basic.size() == 127);

constexpr std::u32string_view extension = U"\f^{}\\[~]|€";

/// Both tables are asked for every character of every text that is put together, so ASCII has an answer ready.
enum class Place : unsigned char { neither, basic, extension };
constexpr auto ascii = [] {
  std::array<Place, 128> places{};
  for (const auto character : basic) {
    if (character < places.size()) places[character] = Place::basic;
  }
  for (const auto character : extension) {
    if (character < places.size()) places[character] = Place::extension;
  }
  return places;
}();
constexpr char32_t last_basic = std::ranges::max(basic);

struct Replacement {
  char32_t from;
  std::string_view to;
};

// Why two hyphens for the long dash: it parts sentences, and one hyphen between two words would join them.
constexpr Replacement replacements[] = {
    {U'\u2018', "'"},  {U'\u2019', "'"},  {U'\u201A', "'"},  {U'\u201B', "'"},   {U'\u2032', "'"},  {U'\u2039', "'"},
    {U'\u203A', "'"},  {U'\u201C', "\""}, {U'\u201D', "\""}, {U'\u201E', "\""},  {U'\u201F', "\""}, {U'\u2033', "\""},
    {U'\u00AB', "\""}, {U'\u00BB', "\""}, {U'\u2010', "-"},  {U'\u2011', "-"},   {U'\u2012', "-"},  {U'\u2013', "-"},
    {U'\u2212', "-"},  {U'\u2014', "--"}, {U'\u2015', "--"}, {U'\u2026', "..."}, {U'\t', " "},      {U'\u00A0', " "},
    {U'\u2002', " "},  {U'\u2003', " "},  {U'\u2007', " "},  {U'\u2008', " "},   {U'\u2009', " "},  {U'\u200A', " "},
    {U'\u202F', " "},  {U'\u205F', " "},  {U'\u00AD', ""},   {U'\u200B', ""},    {U'\u2060', ""},   {U'\uFEFF', ""}};

bool is_taken(char32_t character, Demand demand) {
  return demand == Demand::basic ? is_basic(character) : is_gsm7(character);
}

template <class Visit>
void for_each(std::string_view text, Visit visit) {
  while (!text.empty()) {
    const auto character = first_of(text);
    visit(character.code, text.substr(0, character.bytes));
    text.remove_prefix(character.bytes);
  }
}

const Replacement* replacement_of(char32_t character) {
  const auto* found = std::ranges::find(replacements, character, &Replacement::from);
  return found == std::end(replacements) ? nullptr : found;
}

}  // namespace

bool is_basic(char32_t character) {
  if (character < ascii.size()) return ascii[character] == Place::basic;
  // Why first: most letters that are asked for beyond ASCII are of other scripts, far beyond this.
  return character <= last_basic && basic.find(character) != std::u32string_view::npos;
}

bool is_gsm7(char32_t character) {
  if (character < ascii.size()) return ascii[character] != Place::neither;
  return is_basic(character) || character == U'€';
}

Count count(std::string_view text) {
  std::size_t septets = 0;
  std::size_t wide = 0;
  bool is_narrow = true;
  for_each(text, [&](char32_t character, std::string_view) {
    is_narrow = is_narrow && is_gsm7(character);
    septets += is_basic(character) ? 1 : 2;
    wide += character > 0xFFFF ? 2 : 1;
  });
  return is_narrow ? Count{Alphabet::gsm7, septets} : Count{Alphabet::ucs2, wide};
}

std::vector<std::string> forcing_ucs2(std::string_view text, Demand demand) {
  std::vector<std::string> found;
  for_each(text, [&](char32_t character, std::string_view) {
    if (is_taken(character, demand)) return;
    auto shown = to_utf8(character);
    if (std::ranges::find(found, shown) == found.end()) found.push_back(std::move(shown));
  });
  return found;
}

std::string simplified(std::string_view text, Demand demand) {
  std::string simple;
  bool is_enough = true;
  for_each(text, [&](char32_t character, std::string_view bytes) {
    const auto* replacement = is_taken(character, demand) ? nullptr : replacement_of(character);
    is_enough = is_enough && (replacement != nullptr || is_taken(character, demand));
    simple += replacement == nullptr ? bytes : replacement->to;
  });
  return is_enough ? simple : std::string(text);
}

}  // namespace heed::broadcast
