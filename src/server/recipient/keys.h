#pragma once
// What a recipient's own system does through the link that was sent: register a key, hand in a signed answer.

#include <boost/asio/awaitable.hpp>

#include "operations/commands/command.h"
#include "server/http/request.h"
#include "server/http/response.h"

namespace heed::recipient {

/// Whoever holds the link speaks for the recipient, with that weaker evidence.
[[nodiscard]] commands::Caller caller_of(const delivery::Delivery& delivery);

/// POST {"public_key", "who"} as JSON.
boost::asio::awaitable<http::Response> register_key(desk::Desk& desk, http::Request request);
/// POST {"statement"} as JSON.
boost::asio::awaitable<http::Response> acknowledge_signed(desk::Desk& desk, http::Request request);

}  // namespace heed::recipient
