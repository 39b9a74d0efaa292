#include "lib/broadcast/alphabet.h"

#include <array>
#include <random>

#include <doctest/doctest.h>

#include "lib/broadcast/utf8.h"

namespace heed::broadcast {
namespace {

TEST_CASE("a_text_costs_septets_or_words_of_16_bits") {
  struct Row {
    std::string_view text;
    Count expected;
  };
  const std::array rows = {Row{"", {Alphabet::gsm7, 0}},
                           Row{"Stay indoors.", {Alphabet::gsm7, 13}},
                           Row{"@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà", {Alphabet::gsm7, 44}},
                           Row{"[€]", {Alphabet::gsm7, 6}},
                           Row{"\f^{}\\[~]|€", {Alphabet::gsm7, 20}},
                           Row{"Избегайте", {Alphabet::ucs2, 9}},
                           Row{"[€] и", {Alphabet::ucs2, 5}},
                           Row{"a\U0001F525", {Alphabet::ucs2, 3}},
                           Row{"`", {Alphabet::ucs2, 1}},
                           Row{"ç", {Alphabet::ucs2, 1}},
                           Row{"\x1B", {Alphabet::ucs2, 1}},
                           Row{"\xFF\xC3", {Alphabet::ucs2, 2}}};
  for (const auto& row : rows) {
    CAPTURE(row.text);
    CHECK(count(row.text) == row.expected);
  }
}

TEST_CASE("the_alphabet_has_127_characters_and_its_extension_ten") {
  int basic = 0;
  int extended = 0;
  for (char32_t character = 0; character < 0x11000; ++character) {
    basic += is_basic(character) ? 1 : 0;
    extended += is_gsm7(character) && !is_basic(character) ? 1 : 0;
  }
  CHECK(basic == 127);
  CHECK(extended == 10);
}

TEST_CASE("the_characters_that_force_ucs2_are_named_once_each") {
  CHECK(forcing_ucs2("Łódź, łódź").size() == 4);
  CHECK(forcing_ucs2("Łódź, łódź") == std::vector<std::string>{"Ł", "ó", "ź", "ł"});
  CHECK(forcing_ucs2("€5 [now]").empty());
  CHECK(forcing_ucs2("€5 [now]", Demand::basic) == std::vector<std::string>{"€", "[", "]"});
  CHECK(forcing_ucs2("a\xFF") == std::vector<std::string>{"\uFFFD"});
}

TEST_CASE("marks_are_replaced_only_where_that_keeps_a_text_in_gsm7") {
  struct Row {
    std::string_view text;
    Demand demand;
    std::string_view expected;
  };
  const std::array rows = {Row{"Don’t go – “stay”…", Demand::extended, "Don't go - \"stay\"..."},
                           Row{"stay in—the police come", Demand::extended, "stay in--the police come"},
                           Row{"10\u00A0km, 5\u202Fkm", Demand::extended, "10 km, 5 km"},
                           Row{"soft\u00ADware\u200B", Demand::extended, "software"},
                           Row{"Don’t go to Łódź", Demand::extended, "Don’t go to Łódź"},
                           Row{"«Стой»", Demand::extended, "«Стой»"},
                           Row{"caf\u00E9 ‘é’", Demand::basic, "café 'é'"},
                           Row{"‘a’ [b]", Demand::basic, "‘a’ [b]"},
                           Row{"‘a’ [b]", Demand::extended, "'a' [b]"}};
  for (const auto& row : rows) {
    CAPTURE(row.text);
    CHECK(simplified(row.text, row.demand) == row.expected);
  }
}

TEST_CASE("what_is_simplified_is_in_gsm7_or_untouched_whatever_the_bytes") {
  std::mt19937 random(11);
  constexpr std::array<std::string_view, 12> pieces = {"a", " ", "’", "—",  "…",    "€",
                                                       "ж", "[", "é", "\n", "\xC3", "\U0001F525"};
  for (int round = 0; round < 2'000; ++round) {
    std::string text;
    for (auto left = random() % 12; left > 0; --left) text += pieces[random() % pieces.size()];
    const auto simple = simplified(text);
    CHECK((simple == text || count(simple).alphabet == Alphabet::gsm7));
    CHECK(simplified(simple) == simple);
    CHECK((count(text).alphabet == Alphabet::gsm7) == forcing_ucs2(text).empty());
  }
}

TEST_CASE("every_character_is_written_and_read_alike_and_what_is_none_is_one_byte_of_nothing") {
  for (char32_t code = 0; code <= 0x10FFFF; code += (code < 0x900 ? 1 : 251)) {
    if (code >= 0xD800 && code < 0xE000) continue;
    const auto text = to_utf8(code);
    const auto read = first_of(text);
    REQUIRE(read.code == code);
    REQUIRE(read.bytes == text.size());
  }
  for (const std::string_view wrong : {"\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\x80", "\xE2\x82", "\xFE"}) {
    CHECK(first_of(wrong).code == 0xFFFD);
    CHECK(first_of(wrong).bytes == 1);
  }
}

}  // namespace
}  // namespace heed::broadcast
