#include "flow/report/rules.h"

#include <functional>

#include "flow/report/testing/reports.h"

namespace heed::report {
namespace {

using testing::receive;
using testing::received;
using testing::verdict;

const CaseId case_c{"c"};

testing::Desk<State> desk_with_a_report() {
  testing::Desk<State> desk;
  desk.note(received("r1"));
  return desk;
}

TEST_CASE("a_report_is_received_or_refused_for_a_named_reason") {
  struct Row {
    std::string_view name;
    std::function<void(Receive&)> given;
    std::string_view expected;
  };
  const auto desk = desk_with_a_report();
  for (const auto& row :
       {Row{"as it is", [](Receive&) {}, "done"},
        Row{"IN-1: no number of a service is asked for", [](Receive& r) { r.source = "an anonymous call"; }, "done"},
        Row{"no text", [](Receive& r) { r.text = " \n"; }, "invalid @text"},
        Row{"no source", [](Receive& r) { r.source = ""; }, "invalid @source"},
        Row{"a source at the limit", [](Receive& r) { r.source = std::string(limits::line_bytes, 's'); }, "done"},
        Row{"a source one past it", [](Receive& r) { r.source = std::string(limits::line_bytes + 1, 's'); },
            "too_large @source"},
        Row{"IN-2: known just now", [&](Receive& r) { r.first_awareness.at = desk.now; }, "done"},
        Row{"IN-2: known only later", [&](Receive& r) { r.first_awareness.at = desk.now + Duration{1}; },
            "invalid @first_awareness.at"},
        Row{"a second one of the name", [](Receive& r) { r.report = ReportId{"r1"}; }, "conflict @report"},
        Row{"IN-8: derived from one that is there", [](Receive& r) { r.derived_from = {ReportId{"r1"}}; }, "done"},
        Row{"IN-8: derived from nothing", [](Receive& r) { r.derived_from = {ReportId{"r1"}, ReportId{"r9"}}; },
            "not_found @derived_from[1]"}}) {
    auto command = receive("r2");
    row.given(command);
    CHECK_MESSAGE(verdict(report::receive(desk.of<State>(), command, desk.moment())) == row.expected, row.name);
  }
}

TEST_CASE("first_awareness_is_kept_apart_from_the_time_of_entry (IN-2)") {
  testing::Desk<State> desk;
  desk.done(report::receive(desk.of<State>(), receive("r1"), desk.moment()));
  const auto& kept = desk.of<State>().reports.at(ReportId{"r1"});
  CHECK(kept.received.first_awareness.at == testing::at("2024-03-06T11:00:00Z"));
  CHECK(kept.entry.at == desk.now);
  CHECK(kept.entered_by == "ann");
}

TEST_CASE("every_stage_of_a_report_takes_or_refuses_every_deed") {
  struct Row {
    std::string_view stage;
    std::string_view route;
    std::string_view close;
    std::string_view discredit;
  };
  const auto desk_at = [](std::string_view stage) {
    auto desk = desk_with_a_report();
    if (stage == "routed") desk.note(Routed{ReportId{"r1"}, case_c});
    if (stage == "closed") desk.note(Closed{ReportId{"r1"}, "nothing in it"});
    return desk;
  };
  for (const auto& row :
       {Row{"received", "done", "done", "done"}, Row{"routed", "refused @report", "refused @report", "done"},
        Row{"closed", "done", "refused @report", "done"}}) {
    const auto desk = desk_at(row.stage);
    const auto& state = desk.of<State>();
    REQUIRE(word(state.reports.at(ReportId{"r1"}).stage) == row.stage);
    CHECK_MESSAGE(verdict(route(state, ReportId{"r1"}, CaseId{"other"})) == row.route, row.stage);
    CHECK_MESSAGE(verdict(close(state, {ReportId{"r1"}, "nothing in it"})) == row.close, row.stage);
    CHECK_MESSAGE(verdict(discredit(state, {ReportId{"r1"}, "invented"})) == row.discredit, row.stage);
  }
}

TEST_CASE("a_report_is_closed_only_for_a_reason_and_discredited_only_once (IN-10, IN-15)") {
  auto desk = desk_with_a_report();
  CHECK(verdict(close(desk.of<State>(), {ReportId{"r1"}, "  "})) == "invalid @reason");
  CHECK(verdict(close(desk.of<State>(), {ReportId{"r9"}, "no"})) == "not_found @report");
  CHECK(verdict(discredit(desk.of<State>(), {ReportId{"r1"}, ""})) == "invalid @reason");
  desk.done(discredit(desk.of<State>(), {ReportId{"r1"}, "invented"}));
  CHECK(verdict(discredit(desk.of<State>(), {ReportId{"r1"}, "again"})) == "refused @report");
}

TEST_CASE("a_report_waits_until_somebody_has_it (IN-10)") {
  auto desk = desk_with_a_report();
  desk.wait(testing::minutes(1));
  desk.note(received("r2"), received("r3"));
  CHECK(desk.of<State>().waiting.size() == 3);
  CHECK(desk.of<State>().waiting.begin()->second == ReportId{"r1"});
  desk.done(route(desk.of<State>(), ReportId{"r1"}, case_c));
  desk.done(close(desk.of<State>(), {ReportId{"r2"}, "nothing in it"}));
  REQUIRE(desk.of<State>().waiting.size() == 1);
  CHECK(desk.of<State>().waiting.begin()->second == ReportId{"r3"});
}

TEST_CASE("ten_reports_of_one_origin_are_one_origin (IN-8)") {
  testing::Desk<State> desk;
  const auto note = [&](const char* name, const char* originator, std::vector<ReportId> from) {
    auto fact = received(name);
    if (*originator != '\0') fact.originator = originator;
    fact.derived_from = std::move(from);
    desk.note(fact);
  };
  note("own", "", {});
  note("own-2", "", {});
  note("sisters-1", "sister service", {});
  note("sisters-2", "sister service", {});
  note("copy", "newspaper", {ReportId{"sisters-1"}});
  note("copy-of-copy", "", {ReportId{"copy"}});
  note("both", "", {ReportId{"own"}, ReportId{"copy"}});
  struct Row {
    std::vector<std::string> reports;
    std::size_t origins;
  };
  for (const auto& row : {Row{{}, 0}, Row{{"own"}, 1}, Row{{"own", "own"}, 1}, Row{{"own", "own-2"}, 2},
                          Row{{"sisters-1", "sisters-2"}, 1}, Row{{"copy", "sisters-2", "copy-of-copy"}, 1},
                          Row{{"both"}, 2}, Row{{"both", "own-2", "copy-of-copy"}, 3}}) {
    const std::vector<ReportId> ids(row.reports.begin(), row.reports.end());
    CHECK_MESSAGE(origins(desk.of<State>(), ids) == row.origins, core::listed(row.reports));
  }
}

TEST_CASE("origins_are_counted_at_once_where_every_report_derives_from_two (IN-8)") {
  testing::Desk<State> desk;
  desk.note(received("a0"), received("b0"));
  for (int level = 1; level <= 60; ++level) {
    for (const auto* side : {"a", "b"}) {
      auto fact = received(cat(side, level));
      fact.derived_from = {ReportId{cat("a", level - 1)}, ReportId{cat("b", level - 1)}};
      desk.note(fact);
    }
  }
  CHECK(origins(desk.of<State>(), {ReportId{"a60"}, ReportId{"b60"}}) == 2);
}

TEST_CASE("a_name_that_becomes_part_of_others_has_its_limit_and_no_slash") {
  CHECK(check_plain_name(std::string(limits::chosen_name_bytes, 'n'), "warning"));
  CHECK(verdict(check_plain_name(std::string(limits::chosen_name_bytes + 1, 'n'), "warning")) == "invalid @warning");
  CHECK(verdict(check_plain_name("a/b", "warning")) == "invalid @warning");
}

}  // namespace
}  // namespace heed::report
