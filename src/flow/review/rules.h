#pragma once
// From the record of a case to its after-action view.

#include "flow/review/after_action.h"

namespace heed::review {

/// What is reviewed: the state that was folded up to a time, and the entries that it was folded from (RA-12: what was
/// known then, not what is known now).
struct Material {
  const watch::Situation& situation;
  const std::vector<record::Entry>& entries;  ///< at least those of the case, in any order
  std::uint64_t size;                         ///< of the whole record at that time
  Instant as_of;
};

/// Guarantees: nothing in the result comes from elsewhere than the entries.
[[nodiscard]] Result<AfterAction> after_action(const Material& material, const CaseId& case_id);

}  // namespace heed::review
