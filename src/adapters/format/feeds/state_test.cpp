#include "adapters/format/feeds/state.h"

#include <doctest/doctest.h>

#include "adapters/format/public_page/testing/warnings.h"

namespace heed::feeds {
namespace {

using public_page::public_part;
using public_page::testing::Growing;
using public_page::testing::hour;
using public_page::testing::noon;
using warning::Kind;

const std::vector<std::array<std::string, 3>> words_said = {{"en", "Stay away", "Go home."}};

Growing alert() { return Growing("w", warning::Status::actual).says(Kind::alert, 0, words_said); }

TEST_CASE("an_edition_is_in_force_until_the_next_one_or_the_end_of_the_warning (FT-2, FT-3)") {
  struct Row {
    std::string_view name;
    Growing given;
    int after;
    std::vector<std::pair<State, int>> expected;
  };
  const auto lapse = warning::lapse_message(true);
  const std::vector<Row> rows = {
      {"in force", alert(), 47, {{State::in_force, 0}}},
      {"window over", alert(), 48, {{State::window_over, 48}}},
      {"updated", alert().says(Kind::update, 3, words_said), 4, {{State::updated, 3}, {State::in_force, 3}}},
      {"extended",
       alert().until(96).notes(Kind::extend, 40, "Longer."),
       41,
       {{State::updated, 40}, {State::in_force, 40}}},
      {"cancelled", alert().notes(Kind::cancel, 5, "False."), 6, {{State::cancelled, 5}, {State::cancelled, 5}}},
      {"all clear", alert().notes(Kind::all_clear, 5, "Over."), 6, {{State::all_clear, 5}, {State::all_clear, 5}}},
      {"told that it is over",
       alert().notes(Kind::lapse_notice, 48, lapse),
       50,
       {{State::window_over, 48}, {State::window_over, 48}}},
      {"lapsed", alert().named(warning::Disposition::lapsed, 50), 60, {{State::lapsed, 50}}},
      {"replaced", alert().named(warning::Disposition::replaced, 50), 60, {{State::replaced, 50}}}};
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto part = public_part(row.given.warning_, noon + row.after * hour);
    REQUIRE(part);
    REQUIRE(part->editions.size() == row.expected.size());
    for (std::size_t i = 0; i < row.expected.size(); ++i) {
      const auto standing = standing_of(*part, i);
      CHECK(word(standing.state) == word(row.expected[i].first));
      CHECK(standing.since == noon + row.expected[i].second * hour);
    }
  }
}

TEST_CASE("what_is_no_longer_in_force_stays_48_hours_and_not_a_moment_longer") {
  const Instant since = noon;
  for (const auto state : all_of<State>()) {
    CAPTURE(word(state));
    const bool is_kept_for_ever = state == State::in_force;
    CHECK(is_listed({state, since}, since + kept_after - Duration{1}));
    CHECK(is_listed({state, since}, since + kept_after) == is_kept_for_ever);
    CHECK(changed_at({state, since}, since + kept_after) == (is_kept_for_ever ? since : since + kept_after));
  }
}

TEST_CASE("the_next_change_is_the_end_of_a_window_or_of_the_48_hours") {
  const auto next = [](const Growing& growing, Duration after) {
    return next_change(public_part(public_page::testing::state_of({growing}), noon + after), noon + after);
  };
  CHECK(next(alert(), hour) == noon + 48 * hour);
  CHECK(next(alert(), 48 * hour) == noon + 96 * hour);
  CHECK(next(alert(), 96 * hour) == std::nullopt);
  CHECK(next(alert().notes(Kind::cancel, 5, "False."), 6 * hour) == noon + 53 * hour);
}

}  // namespace
}  // namespace heed::feeds
