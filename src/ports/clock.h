#pragma once
// The door to time. The hub runs on the wall clock, a drill on a virtual one; nothing else differs.

#include <boost/asio/awaitable.hpp>

#include "core/instant.h"

namespace heed::ports {

class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual Instant now() const = 0;
  /// Returns at `due`, or earlier when `wake` is called. Only one task waits on a clock at a time.
  virtual boost::asio::awaitable<void> wait_until(Instant due) = 0;
  /// Ends the present wait: something may be due sooner than was thought.
  virtual void wake() = 0;
};

}  // namespace heed::ports
