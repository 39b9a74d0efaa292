#include "adapters/system/wall_clock.h"

#include <algorithm>
#include <chrono>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "core/assert.h"

namespace heed::system {

namespace {

// Why not sleep in one go: the timer counts on a clock that nobody sets. After a correction of the wall clock, or a
// suspended machine, `due` is nearer or further than it was; looking again each second keeps a deadline late by one
// second at most.
constexpr Duration longest_nap = std::chrono::seconds(1);

}  // namespace

struct WallClock::Alarm {
  explicit Alarm(boost::asio::any_io_executor executor) : timer(std::move(executor)) {}
  boost::asio::steady_timer timer;
  bool is_waiting = false;
  bool is_woken = false;
};

WallClock::WallClock(boost::asio::any_io_executor executor) : alarm_(std::make_unique<Alarm>(std::move(executor))) {}
WallClock::~WallClock() = default;

Instant WallClock::now() const {
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::floor<Duration>(since_epoch).count()};
}

boost::asio::awaitable<void> WallClock::wait_until(Instant due) {
  HEED_ASSERT(!alarm_->is_waiting, "one task waits on a clock at a time");
  alarm_->is_waiting = true;
  boost::system::error_code interruption;
  while (!alarm_->is_woken && !interruption && now() < due) {
    alarm_->timer.expires_after(std::min(due - now(), longest_nap));
    // An interruption is a wake, or the end of the task that waits; either ends the wait.
    co_await alarm_->timer.async_wait(boost::asio::redirect_error(boost::asio::use_awaitable, interruption));
  }
  alarm_->is_woken = false;
  alarm_->is_waiting = false;
}

void WallClock::wake() {
  alarm_->is_woken = true;
  alarm_->timer.cancel();
}

}  // namespace heed::system
