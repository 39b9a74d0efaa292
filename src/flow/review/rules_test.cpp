#include "flow/review/rules.h"

#include "flow/watch/testing/hub.h"

namespace heed::review {
namespace {

using testing::case_c;
using testing::delivery_d;
using testing::hours;
using testing::HubDesk;
using testing::minutes;
using testing::warning_w;

AfterAction view_of(const HubDesk& desk) {
  const auto regimes = testing::regimes();
  const auto situation = testing::situation_of(desk, regimes);
  return testing::must(after_action({situation, desk.entries, desk.entries.size(), desk.now}, case_c));
}

const Knower& knower(const AfterAction& view, const char* name) {
  for (const auto& each : view.knowers) {
    if (each.recipient == RecipientId{name}) return each;
  }
  FAIL("nobody named ", name);
  return view.knowers.front();
}

/// Released at once; ten minutes later delivered; acknowledged after another five.
HubDesk desk_after_acknowledgement() {
  HubDesk desk;
  testing::note_released(desk);
  testing::begin_attempt(desk);
  desk.wait(minutes(10));
  testing::end_attempt(desk, delivery::Outcome::delivered);
  desk.wait(minutes(5));
  const testing::HubSight sight(desk);
  desk.done(
      response::acknowledge(sight.setting, testing::acknowledgement(), {response::Evidence::heard, {}}, desk.moment()));
  return desk;
}

TEST_CASE("who_was_told_what_when_by_whom_and_what_came_back_stands_in_one_view (RA-1)") {
  const auto desk = desk_after_acknowledgement();
  const auto view = view_of(desk);
  const auto& office = knower(view, "hall-office");
  REQUIRE(office.tellings.size() == 1);
  const auto& told = office.tellings[0];
  CHECK(told.tier == report::Tier::direct);
  CHECK(told.by == "rita");
  CHECK(told.channel == "email");
  CHECK(told.standing == "acknowledged");
  CHECK(told.acknowledged_by == "Ivan, head of security");
  CHECK(told.read_back == "the concert hall; 48 hours; close the side doors");
  CHECK(told.evidence == "heard");
  CHECK(told.latency == minutes(15));
  REQUIRE(office.told.size() == 2);
  CHECK(office.told[0].facet == FacetId{"f-what"});
  REQUIRE(view.texts.size() == 2);
  CHECK(view.texts[0].text == testing::the_warning(desk).editions[0].drafted.contents[0].text);
}

TEST_CASE("what_is_only_on_its_way_is_never_shown_as_arrived (DE-6)") {
  HubDesk desk;
  testing::note_released(desk);
  const auto queued = view_of(desk);
  CHECK(knower(queued, "hall-office").told[0].standing == "queued");
  CHECK(!knower(queued, "hall-office").tellings[0].accepted_at);
  CHECK(!queued.delays.dissemination);
  testing::begin_attempt(desk);
  testing::end_attempt(desk, delivery::Outcome::accepted);
  const auto accepted = view_of(desk);
  CHECK(knower(accepted, "hall-office").tellings[0].accepted_at == desk.now);
  CHECK(!knower(accepted, "hall-office").tellings[0].delivered_at);
}

TEST_CASE("three_delays_are_measured_apart (RA-6)") {
  const auto view = view_of(desk_after_acknowledgement());
  CHECK(view.first_awareness == testing::at("2024-03-06T11:00:00Z"));
  CHECK(view.delays.issuance == hours(1));
  CHECK(view.delays.dissemination == minutes(10));
  CHECK(view.delays.acknowledgement == minutes(15));
}

TEST_CASE("a_statement_that_was_told_twice_counts_from_the_first_time (RA-1)") {
  auto desk = desk_after_acknowledgement();
  auto update = testing::edition_of(warning::Kind::update);
  update.tiers = {testing::tier(report::Tier::direct), testing::tier(report::Tier::everyone)};
  testing::note_edition(desk, update);
  testing::note_plan(desk, 2);
  const auto view = view_of(desk);
  const auto& office = knower(view, "hall-office");
  CHECK(office.tellings.size() == 2);
  REQUIRE(office.told.size() == 2);
  CHECK(office.told[0].edition == 1);
}

TEST_CASE("every_statement_of_the_view_names_an_entry_that_is_there (RA-1, RA-2)") {
  const auto desk = desk_after_acknowledgement();
  const auto view = view_of(desk);
  const auto kind_of = [&](std::uint64_t index) { return desk.entries.at(index).kind; };
  for (const auto& statement : view.statements) CHECK(kind_of(statement.entry) == "case.facet_added");
  for (const auto& text : view.texts) CHECK(kind_of(text.entry) == "warning.released");
  for (const auto& target : view.targets) CHECK(kind_of(target.entry) == "case.target_added");
  for (const auto& told : knower(view, "hall-office").told) CHECK(kind_of(told.entry) == "delivery.planned");
  CHECK(kind_of(*knower(view, "hall-office").tellings[0].acknowledged_entry) == "response.acknowledged");
  for (const auto& moment : view.timeline) CHECK(kind_of(moment.entry) == moment.kind);
}

TEST_CASE("decisions_not_to_warn_and_lapses_stand_in_the_view_by_name (RA-1, AS-15, FT-2)") {
  HubDesk desk;
  testing::note_released(desk);
  desk.as("sally").note(
      decision::Waived{case_c, TargetId{"synagogue"}, "already_aware", "they know", "sam", desk.now + hours(1)});
  desk.wait(hours(48));
  desk.done(warning::end_window(testing::setting_of(desk), warning_w));
  auto view = view_of(desk);
  REQUIRE(view.not_to_warn.size() == 1);
  CHECK(view.not_to_warn[0].text == "\"synagogue\": waived (already_aware) by sally: they know");
  REQUIRE(view.lapses.size() == 1);
  CHECK(!view.lapses[0].answered_in);
  desk.note(warning::DispositionNamed{warning_w, warning::Disposition::lapsed, "nothing more is known", {}});
  view = view_of(desk);
  CHECK(view.lapses[0].answer == "lapsed by sally: nothing more is known");
}

TEST_CASE("disputes_rejections_measures_and_alarms_stand_in_the_view (FT-5, RA-5)") {
  HubDesk desk;
  testing::note_released(desk);
  const RecipientId office{"hall-office"};
  desk.note(response::Rejected{warning_w, office, "blackmail", "a speech", {}},
            response::Disputed{
                DisputeId{"d1"}, warning_w, office, response::Ground::too_general, "too general", "an interview", {}},
            response::DisputeAnswered{DisputeId{"d1"}, "They were told the hall.", {}},
            response::MeasureReported{MeasureId{"m1"}, warning_w, office, "dogs", desk.now, {}, {}},
            response::MeasureLifted{MeasureId{"m1"}, "the manager", "noise", true},
            watch::Raised{"x", watch::Due::acknowledgement, case_c, "not acknowledged", "olga", desk.now});
  const auto view = view_of(desk);
  REQUIRE(view.disputes.size() == 2);
  CHECK(view.disputes[0].text == "\"hall-office\" rejected the warning: blackmail (a speech)");
  CHECK(view.disputes[1].answer == "They were told the hall.");
  REQUIRE(view.measures.size() == 1);
  CHECK(view.measures[0].answer == "lifted by the manager: noise");
  CHECK(view.alarms.size() == 1);
}

TEST_CASE("the_view_as_of_a_time_knows_nothing_of_what_came_later (RA-12)") {
  const auto whole = desk_after_acknowledgement();
  HubDesk then;
  for (const auto& entry : whole.entries) {
    if (entry.at > testing::at("2024-03-06T12:09:00Z")) break;
    then.now = entry.at;
    then.actor = entry.actor;
    then.write({{entry.kind, entry.body}});
  }
  const auto view = view_of(then);
  CHECK(view.entries < whole.entries.size());
  CHECK(!knower(view, "hall-office").tellings[0].acknowledged_at);
  CHECK(!view.delays.acknowledgement);
}

TEST_CASE("there_is_no_view_of_a_case_that_is_not_there") {
  const HubDesk desk;
  const auto regimes = testing::regimes();
  const auto situation = testing::situation_of(desk, regimes);
  CHECK(testing::verdict(after_action({situation, desk.entries, 0, desk.now}, case_c)) == "not_found @case_id");
}

}  // namespace
}  // namespace heed::review
