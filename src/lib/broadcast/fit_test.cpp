#include "lib/broadcast/fit.h"

#include <array>
#include <random>
#include <set>

#include <doctest/doctest.h>

#include "core/text.h"

namespace heed::broadcast {
namespace {

std::vector<Part> warning() {
  return {
      {"status", "EXERCISE:", Weight::must, Cut::nowhere},
      {"headline", "Avoid large gatherings in Moscow", Weight::must, Cut::between_words},
      {"instruction", "Stay away from concerts. Watch the news. Call home.", Weight::should, Cut::between_sentences},
      {"until", "Until 9 March.", Weight::should, Cut::nowhere},
      {"issuer", "Embassy of Ruritania", Weight::may, Cut::nowhere}};
}

TEST_CASE("more_room_holds_more_and_the_weights_say_what_comes_first") {
  struct Row {
    std::size_t limit;
    std::string_view text;
    std::vector<std::string> left_out;
    std::vector<std::string> shortened;
  };
  const std::vector<Row> rows = {
      {500,
       "EXERCISE: Avoid large gatherings in Moscow Stay away from concerts. Watch the news. Call home. Until 9 "
       "March. Embassy of Ruritania",
       {},
       {}},
      {124,
       "EXERCISE: Avoid large gatherings in Moscow Stay away from concerts. Watch the news. Call home. Until 9 "
       "March.",
       {"issuer"},
       {}},
      {103,
       "EXERCISE: Avoid large gatherings in Moscow Stay away from concerts. Watch the news. ... Until 9 March.",
       {"issuer"},
       {"instruction"}},
      {86,
       "EXERCISE: Avoid large gatherings in Moscow Stay away from concerts. ... Until 9 March.",
       {"issuer"},
       {"instruction"}},
      {60, "EXERCISE: Avoid large gatherings in Moscow Until 9 March.", {"instruction", "issuer"}, {}},
      {42, "EXERCISE: Avoid large gatherings in Moscow", {"instruction", "until", "issuer"}, {}},
      {41, "EXERCISE: Avoid large gatherings in...", {"instruction", "until", "issuer"}, {"headline"}},
      {18, "EXERCISE: Avoid...", {"instruction", "until", "issuer"}, {"headline"}}};
  for (const auto& row : rows) {
    CAPTURE(row.limit);
    const auto fitted = fit(warning(), {row.limit, 0, Demand::basic});
    REQUIRE(fitted);
    CHECK(fitted->text == row.text);
    CHECK(fitted->left_out == row.left_out);
    CHECK(fitted->shortened == row.shortened);
    CHECK(fitted->count == Count{Alphabet::gsm7, row.text.size()});
  }
}

TEST_CASE("what_must_be_there_and_does_not_fit_is_refused_by_name") {
  struct Row {
    std::string_view name;
    std::vector<Part> parts;
    Limit limit;
    Code code;
    std::string_view place;
  };
  const std::vector<Row> rows = {
      {"no word of the headline", warning(), {17, 0, Demand::basic}, Code::too_large, "headline"},
      {"not even the status", warning(), {8, 0, Demand::basic}, Code::too_large, "status"},
      {"another script", {{"headline", "Стой"}}, wea_360, Code::unsupported, "headline"},
      {"the extension table", {{"headline", "Pay 5 €"}}, wea_90, Code::unsupported, "headline"},
      {"one word too long",
       {{"headline", std::string(91, 'x'), Weight::must, Cut::between_words}},
       wea_90,
       Code::too_large,
       "headline"}};
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto refused = fit(row.parts, row.limit);
    REQUIRE(!refused);
    CHECK(refused.error().code == row.code);
    CHECK(refused.error().place == row.place);
  }
  CHECK(fit({{"headline", "Łódź"}}, wea_90).error().detail.contains("Ł, ó or ź"));
}

TEST_CASE("each_limit_holds_at_its_last_unit_and_not_one_past_it") {
  struct Row {
    Limit limit;
    std::string_view letter;
    std::size_t units;
  };
  const std::array rows = {Row{wea_90, "x", 90}, Row{wea_360, "x", 360}, Row{cell_broadcast, "x", 1'395},
                           Row{cell_broadcast, "ж", 615}};
  for (const auto& row : rows) {
    std::string text;
    for (std::size_t i = 0; i < row.units; ++i) text += row.letter;
    const auto fitted = fit({{"headline", text}}, row.limit);
    REQUIRE(fitted);
    CHECK(fitted->count.units == row.units);
    CHECK(!fit({{"headline", text + std::string(row.letter)}}, row.limit));
  }
}

TEST_CASE("a_part_that_may_go_does_not_drive_out_what_must_stay_by_its_alphabet") {
  const std::vector<Part> parts = {{"headline", std::string(700, 'x')}, {"area", "Łódź", Weight::may, Cut::nowhere}};
  const auto fitted = fit(parts, cell_broadcast);
  REQUIRE(fitted);
  CHECK(fitted->count == Count{Alphabet::gsm7, 700});
  CHECK(fitted->left_out == std::vector<std::string>{"area"});
}

TEST_CASE("blanks_are_smoothed_and_empty_parts_are_neither_there_nor_left_out") {
  const auto fitted = fit({{"a", "  one\n\n two\t"}, {"b", " \n"}, {"c", "three"}}, wea_90);
  REQUIRE(fitted);
  CHECK(fitted->text == "one two three");
  CHECK(fitted->left_out.empty());
}

/// The words of a text, without the ellipsis at the end of what was cut.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  for (auto word : core::split(text, ' ')) {
    for (const std::string_view dots : {"...", "…"}) {
      if (word.ends_with(dots)) word.remove_suffix(dots.size());
    }
    if (!word.empty()) words.emplace_back(word);
  }
  return words;
}

TEST_CASE("whatever_is_fitted_keeps_the_limit_the_words_and_what_must_be_there") {
  std::mt19937 random(5);
  constexpr std::array<std::string_view, 8> words = {"stay", "home.", "naïve", "Москва",
                                                     "[x]",  "—",     "now!",  "concerts"};
  for (int round = 0; round < 400; ++round) {
    std::vector<Part> parts;
    std::multiset<std::string> known;
    for (std::size_t i = 0; i < 5; ++i) {
      Part part{cat("p", i), "", static_cast<Weight>(random() % 3), static_cast<Cut>(random() % 3)};
      for (auto left = random() % 8; left > 0; --left) part.text += cat(words[random() % words.size()], " ");
      for (const auto& word : words_of(part.text)) known.insert({word, simplified(word)});
      parts.push_back(part);
    }
    const Limit limit{20 + random() % 150, random() % 100, random() % 2 == 0 ? Demand::basic : Demand::extended};
    const auto fitted = fit(parts, limit);
    if (!fitted) continue;
    CHECK(fitted->count == count(fitted->text));
    const bool is_narrow = forcing_ucs2(fitted->text, limit.demand).empty();
    CHECK(fitted->count.units <= (is_narrow ? limit.gsm7 : limit.ucs2));
    for (const auto& word : words_of(fitted->text)) CHECK_MESSAGE(known.contains(word), word);
    for (const auto& part : parts) {
      const bool is_out = std::ranges::find(fitted->left_out, part.name) != fitted->left_out.end();
      CHECK(!(is_out && part.weight == Weight::must));
    }
  }
}

}  // namespace
}  // namespace heed::broadcast
