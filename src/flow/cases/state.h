#pragma once
// The threats that are tracked: the fold of their entries.

#include <map>

#include "flow/cases/entries.h"
#include "flow/report/entries.h"

namespace heed::cases {

struct Target {
  TargetAdded added;
  Threat threat = Threat::open;
  std::optional<std::string> reason;  ///< why the threat to it ended, or was reopened
  record::Ref since;                  ///< the entry that put it where it stands
  record::Ref entry;
  HEED_FIELDS(Target, added, threat, reason, since, entry)
};

struct Facet {
  FacetAdded added;
  record::Ref entry;
  HEED_FIELDS(Facet, added, entry)
};

struct Claim {
  ClaimRecorded recorded;
  record::Ref entry;
  HEED_FIELDS(Claim, recorded, entry)
};

struct Case {
  Opened opened;
  std::string owner;
  std::map<TargetId, Target> targets;
  std::map<FacetId, Facet> facets;
  std::vector<ReportId> reports;  ///< in the order in which they were joined
  std::vector<Instant> joined;    ///< when each of `reports` was joined
  std::vector<Claim> claims;
  std::optional<std::string> closed;  ///< the reason
  std::optional<Instant> closed_at;
  record::Ref entry;
  HEED_FIELDS(Case, opened, owner, targets, facets, reports, joined, claims, closed, closed_at, entry)
};

struct State {
  std::map<CaseId, Case> cases;
  HEED_FIELDS(State, cases)
};

[[nodiscard]] Result<void> apply(State& state, const record::Entry& entry);

/// The case, or not_found.
[[nodiscard]] Result<const Case*> find(const State& state, const CaseId& id);
[[nodiscard]] Result<const Target*> find(const Case& in, const TargetId& id);
/// The case, when it is still open: nothing is added to a closed one.
[[nodiscard]] Result<const Case*> find_open(const State& state, const CaseId& id);

}  // namespace heed::cases
