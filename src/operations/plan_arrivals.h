#pragma once
// Who comes to be covered while a warning is in force is told as well (PU-3).

#include "operations/desk/desk.h"

namespace heed::operations {

/// What follows from registering `recipient` as it is given, beside its registration: for every warning in force that
/// covers it and did not tell it yet, that it arrived, and the delivery.
///
/// Why nobody falls between: one thread decides. A registration that is folded before a release is found by the
/// release; one that comes after is held against what the release put in force. The drafts stand in the same commit.
[[nodiscard]] Result<record::Drafts> plan_arrivals(const desk::Desk& desk, const audience::Recipient& recipient,
                                                   Instant now);

}  // namespace heed::operations
