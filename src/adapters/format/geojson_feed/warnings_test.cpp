#include "adapters/format/geojson_feed/warnings.h"

#include <random>

#include <doctest/doctest.h>

#include "adapters/format/feeds/state.h"
#include "adapters/format/public_page/testing/site.h"
#include "adapters/format/public_page/testing/warnings.h"
#include "lib/area/geojson/geojson.h"
#include "lib/json/json.h"

namespace heed::geojson_feed {
namespace {

using public_page::testing::crowds;
using public_page::testing::Growing;
using public_page::testing::hour;
using public_page::testing::noon;
using public_page::testing::ruritania;
using warning::Kind;
using warning::Status;

struct Made {
  std::string json;
  std::string geojson;
};

Made made_of(const warning::State& state, Instant now) {
  cap_alert::Shelf shelf("heed.example", ruritania.base_url);
  const auto warnings = public_page::public_part(state, now);
  const feeds::News news{ruritania, warnings, state, shelf, now};
  Drawings drawings;
  return {json(news), geojson(news, drawings)};
}

Made made_of(const std::vector<Growing>& all, int after) {
  return made_of(public_page::testing::state_of(all), noon + after * hour);
}

Growing alert() { return Growing("w", Status::exercise).says(Kind::alert, 0, crowds); }

Value parsed(const std::string& text) {
  auto document = json::parse(text);
  REQUIRE_MESSAGE(document, document.error().detail);
  return *std::move(document);
}

const core::Array& list(const Value& value, std::string_view name) {
  REQUIRE(value.find(name) != nullptr);
  return *value.find(name)->array();
}

std::string text(const Value& value, std::string_view name) {
  const auto* member = value.find(name);
  return member == nullptr || member->text() == nullptr ? std::string() : *member->text();
}

TEST_CASE("a_warning_is_a_feature_with_the_words_of_its_cap_file (PU-2)") {
  const auto state = public_page::testing::state_of({alert()});
  const auto document = parsed(made_of(state, noon + hour).geojson);
  CHECK(text(document, "type") == "FeatureCollection");
  const auto& features = list(document, "features");
  REQUIRE(features.size() == 1);
  CHECK(text(features[0], "type") == "Feature");
  CHECK(text(features[0], "id") == "w.1");
  const auto& said = *features[0].find("properties");
  const std::string sender = "heed.example";
  const auto alert = cap_alert::alert({state.warnings.at(WarningId{"w"}), 1, sender, ruritania.base_url});
  REQUIRE(alert);
  const auto& info = alert->infos[0];
  CHECK(text(said, "status") == word(alert->status));
  CHECK(text(said, "msgType") == word(alert->type));
  CHECK(text(said, "urgency") == word(info.urgency));
  CHECK(text(said, "severity") == word(info.severity));
  CHECK(text(said, "certainty") == word(info.certainty));
  CHECK(text(said, "event") == info.event);
  CHECK(text(said, "sent") == core::to_text(alert->sent.instant));
  CHECK(text(said, "expires") == core::to_text(info.expires->instant));
  CHECK(text(said, "state") == "in_force");
  CHECK(text(said, "cap") == "https://heed.example/cap/w.1.xml");
  CHECK(text(said, "edxl") == "https://heed.example/cap/w.1.edxl.xml");
  const auto& contents = list(said, "contents");
  REQUIRE(contents.size() == 2);
  CHECK(text(contents[1], "language") == "ru");
  CHECK(text(contents[1], "headline") == crowds[1][1]);
  CHECK(contents[0].find("short_forms") == nullptr);
  const auto area = geojson::read_area(*features[0].find("geometry"));
  REQUIRE(area);
  CHECK(area->polygons.size() == 1);
}

TEST_CASE("json_has_the_history_and_the_short_forms_of_each_language (DE-13)") {
  const auto document = parsed(made_of({alert().says(Kind::update, 3, crowds)}, 4).json);
  const auto& warnings = list(document, "warnings");
  REQUIRE(warnings.size() == 1);
  CHECK(text(warnings[0], "identifier") == "w.2");
  const auto& editions = list(warnings[0], "editions");
  REQUIRE(editions.size() == 2);
  CHECK(text(editions[0], "state") == "updated");
  CHECK(text(editions[0], "since") == "2024-03-07T15:00:00Z");
  CHECK(text(editions[1], "state") == "in_force");
  const auto& forms = list(list(warnings[0], "contents")[0], "short_forms");
  REQUIRE(forms.size() == 3);
  for (const auto& form : forms) CHECK(text(form, "text").starts_with("EXERCISE: "));
  CHECK(text(list(list(warnings[0], "contents")[1], "short_forms")[0], "not_possible").contains("GSM-7"));
}

TEST_CASE("what_ended_stays_48_hours_with_its_state_and_then_goes (FT-2)") {
  const auto growing = alert().notes(Kind::cancel, 5, "False.");
  const auto before = parsed(made_of({growing}, 52).geojson);
  REQUIRE(list(before, "features").size() == 1);
  CHECK(text(*list(before, "features")[0].find("properties"), "state") == "cancelled");
  const auto after = parsed(made_of({growing}, 53).geojson);
  CHECK(list(after, "features").empty());
  CHECK(text(after, "updated") == "2024-03-09T17:00:00Z");
  CHECK(text(before, "updated") < text(after, "updated"));
}

TEST_CASE("a_warning_without_a_place_has_no_geometry_and_an_unreleased_one_is_not_there") {
  auto growing = alert();
  growing.warning_.editions[0].drafted.reach[0].area.reset();
  const auto document = parsed(made_of({growing}, 1).geojson);
  CHECK(list(document, "features")[0].find("geometry")->is_null());
  growing.warning_.editions[0].release.reset();
  CHECK(list(parsed(made_of({growing}, 1).geojson), "features").empty());
  CHECK(list(parsed(made_of({growing}, 1).json), "warnings").empty());
}

TEST_CASE("times_are_whole_seconds_as_in_the_cap_file") {
  auto growing = alert();
  growing.warning_.editions[0].release->entry.at = noon + Duration{607};
  const auto made = made_of({growing}, 1);
  CHECK(made.json.contains("\"sent\":\"2024-03-07T12:00:00Z\""));
  CHECK(!made.json.contains(".607"));
  CHECK(!made.geojson.contains(".607"));
}

TEST_CASE("what_was_drawn_before_is_the_same_as_what_is_drawn_anew") {
  const auto drawn_anew = made_of({alert(), Growing("x", Status::actual).says(Kind::alert, 1, crowds)}, 2).geojson;
  const auto state =
      public_page::testing::state_of({alert(), Growing("x", Status::actual).says(Kind::alert, 1, crowds)});
  cap_alert::Shelf shelf("heed.example", ruritania.base_url);
  Drawings drawings;
  for (int after = 1; after < 4; ++after) {
    const auto warnings = public_page::public_part(state, noon + after * hour);
    const auto again = geojson({ruritania, warnings, state, shelf, noon + after * hour}, drawings);
    CHECK(again == drawn_anew);
  }
}

TEST_CASE("nasty_words_come_back_as_they_were") {
  const std::string nasty = "\"}],\\\n</script>\u2028 é \U0001F525";
  const auto growing = Growing("w", Status::actual).says(Kind::alert, 0, {{"en", nasty, nasty}});
  for (const auto& bytes : {made_of({growing}, 1).json, made_of({growing}, 1).geojson}) {
    const auto document = parsed(bytes);
    const auto* said = document.find("warnings");
    const auto& warning = said != nullptr ? (*said->array())[0] : *list(document, "features")[0].find("properties");
    CHECK(text(list(warning, "contents")[0], "headline") == nasty);
  }
}

TEST_CASE("nothing_but_the_public_tier_and_no_clock_can_change_a_byte (SR-3, SR-11)") {
  auto all = public_page::testing::one_of_each();
  const auto before = made_of(all, 60);
  for (auto& growing : all) {
    growing.warning_.case_id = CaseId{"only-inside"};
    for (auto& edition : growing.warning_.editions) {
      edition.drafted_by = edition.release->by = "only-inside";
      edition.drafted.targets = {TargetId{"only-inside-too"}};
      edition.drafted.reach[1] = {report::Tier::venue, area::Area{{}, {{{10'000'000, 10'000'000}, 9}}}, {}, {}};
      edition.drafted.reach[1].geocodes = {{"ISO3166-2", "only-inside", std::nullopt}};
      edition.drafted.contents.push_back({report::Tier::direct, "de", "only-inside", "only-inside", "only-inside", {}});
    }
  }
  const auto after = made_of(public_page::testing::state_of(all), noon + 60 * hour + Duration{1'234'567});
  CHECK(after.json == before.json);
  CHECK(after.geojson == before.geojson);
  CHECK(!before.json.contains("only-inside"));
  CHECK(!before.geojson.contains("only-inside"));
}

}  // namespace
}  // namespace heed::geojson_feed
