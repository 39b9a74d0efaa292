#pragma once
// How a stage's state takes in entries.

#include "flow/record/batch.h"

namespace heed::record {

/// Hands each fact in `entry` to `take` when it is one of `Facts`; other entries are none of this stage's business.
/// Fails only on an entry whose bytes no hub wrote.
template <class... Facts, class Take>
Result<void> fold(const Entry& entry, Take&& take) {
  Result<void> outcome;
  const auto offer = [&]<class Fact>(const Fact*) {
    if (!is<Fact>(entry)) return false;
    auto read = facts<Fact>(entry);
    if (read) {
      for (const auto& fact : *read) take(fact);
    } else {
      outcome = fail(std::move(read).error());
    }
    return true;
  };
  (offer(static_cast<const Facts*>(nullptr)) || ...);
  return outcome;
}

}  // namespace heed::record
