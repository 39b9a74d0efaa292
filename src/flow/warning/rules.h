#pragma once
// What may be done with a warning. Two persons release; nothing ends silently.

#include "flow/decision/rules.h"
#include "flow/warning/checks.h"
#include "flow/warning/compose.h"

namespace heed::warning {

/// Drafts the first edition of a new warning.
struct Draft {
  std::optional<WarningId> warning;
  CaseId case_id;
  std::vector<TargetId> targets;
  std::string issuer;
  Interval valid;
  std::optional<Review> review;  ///< left out: the case's owner, half-way through the window (FT-1)
  std::vector<Reach> reach;
  std::vector<TierDraft> tiers;
  std::vector<std::string> event_codes{};  ///< "SAME CEM"; left out: those of the hub
  HEED_FIELDS(Draft, warning, case_id, targets, issuer, valid, review, reach, tiers, event_codes)
};

/// Drafts a later edition. What is left out stays as it was in the edition before.
struct DraftEdition {
  WarningId warning;
  Kind what = Kind::update;
  std::string notice;  ///< what every tier is told of the change
  std::optional<Interval> valid;
  std::optional<Review> review;
  std::vector<Reach> reach;      ///< further recipients; who was told before is told again in any case (FT-3)
  std::vector<TierDraft> tiers;  ///< empty: the notice alone is told, to every tier that was told before
  std::optional<std::vector<std::string>> event_codes{};
  HEED_FIELDS(DraftEdition, warning, what, notice, valid, review, reach, tiers, event_codes)
};

struct AnswerCheck {
  WarningId warning;
  std::uint64_t edition = 0;
  std::string check;
  std::string answer;
  HEED_FIELDS(AnswerCheck, warning, edition, check, answer)
};

struct Let {
  WarningId warning;
  std::uint64_t edition = 0;
  HEED_FIELDS(Let, warning, edition)
};

struct LookAgain {
  WarningId warning;
  std::string finding;
  HEED_FIELDS(LookAgain, warning, finding)
};

struct NameDisposition {
  WarningId warning;
  Disposition disposition = Disposition::lapsed;
  std::string reason;
  std::optional<WarningId> replaced_by;
  HEED_FIELDS(NameDisposition, warning, disposition, reason, replaced_by)
};

/// All that the rules of this stage may look at.
struct Setting {
  const report::State& reports;
  const cases::State& cases;
  const decision::State& decisions;
  const State& warnings;
};

/// Refuses a warning without targets, tiers, an end (FT-1) or an open threat. `status` is the hub's own: a drill cannot
/// speak as live, nor the other way round (DE-13).
[[nodiscard]] Result<record::Drafts> draft(const Setting& setting, const Draft& command, Status status,
                                           const record::Moment& moment);
[[nodiscard]] Result<record::Drafts> draft_edition(const Setting& setting, const DraftEdition& command,
                                                   const record::Moment& moment);
[[nodiscard]] Result<record::Drafts> answer_check(const Setting& setting, const AnswerCheck& command);

/// Lets an edition out. Refuses the drafter (SR-4), an open finding, a target that nobody decided to warn (AS-1), and
/// an edition that was let out before.
[[nodiscard]] Result<record::Drafts> release(const Setting& setting, const Let& command, const record::Moment& moment);

/// Records that the warning was looked at and stands as it is (FT-1). Refuses one that does not stand.
[[nodiscard]] Result<record::Drafts> look_again(const Setting& setting, const LookAgain& command);

/// Names how the window ends: lapsed or replaced; the other ends are editions that go out. Before the window's end a
/// lapse may be accepted only within the time in which the hub asks for it, `ask_before`.
[[nodiscard]] Result<record::Drafts> name_disposition(const Setting& setting, const NameDisposition& command,
                                                      Duration ask_before, const record::Moment& moment);

/// What the hub itself does when a window ends and no edition has moved it (FT-2). Requires: the warning is active and
/// its window is over at moment.now.
[[nodiscard]] Result<record::Drafts> end_window(const Setting& setting, const WarningId& id);

/// Whether the threat to any target of the warning is open.
[[nodiscard]] bool is_threat_open(const Setting& setting, const Warning& warning);

/// Refuses while a warning of the case stands: its closing message comes first (FT-7).
[[nodiscard]] Result<void> may_close(const State& warnings, const CaseId& case_id);

}  // namespace heed::warning
