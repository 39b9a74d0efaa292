#pragma once
// The register of recipients, and who was chosen for each edition.

#include <map>

#include "flow/audience/ground.h"
#include "flow/audience/registry.h"

namespace heed::audience {

struct Choice {
  Resolved resolved;  ///< whole, with those who arrived since
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

/// Makes what is derived. Whoever has unpacked a state calls it before asking anything. Requires: the register is there
/// and not promised.
void build_ground(State& state);

/// The audience as flat bytes: first state.ground.save(), of the same instant, then this, which any thread may do with
/// a copy of the register.
[[nodiscard]] Result<void> save_register(const Registry& registry, columns::Writer& out);
/// The ground, and a register that was promised, from such bytes, in a tenth of the time of making them anew or less.
/// Requires: `saved` begin at a multiple of columns::page_bytes, may be written to, and outlive the state and its
/// copies. Errors, on which nothing is made: corrupt or unsupported as columns::open; conflict, when they are of
/// another register.
[[nodiscard]] Result<void> load(State& state, std::span<std::byte> saved);

/// Errors: not_found, also when it was retired.
[[nodiscard]] Result<Recipient> find(const State& state, const RecipientId& id);

}  // namespace heed::audience
