#pragma once
// Carrying one delivery one step further.

#include "operations/desk/desk.h"

namespace heed::operations {

/// One attempt at the present contact: durable before the wire is touched, reported when the channel has answered. A
/// crash in between leaves an attempt without a report; `recover` says of it that its outcome is unknown, and the next
/// attempt carries the same key.
///
/// Guarantees: the receiver sees the same key for every attempt at one contact.
boost::asio::awaitable<Result<void>> deliver(desk::Desk& desk, DeliveryId id);

/// The acknowledgement is overdue: the next contact, or nobody left.
boost::asio::awaitable<Result<void>> escalate(desk::Desk& desk, DeliveryId id);

/// After a start: reports every attempt that was on the wire when the hub stopped as unknown, and so due again.
boost::asio::awaitable<Result<void>> recover_deliveries(desk::Desk& desk);

/// What a channel carries for a delivery. Requires: the delivery stands in the state.
[[nodiscard]] ports::Message message_of(const desk::Desk& desk, const delivery::Delivery& delivery,
                                        std::uint64_t contact);

}  // namespace heed::operations
