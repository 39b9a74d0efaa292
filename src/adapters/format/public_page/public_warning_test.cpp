#include "adapters/format/public_page/public_warning.h"

#include <doctest/doctest.h>

#include "adapters/format/public_page/testing/warnings.h"

namespace heed::public_page {
namespace {

using testing::Growing;
using testing::hour;
using testing::noon;
using warning::Kind;
using warning::Status;

const std::vector<std::array<std::string, 3>> stay_away = {{"en", "Stay away", "Go home."}};

PublicWarning part_of(const Growing& growing, int after) {
  auto part = public_part(growing.warning_, noon + after * hour);
  REQUIRE(part);
  return *part;
}

/// Takes the public tier out of an edition.
Growing without_public(Growing growing, std::size_t edition) {
  std::erase_if(growing.warning_.editions[edition].drafted.contents,
                [](const auto& content) { return content.tier == report::Tier::everyone; });
  return growing;
}

Growing alert() { return Growing("w", Status::actual).says(Kind::alert, 0, stay_away); }

TEST_CASE("where_a_warning_stands_for_the_public (FT-2, PU-4)") {
  struct Row {
    std::string_view name;
    Growing given;
    int after;
    PublicStanding expected;
    int since;
  };
  const auto lapse = warning::lapse_message(true);
  const std::vector<Row> rows = {
      {"active", alert(), 47, PublicStanding::in_force, 0},
      {"window over, not yet told", alert(), 48, PublicStanding::window_over, 48},
      {"window over, told", alert().notes(Kind::lapse_notice, 49, lapse), 50, PublicStanding::window_over, 48},
      {"extended", alert().until(96).notes(Kind::extend, 40, "Longer."), 60, PublicStanding::in_force, 40},
      {"extended after its window", alert().notes(Kind::lapse_notice, 48, lapse).until(96).notes(Kind::extend, 50, "x"),
       60, PublicStanding::in_force, 50},
      {"cancelled", alert().notes(Kind::cancel, 5, "False."), 6, PublicStanding::cancelled, 5},
      {"cancelled long ago", alert().notes(Kind::cancel, 5, "False."), 600, PublicStanding::cancelled, 5},
      {"all clear", alert().notes(Kind::all_clear, 5, "Over."), 6, PublicStanding::all_clear, 5},
      {"lapsed by name beforehand",
       alert().notes(Kind::lapse_notice, 48, lapse).named(warning::Disposition::lapsed, 47), 50, PublicStanding::lapsed,
       48},
      {"lapsed by name afterwards",
       alert().notes(Kind::lapse_notice, 48, lapse).named(warning::Disposition::lapsed, 52), 60, PublicStanding::lapsed,
       52},
      {"replaced", alert().named(warning::Disposition::replaced, 50), 60, PublicStanding::replaced, 50}};
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto part = part_of(row.given, row.after);
    CHECK(part.standing == row.expected);
    CHECK(part.since == noon + row.since * hour);
  }
}

TEST_CASE("what_the_public_was_not_told_does_not_count (SR-3)") {
  auto extended = alert().until(96).notes(Kind::extend, 40, "Longer.");
  CHECK(part_of(extended, 60).standing == PublicStanding::in_force);
  const auto only_venue = part_of(without_public(extended, 1), 60);
  CHECK(only_venue.standing == PublicStanding::window_over);
  CHECK(!only_venue.is_extended);
  CHECK(only_venue.editions.size() == 1);
}

TEST_CASE("a_warning_without_public_contents_or_release_is_not_there") {
  CHECK(!public_part(without_public(alert(), 0).warning_, noon));
  auto drafted = alert();
  drafted.warning_.editions[0].release.reset();
  CHECK(!public_part(drafted.warning_, noon));
}

TEST_CASE("what_to_do_outlives_an_edition_that_only_speaks_of_the_warning (SR-6)") {
  const auto part = part_of(alert().until(96).notes(Kind::extend, 40, "It stands longer."), 41);
  CHECK(newest(part).texts[0].advice == "Go home.");
  CHECK(newest(part).texts[0].instruction == "It stands longer.");
  const auto changed = part_of(alert().says(Kind::update, 3, {{"en", "Stay away", "Stay at home."}}), 41);
  CHECK(newest(changed).texts[0].advice == "Stay at home.");
}

TEST_CASE("the_threat_counts_as_ended_only_where_the_public_was_told_so (FT-2)") {
  for (const bool is_open : {true, false}) {
    const auto part = part_of(alert().notes(Kind::lapse_notice, 48, warning::lapse_message(is_open)), 50);
    CHECK(part.is_threat_recorded_ended == !is_open);
  }
  CHECK(!part_of(alert(), 50).is_threat_recorded_ended);
}

TEST_CASE("the_public_learns_of_a_replacement_only_what_it_knows_anyway") {
  const auto old = Growing("old", Status::actual).says(Kind::alert, 0, stay_away);
  auto replaced = old;
  replaced.named(warning::Disposition::replaced, 3, WarningId{"new"});
  const auto known = Growing("new", Status::actual).says(Kind::alert, 2, stay_away);
  const auto shown = public_part(testing::state_of({replaced, known}), noon + 4 * hour);
  REQUIRE(shown.size() == 2);
  CHECK(shown[0].replaced_by == WarningId{"new"});
  const auto hidden = public_part(testing::state_of({replaced, without_public(known, 0)}), noon + 4 * hour);
  REQUIRE(hidden.size() == 1);
  CHECK(!hidden[0].replaced_by);
}

TEST_CASE("the_newest_news_come_first") {
  const auto shown = public_part(testing::state_of(testing::one_of_each()), noon + 49 * hour);
  REQUIRE(shown.size() == 8);
  for (std::size_t i = 1; i < shown.size(); ++i) {
    CHECK(std::max(shown[i - 1].since, newest(shown[i - 1]).released_at) >=
          std::max(shown[i].since, newest(shown[i]).released_at));
  }
}

}  // namespace
}  // namespace heed::public_page
