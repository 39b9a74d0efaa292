#pragma once
// The facts of the third stage: does the duty apply, and what follows.

#include "flow/record/entry.h"

namespace heed::decision {

enum class Answer { yes, no, unknown };
constexpr auto words(Answer) {
  return core::word_table<Answer>({{Answer::yes, "yes"}, {Answer::no, "no"}, {Answer::unknown, "unknown"}});
}

struct Answered {
  std::string question;
  Answer answer = Answer::unknown;
  std::optional<std::string> reason;
  HEED_FIELDS(Answered, question, answer, reason)
};

/// The first of the two steps (AS-1): does what is known meet the threshold of the regime?
struct Assessed {
  static constexpr std::string_view kind = "decision.assessed";
  CaseId case_id;
  TargetId target;
  std::vector<Answered> answers;
  bool is_met = true;
  HEED_FIELDS(Assessed, case_id, target, answers, is_met)
};

/// The second step: the target is to be warned. By whom it was decided stands in the entry's actor.
struct Warned {
  static constexpr std::string_view kind = "decision.warn";
  CaseId case_id;
  TargetId target;
  std::string reason;
  HEED_FIELDS(Warned, case_id, target, reason)
};

struct WaiverProposed {
  static constexpr std::string_view kind = "decision.waiver_proposed";
  CaseId case_id;
  TargetId target;
  std::string ground;
  std::string facts;
  std::optional<std::string> lesser_form;
  Instant review_at;
  HEED_FIELDS(WaiverProposed, case_id, target, ground, facts, lesser_form, review_at)
};

/// A senior officer who did not propose the waiver approves it; the duty is due again at `review_at` (AS-3).
struct Waived {
  static constexpr std::string_view kind = "decision.waived";
  CaseId case_id;
  TargetId target;
  std::string ground;
  std::string facts;
  std::string proposed_by;
  Instant review_at;
  HEED_FIELDS(Waived, case_id, target, ground, facts, proposed_by, review_at)
};

struct Delayed {
  static constexpr std::string_view kind = "decision.delayed";
  CaseId case_id;
  TargetId target;
  std::string reason;
  std::string ends_when;  ///< the condition on which the reason ends (AS-12)
  Instant until;
  HEED_FIELDS(Delayed, case_id, target, reason, ends_when, until)
};

/// The threshold was assessed and not met, by name: a decision not to warn, on the list of those considered (AS-15).
struct BelowThreshold {
  static constexpr std::string_view kind = "decision.below_threshold";
  CaseId case_id;
  TargetId target;
  std::string reason;
  HEED_FIELDS(BelowThreshold, case_id, target, reason)
};

}  // namespace heed::decision
