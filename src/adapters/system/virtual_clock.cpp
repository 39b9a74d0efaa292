#include "adapters/system/virtual_clock.h"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "core/assert.h"
#include "core/text.h"

namespace heed::system {

/// A timer that never ends by itself; cancelling it lets the coroutine go. Why a destructor: a coroutine that is
/// dropped while it waits must not leave its address behind.
struct VirtualClock::Wait {
  Wait(VirtualClock& waited_on, Instant until, const boost::asio::any_io_executor& executor)
      : clock(waited_on), due(until), timer(executor, boost::asio::steady_timer::time_point::max()) {
    clock.wait_ = this;
  }
  ~Wait() { clock.wait_ = nullptr; }
  Wait(const Wait&) = delete;
  Wait& operator=(const Wait&) = delete;

  VirtualClock& clock;
  Instant due;
  boost::asio::steady_timer timer;
};

boost::asio::awaitable<void> VirtualClock::wait_until(Instant due) {
  HEED_ASSERT(wait_ == nullptr, "one task waits on a clock at a time");
  if (!is_woken_ && now_ < due) {
    const auto executor = co_await boost::asio::this_coro::executor;
    Wait wait(*this, due, executor);
    boost::system::error_code interruption;
    co_await wait.timer.async_wait(boost::asio::redirect_error(boost::asio::use_awaitable, interruption));
  }
  is_woken_ = false;
}

void VirtualClock::wake() {
  is_woken_ = true;
  if (wait_ != nullptr) wait_->timer.cancel();
}

void VirtualClock::set(Instant now) {
  HEED_ASSERT(now >= now_, "time goes forward, from ", to_text(now_), " not to ", to_text(now));
  now_ = now;
  if (wait_ != nullptr && wait_->due <= now_) wait_->timer.cancel();
}

std::optional<Instant> VirtualClock::waiting_for() const {
  if (wait_ == nullptr) return std::nullopt;
  return wait_->due;
}

}  // namespace heed::system
