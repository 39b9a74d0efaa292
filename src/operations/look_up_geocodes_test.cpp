#include "operations/look_up_geocodes.h"

#include "adapters/store/memory/store.h"
#include "operations/testing/test_desk.h"
#include "operations/testing/way.h"

namespace heed::operations {
namespace {

using memory::MemoryStore;
using testing::must;
using testing::person;
using testing::verdict;

constexpr std::string_view first_square = "10,20 10,21 11,21 11,20";
constexpr std::string_view other_square = "60,20 60,21 61,21 61,20";

/// A table "NUTS" that holds DE30 (also "Berlin"), with a margin of half a kilometre.
geocodes::Table table_of(std::string_view outline) {
  const auto text =
      cat(R"({"system":"NUTS","title":"Regions","source":"made up, 2024","margin_km":0.5})", "\n",
          R"({"code":"DE30","name":"Berlin","also":["BE"],"area":{"polygons":[")", outline, R"("]}})", "\n");
  return geocodes::Table({"NUTS"}, [text](const std::string&) -> Result<std::string> { return text; });
}

/// A hub whose warning "berlin" was drafted for one geocode.
struct Berlin {
  MemoryStore store;
  testing::TestDesk desk{store};
  geocodes::Table table = table_of(first_square);
  const WarningId id{"berlin"};

  Berlin() {
    desk.desk.geocodes = &table;
    for (const auto& given : testing::way_to_release(desk.clock.now())) must(give(given));
  }
  Result<commands::Done> give(const testing::Given& given) {
    return desk.give({given.actor, {}, {}, {}}, given.command, given.body);
  }
  Result<commands::Done> draft(const std::vector<warning::Geocode>& geocodes) {
    auto draft = testing::draft_of(desk.clock.now());
    draft.warning = id;
    draft.reach = {testing::reach(report::Tier::direct, {"hall-office"}), {}};
    draft.reach[1].geocodes = geocodes;
    return give({person("ann"), "draft_warning", to_value(draft)});
  }
  Result<commands::Done> release(std::uint64_t edition = 1) {
    return give({testing::rita, "release_warning", to_value(warning::Let{id, edition})});
  }
  void put(std::string name, double latitude) {
    auto made = testing::recipient(std::move(name));
    made.places = {testing::position(latitude, 20.5)};
    must(give({person("ann"), "register_recipient", to_value(audience::registration_of(made))}));
  }
  [[nodiscard]] std::vector<std::string> why(const char* recipient) const {
    for (const auto& chosen : desk.state.recipients.choices.at(id).back().resolved.chosen) {
      if (chosen.recipient.text == recipient) return chosen.why;
    }
    return {};
  }
};

TEST_CASE("a_geocode_is_looked_up_at_the_command_and_what_it_means_is_kept_in_the_record (PU-3, RA-1)") {
  Berlin berlin;
  must(berlin.draft({{" nuts", "be"}}));
  const auto& geocode = berlin.desk.state.warnings.warnings.at(berlin.id).editions[0].drafted.reach[1].geocodes[0];
  CHECK(geocode.system == "NUTS");
  CHECK(geocode.code == "DE30");
  REQUIRE(geocode.meaning);
  CHECK(geocode.meaning->name == "Berlin");
  CHECK(geocode.meaning->source == "made up, 2024");
  CHECK(geocode.meaning->margin_metres == 500);
  CHECK(area::to_text(geocode.meaning->outline.polygons[0]) == cat(first_square, " 10,20"));
}

TEST_CASE("what_cannot_be_looked_up_is_refused_with_its_field_and_leaves_no_entry (PU-3)") {
  struct Row {
    std::string name;
    std::vector<warning::Geocode> geocodes;
    std::string verdict;
  };
  const std::vector<Row> rows = {
      {"an unknown code", {{"NUTS", "DE30"}, {"NUTS", "DE99"}}, "not_found @reach[1].geocodes[1].code"},
      {"an unknown system", {{"UGC", "DE30"}}, "not_found @reach[1].geocodes[0].system"},
      {"a meaning of the caller's own",
       {{"NUTS", "DE30", warning::Meaning{"x", "y", 0, {{must(area::parse_polygon(other_square))}, {}}}}},
       "invalid @reach[1].geocodes[0].meaning"},
  };
  Berlin berlin;
  const auto before = berlin.desk.state.size;
  for (const auto& row : rows) {
    CAPTURE(row.name);
    CHECK(verdict(berlin.draft(row.geocodes)) == row.verdict);
  }
  berlin.desk.desk.geocodes = nullptr;
  CHECK(verdict(berlin.draft({{"NUTS", "DE30"}})) == "unsupported @reach[1].geocodes[0]");
  CHECK(berlin.desk.state.size == before);
}

TEST_CASE("whom_a_geocode_covers_is_told_at_the_release_and_later_by_what_it_meant_then (PU-3)") {
  Berlin berlin;
  berlin.put("resident", 10.5);
  must(berlin.draft({{"NUTS", "DE30"}}));
  // The table changes, and the hub begins anew: the edition means what it meant when it was drafted.
  berlin.table = table_of(other_square);
  berlin.desk.resume();
  must(berlin.release());
  CHECK(berlin.why("resident") == std::vector<std::string>{"in NUTS DE30"});
  berlin.put("newcomer", 10.6);
  berlin.put("elsewhere", 60.5);
  CHECK(berlin.why("newcomer") == std::vector<std::string>{"in NUTS DE30"});
  CHECK(berlin.why("elsewhere").empty());

  // A later edition that names no reach keeps the meaning; one that names it again looks it up again.
  warning::DraftEdition update;
  update.warning = berlin.id;
  update.notice = "More is known.";
  must(berlin.give({person("ann"), "draft_edition", to_value(update)}));
  must(berlin.release(2));
  berlin.put("later", 10.7);
  // Both editions that are in force cover it.
  CHECK(berlin.why("later") == std::vector<std::string>{"in NUTS DE30", "in NUTS DE30"});
  update.reach = {{}};
  update.reach[0].geocodes = {{"NUTS", "DE30"}};
  must(berlin.give({person("ann"), "draft_edition", to_value(update)}));
  must(berlin.release(3));
  CHECK(berlin.why("elsewhere") == std::vector<std::string>{"in NUTS DE30"});
  CHECK(testing::packed(testing::folded(berlin.store)) == testing::packed(berlin.desk.state));
}

TEST_CASE("geocodes_with_more_points_than_a_reach_may_have_are_refused") {
  // A circle counts as one point, and each row may have many.
  const auto row = [](std::string_view code, std::size_t circles) {
    std::string text = cat(R"({"code":")", code, R"(","name":"n","area":{"circles":[)");
    for (std::size_t i = 0; i < circles; ++i) text += cat(i == 0 ? "" : ",", R"("1,1 1")");
    return cat(text, "]}}\n");
  };
  const auto text = cat(R"({"system":"X","title":"","source":"","margin_km":0})", "\n", row("A", 10'000), row("B", 1));
  geocodes::Table table({"X"}, [&](const std::string&) -> Result<std::string> { return text; });
  MemoryStore store;
  testing::TestDesk desk(store);
  desk.desk.geocodes = &table;
  warning::Reach reach;
  reach.geocodes.assign(60, {"X", "A"});
  CHECK(look_up_geocodes(desk.desk, reach));
  reach.geocodes.assign(60, {"X", "A"});
  reach.geocodes.push_back({"X", "B"});
  CHECK(verdict(look_up_geocodes(desk.desk, reach)) == "too_large @geocodes[60]");
}

}  // namespace
}  // namespace heed::operations
