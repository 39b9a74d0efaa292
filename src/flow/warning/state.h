#pragma once
// The warnings: the fold of their entries.

#include <map>

#include "flow/warning/entries.h"
#include "flow/warning/life.h"

namespace heed::warning {

struct Answer {
  std::string by;
  std::string answer;
  record::Ref entry;
  HEED_FIELDS(Answer, by, answer, entry)
};

struct Release {
  std::string by;
  record::Ref entry;
  HEED_FIELDS(Release, by, entry)
};

struct Edition {
  Drafted drafted;
  std::string drafted_by;
  std::map<std::string, Answer> answers;  ///< by the check's name
  std::optional<Release> release;
  record::Ref entry;
  HEED_FIELDS(Edition, drafted, drafted_by, answers, release, entry)
};

struct Ending {
  Disposition disposition = Disposition::lapsed;
  std::string reason;
  std::string by;
  std::optional<WarningId> replaced_by;
  record::Ref entry;
  HEED_FIELDS(Ending, disposition, reason, by, replaced_by, entry)
};

struct Warning {
  WarningId id;
  CaseId case_id;
  Standing standing = Standing::drafted;
  std::vector<Edition> editions;        ///< editions[i] is number i + 1
  Interval valid;                       ///< of the newest released edition that has a window of its own
  std::optional<Ending> planned;        ///< a lapse accepted before the window's end
  std::vector<Ending> history;          ///< every disposition, in order: extensions too
  std::optional<record::Ref> reviewed;  ///< when it was last looked at and left as it was
  std::vector<record::Ref> lapses;      ///< each time a window ended with nobody having named a disposition
  HEED_FIELDS(Warning, id, case_id, standing, editions, valid, planned, history, reviewed, lapses)
};

struct State {
  std::map<WarningId, Warning> warnings;
  HEED_FIELDS(State, warnings)
};

[[nodiscard]] Result<void> apply(State& state, const record::Entry& entry);

[[nodiscard]] Result<const Warning*> find(const State& state, const WarningId& id);
[[nodiscard]] Result<const Edition*> find(const Warning& warning, std::uint64_t edition);

/// The newest edition that went out, or nothing.
[[nodiscard]] const Edition* newest_released(const Warning& warning);
/// Whether people are still to act on it: active, or past its window with nothing said.
[[nodiscard]] bool stands(const Warning& warning);

}  // namespace heed::warning
