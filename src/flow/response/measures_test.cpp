#include "flow/response/testing/responses.h"

namespace heed::response {
namespace {

using testing::verdict;
using testing::warning_w;

using Desk = testing::ResponseDesk;
using Sight = testing::Sight<Desk>;

const RecipientId office{"hall-office"};
const MeasureId measure{"m1"};

ReportMeasure detectors() { return {measure, warning_w, office, "metal detectors at the doors", {}, {}, {}}; }

Result<record::Drafts> report(const Desk& desk, const ReportMeasure& command = detectors()) {
  const Sight sight(desk);
  return report_measure(sight.setting, command, desk.moment());
}

Result<record::Drafts> lift(const Desk& desk, const char* reason = "the guests complained") {
  const Sight sight(desk);
  return lift_measure(sight.setting, {measure, "the manager", reason}, desk.moment());
}

Desk desk_with_a_measure() {
  Desk desk;
  testing::note_released(desk);
  desk.done(report(desk));
  return desk;
}

TEST_CASE("a_measure_is_reported_with_what_it_is_and_from_when (FT-5)") {
  auto desk = desk_with_a_measure();
  CHECK(desk.of<State>().measures.at(measure).reported.fact.from == desk.now);
  CHECK(verdict(report(desk)) == "conflict @measure");
  auto command = detectors();
  command.measure = MeasureId{"m2"};
  command.what = " ";
  CHECK(verdict(report(desk, command)) == "invalid @what");
  command.what = "dogs";
  command.from = desk.now - testing::hours(3);
  desk.done(report(desk, command));
  CHECK(desk.of<State>().measures.at(MeasureId{"m2"}).reported.fact.from == desk.now - testing::hours(3));
}

TEST_CASE("lifting_a_measure_while_the_threat_is_open_needs_a_reason_and_tells_the_owner (FT-5)") {
  auto desk = desk_with_a_measure();
  CHECK(verdict(lift(desk, "")) == "invalid @reason");
  const auto lifted = testing::proposed<MeasureLifted>(desk.done(lift(desk)));
  CHECK(lifted.is_threat_open);
  REQUIRE(desk.of<State>().tasks.size() == 1);
  const auto& task = desk.of<State>().tasks.begin()->second.opened.fact;
  CHECK(task.owner == "olga");
  CHECK(task.what == "A measure was lifted while the threat is open: metal detectors at the doors");
  CHECK(verdict(lift(desk)) == "refused @measure");
}

TEST_CASE("lifting_a_measure_after_the_threat_has_ended_is_nobodys_task (FT-5)") {
  auto desk = desk_with_a_measure();
  desk.note(testing::resolved("hall"));
  const auto lifted = testing::proposed<MeasureLifted>(desk.done(lift(desk)));
  CHECK(!lifted.is_threat_open);
  CHECK(desk.of<State>().tasks.empty());
}

TEST_CASE("a_measure_that_is_not_there_is_not_lifted") {
  Desk desk;
  testing::note_released(desk);
  CHECK(verdict(lift(desk)) == "not_found @measure");
}

TEST_CASE("a_front_line_is_briefed_by_name (DE-10)") {
  Desk desk;
  testing::note_released(desk);
  const auto brief_by = [&](const char* who, const RecipientId& recipient) {
    const Sight sight(desk);
    return brief(sight.setting, {warning_w, recipient, who, "telephone"});
  };
  CHECK(verdict(brief_by("", office)) == "invalid @who");
  CHECK(verdict(brief_by("the night shift", RecipientId{"nobody"})) == "not_found @recipient");
  desk.done(brief_by("the night shift", office));
  CHECK(desk.of<State>().briefings.at(warning_w).size() == 1);
}

TEST_CASE("a_task_has_an_owner_and_is_done_once (FT-9)") {
  Desk desk;
  testing::note_released(desk);
  const TaskId task{"t1"};
  const auto open = [&](const char* owner) {
    const Sight sight(desk);
    return open_task(sight.setting, {task, testing::case_c, "speak with the manager", owner, desk.now});
  };
  const auto complete = [&](const char* outcome) {
    const Sight sight(desk);
    return complete_task(sight.setting, {task, outcome});
  };
  CHECK(verdict(complete("done")) == "not_found @task");
  CHECK(verdict(open("")) == "invalid @owner");
  desk.done(open("pavel"));
  CHECK(verdict(open("pavel")) == "conflict @task");
  CHECK(verdict(complete("")) == "invalid @outcome");
  desk.done(complete("he agreed"));
  CHECK(verdict(complete("again")) == "refused @task");
}

TEST_CASE("tasks_that_open_by_themselves_never_share_a_name") {
  auto desk = desk_with_a_measure();
  const Sight sight(desk);
  desk.done(open_task(sight.setting, {TaskId{"follow-up-2"}, testing::case_c, "by hand", "pavel", desk.now}));
  desk.done(lift(desk));
  CHECK(desk.of<State>().tasks.size() == 2);
}

}  // namespace
}  // namespace heed::response
