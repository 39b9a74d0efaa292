#pragma once
// One delivery carried one step further: begun, on the wire, reported on.

#include "operations/deliver.h"

namespace heed::testing {

/// Refused when no attempt is due.
inline boost::asio::awaitable<Result<void>> deliver(desk::Desk& desk, DeliveryId id) {
  CO_TRY(const auto begun, co_await operations::begin_attempts(desk, {id}));
  if (begun.empty() && audience::find(desk.state.recipients, desk.state.deliveries.deliveries.at(id).planned.recipient))
    co_return fail(Code::refused, "no attempt is due", "delivery");
  for (const auto& attempted : begun) {
    auto report = co_await operations::carry(desk, attempted);
    CO_TRY(co_await operations::report_attempts(desk, {std::move(report)}));
  }
  co_return Result<void>{};
}

}  // namespace heed::testing
