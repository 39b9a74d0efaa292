#include "flow/decision/rules.h"

#include <algorithm>

namespace heed::decision {

using report::check_text;

namespace {

/// The target, when a decision on it can still mean something.
Result<const cases::Target*> find_threatened(const Matter& on, const TargetId& id) {
  if (on.of.closed) return fail(Code::refused, "the case is closed", "case_id");
  TRY(const auto* target, cases::find(on.of, id));
  if (target->threat != cases::Threat::open) {
    return fail(Code::refused, cat("the threat to this target has ended (", word(target->threat), ")"), "target");
  }
  return target;
}

const Decision& decision_on(const Matter& on, const TargetId& target) {
  return find(on.state, on.of.opened.case_id, target);
}

Result<const Assessed*> find_assessed(const Matter& on, const TargetId& target) {
  const auto& decision = decision_on(on, target);
  if (decision.assessed) return &*decision.assessed;
  return fail(Code::refused, "the threshold has not been assessed for this target; that is the first step (AS-1)",
              "target");
}

Result<const Answered*> find_answer(const Assess& command, const Question& question) {
  const Answered* found = nullptr;
  for (std::size_t i = 0; i < command.answers.size(); ++i) {
    if (command.answers[i].question != question.id) continue;
    if (found != nullptr)
      return fail(Code::invalid, "this question is answered twice", cat("answers[", i, "].question"));
    found = &command.answers[i];
  }
  if (found != nullptr) return found;
  return fail(Code::invalid, cat("the question \"", question.id, "\" is not answered: ", question.text), "answers");
}

}  // namespace

Result<record::Drafts> assess(const Matter& on, const Assess& command) {
  TRY(find_threatened(on, command.target));
  bool is_met = true;
  for (const auto& question : on.regime.questions) {
    TRY(const auto* answered, find_answer(command, question));
    if (answered->answer == Answer::no && (!answered->reason || core::trimmed(*answered->reason).empty())) {
      return fail(Code::invalid, cat("a \"no\" to \"", question.id, "\" needs its reason (AS-2)"), "answers");
    }
    if (question.required && answered->answer == Answer::no) is_met = false;
  }
  if (command.answers.size() != on.regime.questions.size()) {
    return fail(Code::invalid, "an answer is given to a question that the regime does not ask", "answers");
  }
  return record::Drafts{record::draft(Assessed{command.case_id, command.target, command.answers, is_met})};
}

Result<record::Drafts> warn(const Matter& on, const Warn& command) {
  TRY(find_threatened(on, command.target));
  TRY(find_assessed(on, command.target));
  TRY(check_text(command.reason, "reason"));
  return record::Drafts{record::draft(Warned{command.case_id, command.target, command.reason})};
}

Result<record::Drafts> propose_waiver(const Matter& on, const ProposeWaiver& command, const record::Moment& moment) {
  TRY(find_threatened(on, command.target));
  TRY(find_assessed(on, command.target));
  TRY(check_text(command.facts, "facts"));
  const auto& grounds = on.regime.grounds;
  const auto ground =
      std::find_if(grounds.begin(), grounds.end(), [&](const auto& g) { return g.code == command.ground; });
  if (ground == grounds.end()) {
    std::vector<std::string> codes;
    for (const auto& each : grounds) codes.push_back(each.code);
    return fail(Code::invalid,
                cat("the regime knows no ground \"", command.ground, "\"; its grounds are ", core::listed(codes)),
                "ground");
  }
  if (ground->ask_lesser_form && (!command.lesser_form || core::trimmed(*command.lesser_form).empty())) {
    return fail(Code::invalid,
                "this ground asks which lesser form could go instead (AS-5): say it, or say why none can",
                "lesser_form");
  }
  if (command.review_at <= moment.now || command.review_at > moment.now + on.regime.spans.waiver_review) {
    return fail(Code::invalid,
                cat("a waiver is looked at again within ", core::spoken(on.regime.spans.waiver_review), " (AS-3)"),
                "review_at");
  }
  return record::Drafts{record::draft(WaiverProposed{command.case_id, command.target, command.ground, command.facts,
                                                     command.lesser_form, command.review_at})};
}

Result<record::Drafts> approve_waiver(const Matter& on, const ApproveWaiver& command, const record::Moment& moment) {
  TRY(find_threatened(on, command.target));
  const auto& decision = decision_on(on, command.target);
  if (!decision.proposed) return fail(Code::refused, "no waiver is proposed for this target", "target");
  if (moment.actor.role != record::Role::senior_officer) {
    return fail(Code::refused, "a waiver is approved by a senior officer (AS-3)");
  }
  if (decision.proposed_by == moment.actor.name) {
    return fail(Code::refused, "who proposed a waiver may not approve it (AS-3); ask another senior officer");
  }
  if (decision.proposed->review_at <= moment.now) {
    return fail(Code::refused, "the review date of this proposal is over; propose the waiver anew");
  }
  return record::Drafts{
      record::draft(Waived{command.case_id, command.target, decision.proposed->ground, decision.proposed->facts,
                           *decision.proposed_by, decision.proposed->review_at})};
}

Result<record::Drafts> delay(const Matter& on, const Delay& command, const record::Moment& moment) {
  TRY(find_threatened(on, command.target));
  TRY(check_text(command.reason, "reason"));
  TRY(check_text(command.ends_when, "ends_when"));
  if (command.until <= moment.now) return fail(Code::invalid, "a delay must end in the future (AS-12)", "until");
  return record::Drafts{
      record::draft(Delayed{command.case_id, command.target, command.reason, command.ends_when, command.until})};
}

Result<record::Drafts> below_threshold(const Matter& on, const DecideBelowThreshold& command) {
  TRY(find_threatened(on, command.target));
  TRY(const auto* assessed, find_assessed(on, command.target));
  TRY(check_text(command.reason, "reason"));
  if (assessed->is_met) {
    return fail(Code::refused, "the assessment meets the threshold: warn, propose a waiver, or delay (AS-2)", "target");
  }
  return record::Drafts{record::draft(BelowThreshold{command.case_id, command.target, command.reason})};
}

Standing standing(const Decision& decision, const cases::Case& of, Instant now) {
  if (decision.made.empty()) return Standing::due;
  const auto& last = decision.made.back();
  if (last.again_at && *last.again_at <= now) return Standing::due;
  const bool is_not_to_warn = last.standing != Standing::warn;
  const bool has_newer_report = !of.joined.empty() && of.joined.back() > last.entry.at;
  return is_not_to_warn && has_newer_report ? Standing::due : last.standing;
}

Instant due_at(const Decision& decision, const Setting& setting) {
  auto from = setting.first_awareness;
  if (!decision.made.empty()) {
    const auto& last = decision.made.back();
    from = last.again_at.value_or(setting.of.joined.empty() ? last.entry.at : setting.of.joined.back());
    if (!setting.of.joined.empty() && setting.of.joined.back() > last.entry.at) {
      from = std::min(from, setting.of.joined.back());
    }
  }
  auto within = Duration::max();
  auto narrowest = Duration::max();
  for (const auto& clock : setting.regime.clocks) {
    const auto reach = clock.expected_within.value_or(Duration::max());
    const bool holds = !clock.expected_within || (setting.target.added.expected &&
                                                  setting.target.added.expected->from - from <= *clock.expected_within);
    if (holds && reach <= narrowest) {
      narrowest = reach;
      within = clock.decide_within;
    }
  }
  return from + within;
}

}  // namespace heed::decision
