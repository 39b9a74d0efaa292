#include "flow/decision/rules.h"

#include <functional>

#include "flow/decision/testing/regimes.h"

namespace heed::decision {
namespace {

using record::Role;
using testing::assessed;
using testing::case_c;
using testing::hours;
using testing::minutes;
using testing::verdict;

using Desk = testing::Desk<report::State, cases::State, State>;

const TargetId hall{"hall"};
const TargetId synagogue{"synagogue"};

/// The rules of one desk, with what they look at filled in.
struct Office {
  Desk desk{};
  Regime regime = testing::regime();

  Office() { testing::note_case(desk); }
  [[nodiscard]] const cases::Case& of() const { return desk.of<cases::State>().cases.at(case_c); }
  [[nodiscard]] Matter on() const { return {of(), regime, desk.of<State>()}; }
  [[nodiscard]] const Decision& decision(const TargetId& target = hall) const {
    return find(desk.of<State>(), case_c, target);
  }
  [[nodiscard]] std::string assess(std::vector<Answered> answers) const {
    return verdict(decision::assess(on(), {case_c, hall, std::move(answers)}));
  }
  [[nodiscard]] Result<record::Drafts> approve() const { return approve_waiver(on(), {case_c, hall}, desk.moment()); }
  [[nodiscard]] ProposeWaiver proposal() const {
    return {case_c, hall, "already_aware", "their police told them", {}, desk.now + hours(72)};
  }
};

TEST_CASE("every_question_is_answered_once_and_every_no_has_its_reason (IN-3, AS-2)") {
  const Office office;
  const Answered credible{"credible", Answer::yes, {}};
  const Answered impending{"impending", Answer::unknown, {}};
  CHECK(office.assess({credible, impending}) == "done");
  CHECK(office.assess({credible}) == "invalid @answers");
  CHECK(office.assess({credible, impending, credible}) == "invalid @answers[2].question");
  CHECK(office.assess({credible, impending, {"weather", Answer::yes, {}}}) == "invalid @answers");
  CHECK(office.assess({{"credible", Answer::no, {}}, impending}) == "invalid @answers");
  CHECK(office.assess({{"credible", Answer::no, " "}, impending}) == "invalid @answers");
  CHECK(office.assess({{"credible", Answer::no, "the source invented it"}, impending}) == "done");
}

TEST_CASE("unknown_counts_toward_warning_and_only_a_required_no_misses_the_threshold (AS-2)") {
  const Office office;
  for (const auto credible : all_of<Answer>()) {
    for (const auto impending : all_of<Answer>()) {
      const auto drafts = testing::must(assess(
          office.on(), {case_c, hall, {{"credible", credible, "a reason"}, {"impending", impending, "a reason"}}}));
      CHECK_MESSAGE(testing::proposed<Assessed>(drafts).is_met == (credible != Answer::no), word(credible), " ",
                    word(impending));
    }
  }
}

TEST_CASE("nothing_is_decided_before_the_threshold_is_assessed (AS-1)") {
  Office office;
  const auto warn_hall = [&] { return verdict(warn(office.on(), {case_c, hall, "in danger"})); };
  CHECK(warn_hall() == "refused @target");
  CHECK(verdict(propose_waiver(office.on(), office.proposal(), office.desk.moment())) == "refused @target");
  CHECK(verdict(below_threshold(office.on(), {case_c, hall, "not credible"})) == "refused @target");
  office.desk.note(assessed("synagogue"));
  CHECK(warn_hall() == "refused @target");
  office.desk.note(assessed("hall"));
  CHECK(warn_hall() == "done");
  CHECK(verdict(warn(office.on(), {case_c, hall, ""})) == "invalid @reason");
}

TEST_CASE("below_the_threshold_is_said_only_of_what_was_assessed_so (AS-2, AS-15)") {
  Office office;
  office.desk.note(assessed("hall", true), assessed("synagogue", false));
  CHECK(verdict(below_threshold(office.on(), {case_c, hall, "no"})) == "refused @target");
  CHECK(verdict(below_threshold(office.on(), {case_c, synagogue, ""})) == "invalid @reason");
  office.desk.done(below_threshold(office.on(), {case_c, synagogue, "the source invented it"}));
  CHECK(standing(office.decision(synagogue), office.of(), office.desk.now) == Standing::below_threshold);
}

TEST_CASE("a_waiver_names_a_listed_ground_facts_and_a_review_in_time (AS-3, AS-5)") {
  Office office;
  office.desk.note(assessed("hall"));
  struct Row {
    std::string_view name;
    std::function<void(ProposeWaiver&)> given;
    std::string_view expected;
  };
  for (const auto& row :
       {Row{"all four, review at the limit", [](ProposeWaiver&) {}, "done"},
        Row{"a ground that is not on the list", [](ProposeWaiver& w) { w.ground = "inconvenient"; }, "invalid @ground"},
        Row{"no facts", [](ProposeWaiver& w) { w.facts = " "; }, "invalid @facts"},
        Row{"a review later than the regime allows", [](ProposeWaiver& w) { w.review_at = w.review_at + Duration{1}; },
            "invalid @review_at"},
        Row{"a review that is now", [&](ProposeWaiver& w) { w.review_at = office.desk.now; }, "invalid @review_at"},
        Row{"AS-5: sources, and no lesser form", [](ProposeWaiver& w) { w.ground = "sources"; },
            "invalid @lesser_form"},
        Row{"AS-5: sources, and a blank one", [](ProposeWaiver& w) { w.ground = "sources", w.lesser_form = " "; },
            "invalid @lesser_form"},
        Row{"AS-5: sources, and a lesser form",
            [](ProposeWaiver& w) { w.ground = "sources", w.lesser_form = "a wider area"; }, "done"}}) {
    auto command = office.proposal();
    row.given(command);
    CHECK_MESSAGE(verdict(propose_waiver(office.on(), command, office.desk.moment())) == row.expected, row.name);
  }
}

TEST_CASE("a_waiver_is_approved_by_a_senior_officer_who_did_not_propose_it (AS-3, AS-13)") {
  Office office;
  office.desk.note(assessed("hall"));
  CHECK(verdict(office.approve()) == "refused @target");
  office.desk.as("sam", Role::senior_officer);
  office.desk.done(propose_waiver(office.on(), office.proposal(), office.desk.moment()));
  CHECK(verdict(office.approve()) == "refused");
  office.desk.as("ann", Role::analyst);
  CHECK(verdict(office.approve()) == "refused");
  office.desk.as("sally", Role::senior_officer);
  CHECK(verdict(office.approve()) == "done");
  office.desk.wait(hours(72));
  CHECK(verdict(office.approve()) == "refused");
}

TEST_CASE("a_waiver_waives_one_target_and_ends_at_its_review (AS-3, AS-4)") {
  Office office;
  office.desk.note(assessed("hall"), assessed("synagogue"));
  office.desk.done(propose_waiver(office.on(), office.proposal(), office.desk.moment()));
  office.desk.as("sally", Role::senior_officer).done(office.approve());
  const auto standing_of = [&](const TargetId& id) {
    return word(standing(office.decision(id), office.of(), office.desk.now));
  };
  CHECK(standing_of(hall) == "waived");
  CHECK(standing_of(synagogue) == "due");
  office.desk.wait(hours(72) - Duration{1});
  CHECK(standing_of(hall) == "waived");
  office.desk.wait(Duration{1});
  CHECK(standing_of(hall) == "due");
}

TEST_CASE("a_proposed_waiver_is_settled_by_whatever_is_decided (AS-3)") {
  Office office;
  office.desk.note(assessed("hall"));
  office.desk.done(propose_waiver(office.on(), office.proposal(), office.desk.moment()));
  CHECK(office.decision().proposed);
  office.desk.done(warn(office.on(), {case_c, hall, "in danger"}));
  CHECK(!office.decision().proposed);
  office.desk.as("sally", Role::senior_officer);
  CHECK(verdict(office.approve()) == "refused @target");
}

TEST_CASE("a_delay_has_a_reason_that_ends_and_is_due_again_then (AS-12)") {
  Office office;
  const auto delay_until = [&](Instant until, const char* reason, const char* ends_when) {
    return delay(office.on(), {case_c, hall, reason, ends_when, until}, office.desk.moment());
  };
  const auto now = office.desk.now;
  CHECK(verdict(delay_until(now + minutes(30), "", "the raid is over")) == "invalid @reason");
  CHECK(verdict(delay_until(now + minutes(30), "a raid is under way", "")) == "invalid @ends_when");
  CHECK(verdict(delay_until(now, "a raid is under way", "the raid is over")) == "invalid @until");
  office.desk.done(delay_until(now + minutes(30), "a raid is under way", "the raid is over"));
  CHECK(standing(office.decision(), office.of(), now + minutes(30) - Duration{1}) == Standing::delayed);
  CHECK(standing(office.decision(), office.of(), now + minutes(30)) == Standing::due);
}

TEST_CASE("nothing_is_decided_on_a_target_whose_threat_has_ended") {
  Office office;
  office.desk.note(assessed("hall"), testing::resolved("hall"));
  CHECK(office.assess({}) == "refused @target");
  CHECK(verdict(warn(office.on(), {case_c, hall, "in danger"})) == "refused @target");
  CHECK(verdict(propose_waiver(office.on(), office.proposal(), office.desk.moment())) == "refused @target");
  office.desk.note(testing::resolved("synagogue"), cases::Closed{case_c, "over"});
  CHECK(verdict(warn(office.on(), {case_c, synagogue, "in danger"})) == "refused @case_id");
}

TEST_CASE("a_new_report_makes_a_decision_not_to_warn_due_again_and_leaves_a_decision_to_warn (FT-10)") {
  Office office;
  office.desk.note(assessed("hall", false), assessed("synagogue"), BelowThreshold{case_c, hall, "not credible"},
                   testing::warned("synagogue"));
  office.desk.wait(hours(1));
  office.desk.note(testing::received("r2"), report::Routed{ReportId{"r2"}, case_c});
  CHECK(standing(office.decision(hall), office.of(), office.desk.now) == Standing::due);
  CHECK(standing(office.decision(synagogue), office.of(), office.desk.now) == Standing::warn);
}

TEST_CASE("the_time_to_decide_runs_from_first_awareness_by_the_narrowest_clock_that_holds (IN-2)") {
  Office office;
  const auto first = testing::at("2024-03-06T11:00:00Z");
  const auto due_for = [&](std::optional<Interval> expected) {
    cases::Target target;
    target.added.expected = expected;
    return due_at(office.decision(), {office.of(), target, office.regime, first}) - first;
  };
  const auto in = [&](Duration span) { return Interval{first + span, first + span + hours(2)}; };
  CHECK(due_for(std::nullopt) == hours(24));
  CHECK(due_for(in(hours(49))) == hours(24));
  CHECK(due_for(in(hours(48))) == hours(2));
  CHECK(due_for(in(hours(4))) == minutes(15));
  CHECK(due_for(in(-hours(1))) == minutes(15));
}

TEST_CASE("what_is_due_again_is_due_from_then_on (AS-3, FT-10)") {
  Office office;
  office.desk.note(assessed("hall"), Delayed{case_c, hall, "a raid", "it is over", office.desk.now + hours(1)});
  const auto& target = office.of().targets.at(hall);
  const auto first = testing::at("2024-03-06T11:00:00Z");
  const auto due = [&] { return due_at(office.decision(), {office.of(), target, office.regime, first}); };
  const auto start = office.desk.now;
  CHECK(due() == start + hours(1) + hours(24));
  office.desk.wait(minutes(10));
  office.desk.note(testing::received("r2"), report::Routed{ReportId{"r2"}, case_c});
  CHECK(due() == start + minutes(10) + hours(24));
}

}  // namespace
}  // namespace heed::decision
