#pragma once
// Does the duty apply, and what follows: warn, waive, delay. Doubt resolves toward warning (AS-2).

#include "flow/cases/rules.h"
#include "flow/decision/regime.h"
#include "flow/decision/state.h"

namespace heed::decision {

struct Assess {
  CaseId case_id;
  TargetId target;
  std::vector<Answered> answers;
  HEED_FIELDS(Assess, case_id, target, answers)
};

struct Warn {
  CaseId case_id;
  TargetId target;
  std::string reason;
  HEED_FIELDS(Warn, case_id, target, reason)
};

struct ProposeWaiver {
  CaseId case_id;
  TargetId target;
  std::string ground;
  std::string facts;
  std::optional<std::string> lesser_form;
  Instant review_at;
  HEED_FIELDS(ProposeWaiver, case_id, target, ground, facts, lesser_form, review_at)
};

struct ApproveWaiver {
  CaseId case_id;
  TargetId target;
  HEED_FIELDS(ApproveWaiver, case_id, target)
};

struct Delay {
  CaseId case_id;
  TargetId target;
  std::string reason;
  std::string ends_when;
  Instant until;
  HEED_FIELDS(Delay, case_id, target, reason, ends_when, until)
};

struct DecideBelowThreshold {
  CaseId case_id;
  TargetId target;
  std::string reason;
  HEED_FIELDS(DecideBelowThreshold, case_id, target, reason)
};

/// What a decision is made on: the case with its regime, and what was decided before.
struct Matter {
  const cases::Case& of;
  const Regime& regime;
  const State& state;
};

/// Every question of the regime must be answered. "Unknown" counts toward warning (AS-2): the threshold is missed only
/// by a "no" to a required question, and every "no" needs its reason.
[[nodiscard]] Result<record::Drafts> assess(const Matter& on, const Assess& command);
/// Refuses before an assessment (AS-1) and for a target whose threat has ended. A warning is never refused for want of
/// details.
[[nodiscard]] Result<record::Drafts> warn(const Matter& on, const Warn& command);
/// Refuses a ground that the regime does not list, empty facts, a review in the past or later than the regime allows
/// (AS-3), and a missing lesser form where the ground asks for it (AS-5).
[[nodiscard]] Result<record::Drafts> propose_waiver(const Matter& on, const ProposeWaiver& command,
                                                    const record::Moment& moment);
/// Refuses the proposer (AS-3: not the drafter) and anybody but a senior officer.
[[nodiscard]] Result<record::Drafts> approve_waiver(const Matter& on, const ApproveWaiver& command,
                                                    const record::Moment& moment);
[[nodiscard]] Result<record::Drafts> delay(const Matter& on, const Delay& command, const record::Moment& moment);
/// Refuses when the assessment met the threshold or is missing.
[[nodiscard]] Result<record::Drafts> below_threshold(const Matter& on, const DecideBelowThreshold& command);

/// How a decision on a target stands now: a waiver or a delay whose time is over is due again, and so is a decision not
/// to warn made before the newest report of the case (FT-10).
[[nodiscard]] Standing standing(const Decision& decision, const cases::Case& of, Instant now);

/// What a decision's due time depends on besides the decision itself.
struct Setting {
  const cases::Case& of;
  const cases::Target& target;
  const Regime& regime;
  Instant first_awareness;  ///< of the case (IN-2)
};

/// When a decision on this target must be made: from first awareness, or from the moment it became due again, plus the
/// time that the regime gives for how soon the harm is expected.
[[nodiscard]] Instant due_at(const Decision& decision, const Setting& setting);

}  // namespace heed::decision
