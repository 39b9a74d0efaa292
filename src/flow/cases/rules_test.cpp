#include "flow/cases/rules.h"

#include <functional>

#include "flow/cases/testing/cases.h"

namespace heed::cases {
namespace {

using report::Tier;
using testing::case_c;
using testing::received;
using testing::resolved;
using testing::target;
using testing::verdict;

using Desk = testing::Desk<report::State, State>;

Desk desk_with_a_case() {
  Desk desk;
  testing::note_case(desk);
  return desk;
}

TEST_CASE("a_case_has_a_named_owner_from_its_first_entry_on") {
  Desk desk;
  desk.note(received("r1"));
  const auto open = [&](Open command) {
    command.title = "Plan";
    return cases::open(desk.of<State>(), desk.of<report::State>(), command, desk.moment());
  };
  CHECK(testing::proposed<Opened>(testing::must(open({case_c, {}, "regime", {}, {}}))).owner == "ann");
  CHECK(testing::proposed<Opened>(testing::must(open({case_c, {}, "regime", "olga", {}}))).owner == "olga");
  CHECK(verdict(open({case_c, {}, "regime", " ", {}})) == "invalid @owner");
  CHECK(verdict(open({case_c, {}, "regime", {}, {ReportId{"r1"}, ReportId{"r9"}}})) == "not_found @reports[1].report");
  desk.done(open({case_c, {}, "regime", {}, {ReportId{"r1"}}}));
  CHECK(desk.of<State>().cases.at(case_c).reports == std::vector{ReportId{"r1"}});
  CHECK(verdict(open({case_c, {}, "regime", {}, {}})) == "conflict @case_id");
  CHECK(verdict(open({CaseId{"d"}, {}, "regime", {}, {ReportId{"r1"}}})) == "refused @reports[0].report");
}

TEST_CASE("a_case_changes_hands_by_name") {
  auto desk = desk_with_a_case();
  CHECK(verdict(hand_over(desk.of<State>(), {case_c, "olga"})) == "refused @owner");
  CHECK(verdict(hand_over(desk.of<State>(), {case_c, ""})) == "invalid @owner");
  desk.done(hand_over(desk.of<State>(), {case_c, "pavel"}));
  CHECK(desk.of<State>().cases.at(case_c).owner == "pavel");
}

TEST_CASE("every_threat_moves_only_from_open_to_an_end_and_back (FT-4, FT-11)") {
  for (const auto from : all_of<Threat>()) {
    for (const auto to : all_of<Threat>()) {
      const bool may_move = (from == Threat::open) != (to == Threat::open);
      const auto moved = next(from, to);
      CHECK_MESSAGE(moved.has_value() == may_move, word(from), " to ", word(to));
      if (moved) CHECK(*moved == to);
    }
  }
}

TEST_CASE("ending_the_threat_to_one_target_leaves_the_other_open (FT-4)") {
  auto desk = desk_with_a_case();
  desk.done(resolve_target(desk.of<State>(), {case_c, TargetId{"synagogue"}, Threat::removed, "arrests", {}}));
  const auto& targets = desk.of<State>().cases.at(case_c).targets;
  CHECK(targets.at(TargetId{"synagogue"}).threat == Threat::removed);
  CHECK(targets.at(TargetId{"hall"}).threat == Threat::open);
  desk.done(reopen_target(desk.of<State>(), {case_c, TargetId{"synagogue"}, "one of them is free"}));
  CHECK(targets.at(TargetId{"synagogue"}).threat == Threat::open);
  CHECK(targets.at(TargetId{"synagogue"}).reason == "one of them is free");
}

TEST_CASE("a_target_is_resolved_or_reopened_only_where_that_means_something (FT-11)") {
  auto desk = desk_with_a_case();
  desk.note(resolved("synagogue"));
  const auto resolve = [&](const char* name, Threat threat, const char* reason) {
    return verdict(resolve_target(desk.of<State>(), {case_c, TargetId{name}, threat, reason, {}}));
  };
  const auto reopen = [&](const char* name, const char* reason) {
    return verdict(reopen_target(desk.of<State>(), {case_c, TargetId{name}, reason}));
  };
  CHECK(resolve("hall", Threat::disproved, "it was a hoax") == "done");
  CHECK(resolve("hall", Threat::disproved, "") == "invalid @reason");
  CHECK(resolve("hall", Threat::open, "no") == "invalid @threat");
  CHECK(resolve("synagogue", Threat::disproved, "again") == "refused @target");
  CHECK(resolve("nowhere", Threat::removed, "no") == "not_found @target");
  CHECK(reopen("synagogue", "new facts") == "done");
  CHECK(reopen("synagogue", "") == "invalid @reason");
  CHECK(reopen("hall", "new facts") == "refused @target");
}

TEST_CASE("a_statement_rests_on_reports_of_its_case_and_a_wider_marking_is_cleared_by_name (SR-1, SR-5)") {
  auto desk = desk_with_a_case();
  desk.note(received("secret", Tier::partner), report::Routed{ReportId{"secret"}, case_c}, received("elsewhere"));
  struct Row {
    std::string_view name;
    std::function<void(AddFacet&)> given;
    std::string_view expected;
  };
  for (const auto& row :
       {Row{"as wide as its report", [](AddFacet&) {}, "done"},
        Row{"narrower than its report", [](AddFacet& f) { f.marking = Tier::internal; }, "done"},
        Row{"wider than its report", [](AddFacet& f) { f.marking = Tier::direct; }, "refused @marking"},
        Row{"wider, cleared with blanks", [](AddFacet& f) { f.marking = Tier::direct, f.cleared = " "; },
            "refused @marking"},
        Row{"wider, cleared by name", [](AddFacet& f) { f.marking = Tier::direct, f.cleared = "originator, by phone"; },
            "done"},
        Row{"as wide as the widest of its reports",
            [](AddFacet& f) { f.marking = Tier::everyone, f.reports.emplace_back("r1"); }, "done"},
        Row{"on no report", [](AddFacet& f) { f.marking = Tier::everyone, f.reports.clear(); }, "done"},
        Row{"on a report of no case", [](AddFacet& f) { f.reports = {ReportId{"elsewhere"}}; },
            "not_found @reports[0]"},
        Row{"on a target that is not there", [](AddFacet& f) { f.targets = {TargetId{"hall"}, TargetId{"nowhere"}}; },
            "not_found @targets[1]"},
        Row{"says nothing", [](AddFacet& f) { f.statement = ""; }, "invalid @statement"},
        Row{"a name that is taken", [](AddFacet& f) { f.facet = FacetId{"f-what"}; }, "conflict @facet"}}) {
    AddFacet command{case_c, FacetId{"new"}, Aspect::how, "By car.", Tier::partner, {}, {}, {}, {}, {}};
    command.reports = {ReportId{"secret"}};
    row.given(command);
    CHECK_MESSAGE(verdict(add_facet(desk.of<State>(), desk.of<report::State>(), command)) == row.expected, row.name);
  }
}

TEST_CASE("a_case_with_an_open_target_is_not_closed_and_a_closed_case_takes_nothing_in (FT-11)") {
  auto desk = desk_with_a_case();
  desk.note(resolved("hall"));
  const auto refused = close(desk.of<State>(), {case_c, "over"});
  CHECK(verdict(refused) == "refused @case_id");
  CHECK(testing::said(refused).find("synagogue") != std::string::npos);
  desk.note(resolved("synagogue"));
  CHECK(verdict(close(desk.of<State>(), {case_c, ""})) == "invalid @reason");
  desk.done(close(desk.of<State>(), {case_c, "over"}));

  const auto& state = desk.of<State>();
  const auto& reports = desk.of<report::State>();
  CHECK(verdict(close(state, {case_c, "again"})) == "refused @case_id");
  CHECK(verdict(hand_over(state, {case_c, "pavel"})) == "refused @case_id");
  CHECK(verdict(join_report(state, reports, {case_c, ReportId{"r1"}})) == "refused @case_id");
  CHECK(verdict(add_target(state, {case_c, TargetId{"new"}, "new", TargetType::place, {}, {}})) == "refused @case_id");
  CHECK(verdict(reopen_target(state, {case_c, TargetId{"hall"}, "new"})) == "refused @case_id");
  AddFacet late{case_c, FacetId{"new"}, Aspect::how, "By car.", Tier::partner, {}, {}, {}, {}, {}};
  CHECK(verdict(add_facet(state, reports, late)) == "refused @case_id");
}

TEST_CASE("claims_stand_side_by_side_and_none_is_of_the_future (RA-12)") {
  auto desk = desk_with_a_case();
  RecordClaim first{case_c, "killed", "133", "ministry", desk.now, {}};
  desk.done(record_claim(desk.of<State>(), first, desk.moment()));
  auto second = first;
  second.value = "60";
  second.source = "agency";
  desk.done(record_claim(desk.of<State>(), second, desk.moment()));
  const auto& claims = desk.of<State>().cases.at(case_c).claims;
  REQUIRE(claims.size() == 2);
  CHECK(claims[0].recorded.value == "133");
  CHECK(claims[1].recorded.value == "60");
  first.as_of = desk.now + Duration{1};
  CHECK(verdict(record_claim(desk.of<State>(), first, desk.moment())) == "invalid @as_of");
}

TEST_CASE("clocks_run_from_the_earliest_first_awareness_of_any_report (IN-2)") {
  auto desk = desk_with_a_case();
  auto early = received("early");
  early.first_awareness.at = testing::at("2024-03-04T08:00:00Z");
  desk.note(early, report::Routed{early.report, case_c});
  CHECK(first_awareness(desk.of<State>().cases.at(case_c), desk.of<report::State>()) == early.first_awareness.at);
  const Case without_reports{{}, {}, {}, {}, {}, {}, {}, {}, {}, {9, desk.now}};
  CHECK(first_awareness(without_reports, desk.of<report::State>()) == desk.now);
}

TEST_CASE("an_open_case_about_the_same_name_or_place_is_found (IN-13)") {
  auto desk = desk_with_a_case();
  const area::Area here{{}, {testing::must(area::parse_circle("55.8,37.4 1"))}};
  auto placed = target("placed");
  placed.place = here;
  desk.note(placed);
  const auto found = [&](const char* name, std::optional<area::Area> place, const char* of = "other") {
    return same_target(desk.of<State>(), {CaseId{of}, {}, name, TargetType::place, std::move(place), {}}).size();
  };
  CHECK(found("hall", {}) == 1);
  CHECK(found("another name", here) == 1);
  CHECK(found("another name", {}) == 0);
  CHECK(found("hall", {}, "c") == 0);
  desk.note(Closed{case_c, "over"});
  CHECK(found("hall", {}) == 0);
}

TEST_CASE("the_bands_of_likelihood_have_no_gap_and_are_told_with_their_shares (AS-10, SR-13)") {
  int reached = 1;
  for (const auto band : all_of<Likelihood>()) {
    CHECK_MESSAGE(share(band).from == reached, word(band));
    CHECK(share(band).to > share(band).from);
    reached = share(band).to;
  }
  CHECK(reached == 99);
  CHECK(spoken(Likelihood::very_likely) == "very likely (80 to 95 in 100)");
}

}  // namespace
}  // namespace heed::cases
