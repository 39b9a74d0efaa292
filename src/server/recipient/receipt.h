#pragma once
// The receipt of one delivery, as a page: for its recipient, and for the office.

#include <boost/asio/awaitable.hpp>

#include "operations/audit/receipt.h"
#include "server/http/response.h"
#include "server/recipient/shown.h"

namespace heed::recipient {

/// What a receipt needs besides the delivery.
struct Asked {
  DeliveryId delivery;
  std::string proofs{};  ///< below which the recipient's proof files are; empty: none are offered
};

/// Guarantees: what it shows is durable, and is what this recipient was given: its own text, its own answer, its place
/// in the log. Requires: `assurance` outlives the run.
boost::asio::awaitable<Result<http::Response>> receipt_page(desk::Desk& desk, const audit::Assurance& assurance,
                                                            Asked asked);

/// The delivery that an entry planned, or whose acknowledgement it is. Of an entry about many, `named` says which.
/// Errors: not_found; invalid for an entry of another kind, or about many where none is named.
boost::asio::awaitable<Result<DeliveryId>> delivery_in(desk::Desk& desk, std::uint64_t index, std::string named);

}  // namespace heed::recipient
