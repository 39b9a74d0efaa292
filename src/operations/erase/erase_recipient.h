#pragma once
// A recipient is forgotten: its personal data and salts are taken out of the record, and that this was done is logged.

#include "flow/state.h"
#include "operations/erase/forget.h"

namespace heed::erase {

struct Asked {
  RecipientId recipient;
  std::string reason;
  Instant now;
};

/// Refuses while the recipient is registered (retire it first), while something is still to be told to it, and while a
/// case in which it was told is open, or kept for as long as its regime says (`keep`).
[[nodiscard]] Result<void> check(const flow::State& state, const decision::Regimes& regimes, const Asked& asked);

/// Every entry that has to be rewritten. Blocking; reads only.
[[nodiscard]] Result<std::vector<ports::StoredEntry>> rewritten(ports::Store& store, const Forgotten& forgotten);

}  // namespace heed::erase
