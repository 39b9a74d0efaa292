#pragma once
// What is due, overdue, or about to lapse: clocks as data. deadlines() is a pure function of the state, so a drill on a
// virtual clock sees exactly what the hub sees.

#include "flow/audience/rules.h"
#include "flow/response/rules.h"
#include "flow/watch/state.h"

namespace heed::watch {

/// Everything the stages before this one know.
struct Situation {
  const report::State& reports;
  const cases::State& cases;
  const decision::State& decisions;
  const warning::State& warnings;
  const audience::State& recipients;
  const delivery::State& deliveries;
  const response::State& responses;
  const decision::Regimes& regimes;
};

struct Deadline {
  std::string name;  ///< the same thing due anew, at another time, has another name
  Due what = Due::decide;
  Instant due;
  std::string owner;  ///< who is to act; "duty analyst" where nobody owns it yet
  std::string text;   ///< what is to be done, for people
  std::optional<CaseId> case_id;
  std::optional<WarningId> warning;
  std::optional<TargetId> target;
  std::optional<RecipientId> recipient;
  HEED_FIELDS(Deadline, name, what, due, owner, text, case_id, warning, target, recipient)
};

/// Reports that wait longest are listed up to this number; the others stand behind them.
inline constexpr std::size_t listed_reports = 200;

/// Everything that is due at some time, earliest first.
[[nodiscard]] std::vector<Deadline> deadlines(const Situation& situation, Instant now);

/// The alarms to raise at `now`: deadlines that have passed and were not raised before. `end_window` is not among them:
/// it is not raised, it is done. Where more than record::batch_facts recipients of a case are silent, their alarms
/// stand in batches behind the others.
[[nodiscard]] record::Drafts raise(const State& state, const std::vector<Deadline>& deadlines, Instant now);

/// The regime of a case, or the strictest span where a case's regime is no longer shipped.
[[nodiscard]] const decision::Regime& regime_of(const decision::Regimes& regimes, const cases::Case& of);

}  // namespace heed::watch
