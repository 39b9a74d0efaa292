#pragma once
// The clock on the wall: UTC as the machine knows it.

#include <memory>

#include <boost/asio/any_io_executor.hpp>

#include "ports/clock.h"

namespace heed::system {

/// Who may call: only the thread that runs `executor`. Lifetime: outlives every task that waits on it.
///
/// A wake that comes while nobody waits ends the next wait at once, so none is lost between looking what is due and
/// waiting. The clock may be set while somebody waits; the wait notices within a second.
class WallClock final : public ports::Clock {
 public:
  explicit WallClock(boost::asio::any_io_executor executor);
  ~WallClock() override;

  [[nodiscard]] Instant now() const override;
  boost::asio::awaitable<void> wait_until(Instant due) override;
  void wake() override;

 private:
  struct Alarm;
  std::unique_ptr<Alarm> alarm_;
};

}  // namespace heed::system
