#pragma once
// Carrying deliveries one step further: begun together, each on the wire by itself, reported on together.
//
// An attempt is durable before the wire is touched, and reported on when the channel has answered. A crash in between
// leaves attempts without a report; `recover_deliveries` says of them that their outcome is unknown, and the next
// attempt carries the same key. Guarantees: the receiver sees the same key for every attempt at one contact.

#include "operations/desk/desk.h"

namespace heed::operations {

/// Begins an attempt for each that is due: returns those whose attempts are durable now, and must be carried. What is
/// not due any more is left alone; what goes to somebody who is registered no longer is stopped.
/// Requires: all are of one warning.
boost::asio::awaitable<Result<std::vector<delivery::Attempted>>> begin_attempts(desk::Desk& desk,
                                                                                std::vector<DeliveryId> due);

/// On the wire: what the channel says of an attempt. Requires: it was begun, and is durable.
boost::asio::awaitable<delivery::Report> carry(desk::Desk& desk, delivery::Attempted begun);

/// Writes down what the channels said, and what follows from it: all of it, or nothing. Requires: all are of one
/// warning.
boost::asio::awaitable<Result<void>> report_attempts(desk::Desk& desk, std::vector<delivery::Report> reports);

/// Acknowledgements are overdue: of each the next contact, or nobody left. What is not overdue any more is left alone;
/// refused when nothing is. Requires: all are of one warning.
boost::asio::awaitable<Result<void>> escalate(desk::Desk& desk, std::vector<DeliveryId> overdue);

/// After a start: reports every attempt that was on the wire when the hub stopped as unknown, and so due again.
boost::asio::awaitable<Result<void>> recover_deliveries(desk::Desk& desk);

/// What a channel carries for a delivery. Requires: the delivery stands in the state.
[[nodiscard]] ports::Message message_of(const desk::Desk& desk, const delivery::Delivery& delivery,
                                        std::uint64_t contact);

}  // namespace heed::operations
