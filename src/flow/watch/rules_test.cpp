#include "flow/watch/rules.h"

#include <functional>
#include <set>

#include "flow/record/batch.h"
#include "flow/watch/testing/hub.h"

namespace heed::watch {
namespace {

using testing::case_c;
using testing::hours;
using testing::HubDesk;
using testing::minutes;
using testing::warning_w;

std::vector<Deadline> all_due(const HubDesk& desk) {
  const auto regimes = testing::regimes();
  return deadlines(testing::situation_of(desk, regimes), desk.now);
}

std::vector<Deadline> due_of(const HubDesk& desk, Due what) {
  auto due = all_due(desk);
  std::erase_if(due, [&](const Deadline& deadline) { return deadline.what != what; });
  return due;
}

const DeliveryId office_delivery{"w/1/hall-office"};
const RecipientId office{"hall-office"};

/// A case with one open target that nothing is decided for.
void note_undecided(HubDesk& desk) {
  testing::note_case(desk);
  desk.note(testing::resolved("synagogue"));
}

void note_proposal(HubDesk& desk) {
  note_undecided(desk);
  desk.note(testing::assessed("hall"), decision::WaiverProposed{case_c, TargetId{"hall"}, "sources", "facts",
                                                                "a wider area", desk.now + hours(72)});
}

void note_released(HubDesk& desk) { testing::note_released(desk); }

void end_window(HubDesk& desk) {
  desk.now = testing::the_warning(desk).valid.until;
  desk.as("hub", record::Role::hub).done(warning::end_window(testing::setting_of(desk), warning_w));
}

response::TaskOpened task(Instant due) { return {TaskId{"t1"}, case_c, "speak with the manager", "pavel", due}; }

response::Asked question() { return {QuestionId{"q1"}, warning_w, office, "Which entrance?"}; }

TEST_CASE("every_kind_of_deadline_is_due_at_its_time_and_somebodys (IN-10, AS-1, FT-1, FT-2, FT-7, DE-1, DE-7)") {
  struct Row {
    Due what;
    std::function<void(HubDesk&)> given;
    Duration after_start;
    std::string_view owner;
  };
  for (const auto& row :
       {Row{Due::route_report, [](HubDesk& d) { d.note(testing::received("r9")); }, minutes(15), "duty analyst"},
        Row{Due::decide, note_undecided, hours(23), "olga"},
        Row{Due::approve_waiver, note_proposal, hours(72), "senior officer"},
        Row{Due::review_warning, note_released, hours(24), "olga"},
        Row{Due::name_disposition, note_released, hours(42), "olga"},
        Row{Due::end_window, note_released, hours(48), "hub"},
        Row{Due::unattended, [](HubDesk& d) { note_released(d), end_window(d); }, hours(48), "olga"},
        Row{Due::closing_message,
            [](HubDesk& d) { note_released(d), d.wait(hours(3)), d.note(testing::resolved("hall")); }, hours(3),
            "olga"},
        Row{Due::acknowledgement, note_released, minutes(30), "olga"},
        Row{Due::missing_role, note_released, hours(0), "olga"},
        Row{Due::task, [](HubDesk& d) { note_released(d), d.note(task(d.now + hours(5))); }, hours(5), "pavel"},
        Row{Due::question, [](HubDesk& d) { note_released(d), d.note(question()); }, hours(1), "olga"}}) {
    HubDesk desk;
    const auto start = desk.now;
    row.given(desk);
    const auto due = due_of(desk, row.what);
    REQUIRE_MESSAGE(due.size() == 1, word(row.what));
    CHECK_MESSAGE(due[0].due - start == row.after_start, word(row.what), " ", core::to_text(due[0].due));
    CHECK_MESSAGE(due[0].owner == row.owner, word(row.what));
    CHECK_MESSAGE(!due[0].text.empty(), word(row.what));
    CHECK_MESSAGE(due[0].name.starts_with(cat(word(row.what), "/")), word(row.what));
    // The clock alone makes no new deadline: it would be raised again and again.
    desk.wait(minutes(1));
    CHECK_MESSAGE(due_of(desk, row.what)[0].name == due[0].name, word(row.what));
  }
}

TEST_CASE("what_was_attended_to_is_no_longer_due") {
  struct Row {
    std::string_view name;
    Due what;
    std::function<void(HubDesk&)> given;
  };
  const auto decided = [](auto fact) { return [fact](HubDesk& d) { note_undecided(d), d.note(fact); }; };
  for (const auto& row :
       {Row{"a report in a case", Due::route_report, [](HubDesk& d) { testing::note_case(d); }},
        Row{"a report that was closed", Due::route_report,
            [](HubDesk& d) { d.note(testing::received("r9"), report::Closed{ReportId{"r9"}, "nothing in it"}); }},
        Row{"a decision to warn", Due::decide, decided(testing::warned("hall"))},
        Row{"a target whose threat has ended", Due::decide, decided(testing::resolved("hall"))},
        Row{"a proposal that was turned down by a warning", Due::approve_waiver,
            [](HubDesk& d) { note_proposal(d), d.note(testing::warned("hall")); }},
        Row{"a warning that was reviewed", Due::review_warning,
            [](HubDesk& d) { note_released(d), d.wait(hours(12)), d.note(warning::Reviewed{warning_w, "it holds"}); }},
        Row{"a role that was excused", Due::missing_role,
            [](HubDesk& d) { note_released(d), d.note(audience::RoleExcused{warning_w, "host_police", "a reason"}); }},
        Row{"a lapse that was accepted", Due::name_disposition,
            [](HubDesk& d) { note_released(d), d.note(warning::DispositionNamed{warning_w, {}, "over", {}}); }},
        Row{"an acknowledged delivery", Due::acknowledgement,
            [](HubDesk& d) {
              note_released(d), d.note(delivery::Reacted{office_delivery, delivery::Reaction::acknowledged});
            }},
        Row{"a stopped delivery", Due::acknowledgement,
            [](HubDesk& d) { note_released(d), d.note(delivery::Stopped{office_delivery, "a later edition"}); }},
        Row{"a task that is done", Due::task,
            [](HubDesk& d) { note_released(d), d.note(task(d.now), response::TaskDone{TaskId{"t1"}, "he agreed"}); }},
        Row{"a question with its answer", Due::question,
            [](HubDesk& d) {
              note_released(d), d.note(question(), response::QuestionAnswered{QuestionId{"q1"}, "no"});
            }},
        Row{"a warning that ended", Due::unattended, [](HubDesk& d) {
              note_released(d), end_window(d), d.as("sally").note(warning::DispositionNamed{warning_w, {}, "over", {}});
            }}}) {
    HubDesk desk;
    row.given(desk);
    CHECK_MESSAGE(due_of(desk, row.what).empty(), row.name);
  }
}

TEST_CASE("an_unattended_warning_asks_for_nothing_but_its_end_and_what_is_still_open (FT-2)") {
  HubDesk desk;
  note_released(desk);
  end_window(desk);
  for (const auto what : {Due::review_warning, Due::name_disposition, Due::end_window}) {
    CHECK_MESSAGE(due_of(desk, what).empty(), word(what));
  }
  CHECK(due_of(desk, Due::acknowledgement).size() == 1);
}

TEST_CASE("an_accepted_lapse_still_ends_with_its_window (FT-2)") {
  HubDesk desk;
  note_released(desk);
  desk.note(warning::DispositionNamed{warning_w, warning::Disposition::lapsed, "over", {}});
  CHECK(due_of(desk, Due::end_window).size() == 1);
}

TEST_CASE("a_decision_that_ends_is_due_again_then_under_another_name (AS-3, AS-12)") {
  HubDesk desk;
  note_undecided(desk);
  const auto first = due_of(desk, Due::decide);
  const auto until = desk.now + hours(2);
  desk.note(decision::Delayed{case_c, TargetId{"hall"}, "a raid", "it is over", until});
  const auto again = due_of(desk, Due::decide);
  REQUIRE(again.size() == 1);
  CHECK(again[0].due == until);
  CHECK(again[0].name != first[0].name);
  desk.now = until;
  REQUIRE(due_of(desk, Due::decide).size() == 1);
  CHECK(due_of(desk, Due::decide)[0].due == until + hours(24));
}

TEST_CASE("an_alarm_is_raised_when_it_is_due_and_once_for_each_deadline (IN-10)") {
  HubDesk desk;
  desk.note(testing::received("r9"));
  const auto raise_now = [&] { return raise(desk.of<State>(), all_due(desk), desk.now); };
  desk.wait(minutes(15) - Duration{1});
  CHECK(raise_now().empty());
  desk.wait(Duration{1});
  const auto drafts = raise_now();
  REQUIRE(drafts.size() == 1);
  CHECK(testing::proposed<Raised>(drafts).deadline == "route_report/r9");
  desk.write(drafts);
  desk.wait(hours(99));
  CHECK(raise_now().empty());
}

TEST_CASE("the_end_of_a_window_is_done_and_never_raised (FT-2)") {
  HubDesk desk;
  note_released(desk);
  desk.wait(hours(100));
  for (const auto& draft : raise(desk.of<State>(), all_due(desk), desk.now)) {
    CHECK(testing::must(from_value<Raised>(draft.body)).what != Due::end_window);
  }
}

TEST_CASE("deadlines_come_earliest_first_and_no_two_share_a_name") {
  HubDesk desk;
  note_released(desk);
  desk.note(question(), task(desk.now), testing::received("r8"), testing::received("r9"));
  const auto all = all_due(desk);
  std::set<std::string> names;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i > 0) CHECK(all[i - 1].due <= all[i].due);
    CHECK_MESSAGE(names.insert(all[i].name).second, all[i].name);
  }
  CHECK(all.size() > 8);
}

