#pragma once
// The wall clock, or the wall clock moved to another time: after a drill people look at the hub as it stood then.

#include "adapters/system/wall_clock.h"

namespace heed::app {

class ShiftedClock final : public ports::Clock {
 public:
  /// Shows `begin` now and goes on at the usual pace; without it, the present time.
  ShiftedClock(boost::asio::any_io_executor executor, std::optional<Instant> begin)
      : wall_(std::move(executor)), shift_(begin ? *begin - wall_.now() : Duration{0}) {}

  [[nodiscard]] Instant now() const override { return wall_.now() + shift_; }
  boost::asio::awaitable<void> wait_until(Instant due) override { return wall_.wait_until(due - shift_); }
  void wake() override { wall_.wake(); }

 private:
  system::WallClock wall_;
  Duration shift_;
};

}  // namespace heed::app
