#pragma once
// What is decided for each target of each case: the fold of their entries.

#include <map>

#include "flow/decision/entries.h"

namespace heed::decision {

/// `due` until something is decided, and again when a waiver or a delay runs out, or new reports come in.
enum class Standing { due, warn, waived, delayed, below_threshold };
constexpr auto words(Standing) {
  return core::word_table<Standing>({{Standing::due, "due"},
                                     {Standing::warn, "warn"},
                                     {Standing::waived, "waived"},
                                     {Standing::delayed, "delayed"},
                                     {Standing::below_threshold, "below_threshold"}});
}

/// One decision as it was made, for the history.
struct Made {
  Standing standing = Standing::due;
  std::string by;
  std::string reason;
  std::optional<std::string> ground;
  std::optional<Instant> again_at;  ///< when it is due again
  record::Ref entry;
  HEED_FIELDS(Made, standing, by, reason, ground, again_at, entry)
};

struct Decision {
  std::optional<Assessed> assessed;
  std::optional<std::string> assessed_by;
  std::optional<WaiverProposed> proposed;
  std::optional<std::string> proposed_by;
  std::vector<Made> made;  ///< in order; the last one stands
  HEED_FIELDS(Decision, assessed, assessed_by, proposed, proposed_by, made)
};

struct State {
  std::map<CaseId, std::map<TargetId, Decision>> by_target;
  HEED_FIELDS(State, by_target)
};

[[nodiscard]] Result<void> apply(State& state, const record::Entry& entry);

/// The decision on a target; an empty one when nothing was decided.
[[nodiscard]] const Decision& find(const State& state, const CaseId& case_id, const TargetId& target);

}  // namespace heed::decision