TEST_CASE("reports_that_wait_longest_are_listed_up_to_the_limit (IN-10)") {
  HubDesk desk;
  for (std::size_t i = 0; i <= listed_reports; ++i) {
    desk.note(testing::received(cat("r", i)));
    desk.wait(Duration{1});
    const auto listed = due_of(desk, Due::route_report);
    CHECK(listed.size() == std::min(i + 1, listed_reports));
    CHECK(listed.front().name == "route_report/r0");
  }
}

TEST_CASE("alarms_about_silence_stand_one_by_one_as_long_as_they_are_few_and_together_when_they_are_very_many (DE-7)") {
  const auto now = testing::at("2024-03-06T12:00:00Z");
  struct Row {
    std::size_t silent;
    std::size_t entries;
  };
  for (const auto& row : {Row{2, 3}, Row{record::batch_facts, record::batch_facts + 1}, Row{record::batch_facts + 1, 3},
                          Row{3 * record::batch_facts, 4}}) {
    CAPTURE(row.silent);
    std::vector<Deadline> due;
    for (std::size_t i = 0; i <= row.silent; ++i) {
      auto& deadline = due.emplace_back();
      deadline.name = cat("acknowledgement/w/1/r", i);
      deadline.what = i == 1 ? Due::decide : Due::acknowledgement;
      deadline.due = now;
      deadline.case_id = case_c;
    }
    testing::Desk<State> desk;
    desk.write(raise(desk.of<State>(), due, now));
    CHECK(desk.entries.size() == row.entries);
    CHECK(desk.of<State>().alarms.size() == row.silent + 1);
    for (const auto& deadline : due) CHECK(desk.of<State>().alarms.contains(deadline.name));
    CHECK(raise(desk.of<State>(), due, now).empty());
  }
}

TEST_CASE("a_case_whose_regime_is_gone_is_watched_by_short_clocks") {
  HubDesk desk;
  note_undecided(desk);
  const decision::Regimes none;
  const auto& fallback = regime_of(none, desk.of<cases::State>().cases.at(case_c));
  CHECK(fallback.spans.route_report == minutes(15));
  const auto due = deadlines(testing::situation_of(desk, none), desk.now);
  REQUIRE(due.size() == 1);
  CHECK(due[0].due == testing::at("2024-03-06T12:00:00Z"));
}

TEST_CASE("a_look_soon_after_the_release_does_not_stand_for_the_planned_review (FT-9)") {
  HubDesk desk;
  note_released(desk);
  desk.wait(hours(12) - Duration{1});
  desk.note(warning::Reviewed{warning_w, "it holds"});
  CHECK_FALSE(due_of(desk, Due::review_warning).empty());
}

}  // namespace
}  // namespace heed::watch
