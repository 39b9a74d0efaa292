#pragma once
// Looking at every clock: raising what is overdue, ending the windows that end now.

#include "operations/desk/desk.h"

namespace heed::operations {

/// Does everything that is due now. Guarantees: a window that ends is told to its recipients in the same commit (FT-2),
/// and an alarm is raised once for each deadline. Returns when something is due next, or nothing when nothing is.
boost::asio::awaitable<Result<std::optional<Instant>>> watch_clocks(desk::Desk& desk);

}  // namespace heed::operations
