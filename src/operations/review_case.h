#pragma once
// Who knew what when, from the record.

#include "flow/review/after_action.h"
#include "operations/desk/desk.h"

namespace heed::operations {

/// The after-action view of a case, as it is now, or as it was known at `as_of`: then the record is folded anew up to
/// that time, so that nothing learnt later shows (RA-12).
boost::asio::awaitable<Result<review::AfterAction>> review_case(desk::Desk& desk, CaseId case_id,
                                                                std::optional<Instant> as_of);

/// The story of a case: its entries as sentences, in order.
boost::asio::awaitable<Result<std::vector<review::Moment>>> tell_case(desk::Desk& desk, CaseId case_id);

}  // namespace heed::operations
