#pragma once
// The register of recipients, and who was chosen for each edition.

#include <map>

#include "flow/audience/ground.h"
#include "flow/audience/registry.h"

namespace heed::audience {

struct Choice {
  Resolved resolved;  ///< with those who arrived since
  record::Ref entry;
  HEED_FIELDS(Choice, resolved, entry)
};

struct Excuse {
  RoleExcused excused;
  std::string by;
  record::Ref entry;
  HEED_FIELDS(Excuse, excused, by, entry)
};

struct State {
  Registry recipients;
  std::map<WarningId, std::vector<Choice>> choices;  ///< in the order of the editions that went out
  std::map<WarningId, std::vector<Excuse>> excuses;
  Ground ground;  ///< derived from `recipients`; see build_ground
  HEED_FIELDS(State, recipients, choices, excuses)
};

[[nodiscard]] Result<void> apply(State& state, const record::Entry& entry);

/// Makes what is derived. Whoever has unpacked a state calls it before asking anything.
void build_ground(State& state);
/// The same from what was saved of it (Ground::over), where that is of this very registry, in a tenth of the time or
/// less. On an error nothing is made.
[[nodiscard]] Result<void> load_ground(State& state, std::span<std::byte> saved);

/// Errors: not_found, also when it was retired.
[[nodiscard]] Result<Recipient> find(const State& state, const RecipientId& id);

}  // namespace heed::audience
