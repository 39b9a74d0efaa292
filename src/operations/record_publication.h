#pragma once
// Writing down that a public edition can be seen.

#include "operations/desk/desk.h"

namespace heed::operations {

/// The edition stands on the public page, in the feed and as CAP.
boost::asio::awaitable<Result<void>> record_publication(desk::Desk& desk, delivery::Published published);

}  // namespace heed::operations
