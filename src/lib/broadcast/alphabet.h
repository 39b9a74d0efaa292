#pragma once
// The alphabets of cell broadcast, text messages and WEA: how many units a text costs, and in which alphabet it goes.
// Source: 3GPP TS 23.038, 6.2.1 (GSM 7 bit default alphabet and its extension table) and 6.2.3 (UCS2).

#include <string>
#include <string_view>
#include <vector>

#include "core/words.h"

namespace heed::broadcast {

enum class Alphabet {
  gsm7,  ///< a unit is a septet; a character of the extension table is two
  ucs2,  ///< a unit has 16 bits; a character beyond U+FFFF is two
};
constexpr auto words(Alphabet) {
  return core::word_table<Alphabet>({{Alphabet::gsm7, "gsm7"}, {Alphabet::ucs2, "ucs2"}});
}

struct Count {
  Alphabet alphabet = Alphabet::gsm7;
  std::size_t units = 0;
  bool operator==(const Count&) const = default;
};

/// What the text costs in the smallest alphabet that holds it. Bytes that are no UTF-8 count as U+FFFD each.
[[nodiscard]] Count count(std::string_view text);

/// Whether the default alphabet or its extension table has it. The escape character is in neither.
[[nodiscard]] bool is_gsm7(char32_t character);
/// Whether the default alphabet alone has it: one unit, and understood by every phone.
[[nodiscard]] bool is_basic(char32_t character);

/// How much of the alphabet somebody takes.
enum class Demand { basic, extended };

/// The characters of a text for which GSM-7 is not enough, each once, in the order in which they come, as UTF-8.
[[nodiscard]] std::vector<std::string> forcing_ucs2(std::string_view text, Demand demand = Demand::extended);

/// The text with its typographic marks as GSM-7 has them (curved quotes, dashes, the ellipsis, special blanks), where
/// that lets it go in GSM-7; otherwise the text as it is. No replacement changes what is said, and no letter is
/// touched: an accent that is left out makes another word.
[[nodiscard]] std::string simplified(std::string_view text, Demand demand = Demand::extended);

}  // namespace heed::broadcast
