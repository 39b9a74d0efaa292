#include "operations/hear/concern.h"

#include <doctest/doctest.h>

#include "adapters/store/memory/store.h"
#include "flow/audience/testing/recipients.h"
#include "operations/hear/hear.h"
#include "operations/hear/report.h"
#include "operations/testing/test_desk.h"

namespace heed::hear {
namespace {

using audience::Sort;
using memory::MemoryStore;
using testing::hours;
using testing::must;
using testing::TestDesk;

/// A hall with its ground at 10.5, 20.5; a person and a newspaper there; a person far away.
struct Town {
  MemoryStore store;
  TestDesk desk{store};

  Town() {
    put("hall", Sort::venue, {}, area::Area{{}, {{testing::position(10.5, 20.5), 0.3}}});
    put("ann-s-flat", Sort::person, {testing::position(10.5, 20.5)});
    put("newspaper", Sort::organisation, {testing::position(10.501, 20.5)});
    put("far-away", Sort::person, {testing::position(-40, 20.5)});
  }
  void put(std::string name, Sort sort, std::vector<area::Position> places,
           std::optional<area::Area> responsible_for = {}) {
    auto made = testing::recipient(std::move(name));
    made.sort = sort;
    made.places = std::move(places);
    made.responsible_for = std::move(responsible_for);
    desk.note_facts(audience::Registered{made});
  }
  void visit(std::string name, Interval during) {
    auto made = testing::recipient(std::move(name));
    made.sort = Sort::person;
    made.stays = {{testing::position(10.5, 20.5), during}};
    desk.note_facts(audience::Registered{made});
  }
};

constexpr std::string_view here = "<circle>10.5,20.5 1</circle>";

std::string bytes_of(std::string_view identifier, std::string_view where,
                     std::string_view expires = "2024-03-06T18:00:00-00:00", std::string_view severity = "Severe") {
  return cat("<alert xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\"><identifier>", identifier, "</identifier>",
             "<sender>rivers@example.org</sender><sent>2024-03-06T11:00:00-00:00</sent><status>Actual</status>",
             "<msgType>Alert</msgType><scope>Public</scope><info><category>Met</category><event>Flood</event>",
             "<urgency>Expected</urgency><severity>", severity, "</severity><certainty>Likely</certainty><expires>",
             expires, "</expires><headline>The river rises</headline><area><areaDesc>The valley</areaDesc>", where,
             "</area></info></alert>");
}

Outcome hear_bytes(TestDesk& desk, const std::string& bytes, std::string feed = "national") {
  auto reading = must(read({bytes, {std::move(feed), "https://feed.example/a.xml"}, desk.clock.now()}));
  return must(desk.run(hear_alerts(desk.desk, std::move(reading.alerts), record::the_hub())));
}

const heard::Message& message(TestDesk& desk, const Outcome& outcome) {
  return *must(heard::find(desk.state.heard, outcome.fresh.at(0)));
}

/// "1 venues, 2 persons": what the record says of whom it covered.
std::string said(const std::optional<heard::Concern>& concern) {
  if (!concern) return "nothing";
  return cat(concern->venues, " venues, ", concern->organisations, " organisations, ", concern->persons, " persons, ",
             concern->codes_left_out, " codes");
}

TEST_CASE("whom_an_alert_covers_is_counted_when_it_is_heard (PU-3)") {
  struct Row {
    std::string_view name;
    std::string where;
    std::string_view said;
  };
  const auto triangle = [](int corners) {
    std::string outline = "10,20 ";
    for (int i = 0; i < corners; ++i) outline += cat("11,", 20 + i * 1.0 / corners, " ");
    return cat("<polygon>", outline, "11,21 10,21 10,20</polygon>");
  };
  const Row rows[] = {
      {"a circle", std::string(here), "1 venues, 1 organisations, 1 persons, 0 codes"},
      {"only the edge of the hall's ground", "<circle>10.5,20.5045 0.2</circle>",
       "1 venues, 0 organisations, 0 persons, 0 codes"},
      {"somewhere else", "<circle>50,8 20</circle>", "0 venues, 0 organisations, 0 persons, 0 codes"},
      {"everywhere", "<circle>0,0 20004</circle>", "1 venues, 1 organisations, 2 persons, 0 codes"},
      {"an outline", triangle(10), "1 venues, 1 organisations, 1 persons, 0 codes"},
      {"an outline of which only the box is kept", triangle(3'000), "1 venues, 1 organisations, 1 persons, 0 codes"},
      {"a code that nobody here knows", "<geocode><valueName>EMMA_ID</valueName><value>XX001</value></geocode>",
       "0 venues, 0 organisations, 0 persons, 1 codes"},
      {"no place at all", "", "nothing"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    Town town;
    const auto outcome = hear_bytes(town.desk, bytes_of("a", row.where));
    CHECK(said(message(town.desk, outcome).heard.concerns) == row.said);
  }
}

TEST_CASE("a_box_all_round_a_pole_or_over_the_antimeridian_covers_who_is_in_it (PU-3)") {
  for (const double longitude : {-179.5, -90.0, 0.0, 90.0, 179.5}) {
    CAPTURE(longitude);
    Town town;
    town.put("station", Sort::venue, {testing::position(85, longitude)});
    auto fact = heard::Heard{};
    fact.sent = town.desk.clock.now();
    fact.life.expires = fact.sent + hours(1);
    fact.areas.is_cut = true;
    fact.areas.box = overlap::Box{testing::position(80, -180), testing::position(90, 180)};
    CHECK(concern_of(town.desk.desk, fact)->venues == 1);
    fact.areas.box = overlap::Box{testing::position(80, 170), testing::position(86, -170)};
    CHECK(concern_of(town.desk.desk, fact)->venues == (std::abs(longitude) > 170 ? 1 : 0));
  }
}

TEST_CASE("a_traveller_counts_while_the_alert_holds_and_what_is_over_covers_nobody (PU-3)") {
  Town town;
  const auto now = town.desk.clock.now();
  town.visit("guest", {now + hours(5), now + hours(9)});
  town.visit("gone", {now - hours(9), now - hours(5)});
  CHECK(said(message(town.desk, hear_bytes(town.desk, bytes_of("a", here))).heard.concerns) ==
        "1 venues, 1 organisations, 2 persons, 0 codes");
  const auto past = hear_bytes(town.desk, bytes_of("b", here, "2024-03-06T11:59:59-00:00"));
  CHECK(said(message(town.desk, past).heard.concerns) == "nothing");
}

TEST_CASE("what_was_counted_is_on_record_and_a_later_register_does_not_change_it") {
  Town town;
  const auto outcome = hear_bytes(town.desk, bytes_of("a", here));
  town.put("late", Sort::venue, {testing::position(10.5, 20.5)});
  const auto& heard = message(town.desk, outcome).heard;
  CHECK(heard.concerns->venues == 1);
  CHECK(testing::packed(testing::folded(town.store)) == testing::packed(town.desk.state));
  std::vector<std::string> names;
  for (const auto& place : places_concerned(town.desk.desk, heard, 100)) names.push_back(place.name);
  CHECK(core::listed(names) == "hall, late and newspaper");
  const auto first = places_concerned(town.desk.desk, heard, 1);
  REQUIRE(first.size() == 1);
  CHECK(core::listed(first.front().why) == "responsible for a place in the area");
}

TEST_CASE("a_rule_makes_reports_of_what_covers_somebody_and_each_once (IN-1)") {
  Town town;
  town.desk.desk.manner.reporting = {{{}, false}};
  town.desk.desk.manner.reporting[0].interest.at_least = cap::Severity::severe;
  const auto near = hear_bytes(town.desk, bytes_of("near", here)).fresh.at(0);
  hear_bytes(town.desk, bytes_of("far", "<circle>50,8 20</circle>"));
  hear_bytes(town.desk, bytes_of("mild", here, "2024-03-06T18:00:00-00:00", "Minor"));
  hear_bytes(town.desk, bytes_of("near", here), "regional");
  const auto& reports = town.desk.state.reports.reports;
  REQUIRE(reports.size() == 1);
  CHECK(reports.begin()->first == report_name(near));
  CHECK(reports.begin()->second.received.text == "The river rises");
  CHECK(must(heard::find(town.desk.state.heard, near))->report == report_name(near));
  CHECK(must(town.desk.run(report_all_wanted(town.desk.desk))).empty());
  CHECK(reports.size() == 1);
}

TEST_CASE("a_report_that_a_crash_came_before_is_made_at_the_next_start (IN-1)") {
  MemoryStore memory;
  testing::FaultyStore store(memory);
  store.fail_append(2, testing::FaultyStore::Fault::lost);
  {
    TestDesk desk(store);
    desk.desk.manner.reporting = {{{}, true}};
    auto reading = must(read({bytes_of("a", here), {"national", ""}, desk.clock.now()}));
    CHECK_FALSE(desk.run(hear_alerts(desk.desk, std::move(reading.alerts), record::the_hub())));
  }
  TestDesk again(memory);
  again.resume();
  again.desk.manner.reporting = {{{}, true}};
  CHECK(again.state.heard.messages.size() == 1);
  CHECK(again.state.reports.reports.empty());
  CHECK(must(again.run(report_all_wanted(again.desk))).empty());
  CHECK(again.state.reports.reports.size() == 1);
}

TEST_CASE("a_name_that_is_taken_holds_up_no_other_report") {
  Town town;
  const auto first = hear_bytes(town.desk, bytes_of("first", here)).fresh.at(0);
  hear_bytes(town.desk, bytes_of("second", here));
  report::Receive taken;
  taken.report = report_name(first);
  taken.text = "Another one";
  taken.source = "somebody";
  taken.first_awareness = {town.desk.clock.now(), "ann"};
  must(town.desk.give({testing::person("ann"), {}, {}, {}}, "receive_report", to_value(taken)));
  town.desk.desk.manner.reporting = {{{}, true}};
  const auto refused = must(town.desk.run(report_all_wanted(town.desk.desk)));
  REQUIRE(refused.size() == 1);
  CHECK(refused.front().place.contains("first"));
  CHECK(town.desk.state.reports.reports.size() == 2);
}

}  // namespace
}  // namespace heed::hear
