#include "adapters/format/short_text/short_text.h"

#include <array>

#include <doctest/doctest.h>

namespace heed::short_text {
namespace {

using warning::Kind;
using warning::Status;

Said crowds() {
  return {.status = Status::actual,
          .what = Kind::alert,
          .headline = "Avoid large gatherings in Moscow, concerts included",
          .instruction = "Stay away from concerts. Watch local media for news",
          .until = Instant{1'709'985'600'000},  // 2024-03-09T12:00:00Z
          .areas = {"Moscow"},
          .issuer = "Embassy of Ruritania"};
}

TEST_CASE("each_form_says_as_much_as_it_has_room_for") {
  const auto made = forms(crowds());
  REQUIRE(made.size() == 3);
  CHECK(made[0].text == "Avoid large gatherings in Moscow, concerts included. Stay away from concerts. ...");
  CHECK(made[0].left_out == std::vector<std::string>{"until", "areas", "issuer"});
  CHECK(made[0].shortened == std::vector<std::string>{"instruction"});
  const std::string whole =
      "Avoid large gatherings in Moscow, concerts included. Stay away from concerts. Watch local media for news. Until "
      "9 March 2024, 12:00 UTC. Area: Moscow. Embassy of Ruritania.";
  for (const auto* each : {&made[1], &made[2]}) {
    CHECK(each->text == whole);
    CHECK(each->left_out.empty());
    CHECK(each->count == broadcast::Count{broadcast::Alphabet::gsm7, whole.size()});
  }
}

TEST_CASE("what_it_is_comes_first_and_is_never_left_out (DE-13, FT-2)") {
  struct Row {
    Status status;
    Kind kind;
    std::string_view opening;
  };
  const std::array rows = {Row{Status::exercise, Kind::alert, "EXERCISE: "}, Row{Status::test, Kind::update, "TEST: "},
                           Row{Status::actual, Kind::cancel, "CANCELLED: "},
                           Row{Status::actual, Kind::all_clear, "ALL CLEAR: "},
                           Row{Status::exercise, Kind::lapse_notice, "EXERCISE: WINDOW ENDED: "}};
  for (const auto& row : rows) {
    CAPTURE(row.opening);
    auto said = crowds();
    said.status = row.status;
    said.what = row.kind;
    for (const std::string_view headline : {"Short",
                                            "A headline of so many words that none of the forms for phones has "
                                            "the room that it would need to be shown to its very end"}) {
      said.headline = headline;
      for (const auto& made : forms(said)) {
        CHECK(made.text.starts_with(row.opening));
        const bool has_window = row.kind == Kind::alert || row.kind == Kind::update;
        if (headline == "Short" && made.form != Form::wea_90) CHECK(made.text.contains("Until") == has_window);
      }
    }
  }
}

TEST_CASE("another_script_has_cell_broadcast_and_no_wea_and_says_why") {
  auto said = crowds();
  said.headline = "Избегайте скоплений";
  const auto made = forms(said);
  CHECK(made[0].text.empty());
  CHECK(made[0].refusal.contains("GSM-7"));
  CHECK(made[1].text.empty());
  CHECK(made[2].text.starts_with("Избегайте скоплений."));
  CHECK(made[2].count.alphabet == broadcast::Alphabet::ucs2);
  CHECK(made[2].refusal.empty());
}

TEST_CASE("an_instruction_is_cut_between_sentences_and_says_so") {
  auto said = crowds();
  said.headline = "Danger";
  said.instruction = "Do not leave your home. Unless the police tell you to, do not open the door to anybody at all";
  const auto made = forms(said).front();
  CHECK(made.text == "Danger. Do not leave your home. ... Until 9 March 2024, 12:00 UTC. Area: Moscow.");
  CHECK(made.shortened == std::vector<std::string>{"instruction"});
}

TEST_CASE("typographic_marks_do_not_cost_a_text_its_alphabet") {
  auto said = crowds();
  said.headline = "Don’t go to the “Hall” – stay in";
  CHECK(forms(said)[0].text.starts_with("Don't go to the \"Hall\" - stay in."));
}

}  // namespace
}  // namespace heed::short_text
