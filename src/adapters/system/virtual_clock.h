#pragma once
// A clock that moves only when it is set: for drills, the simulation and tests.

#include <optional>

#include "ports/clock.h"

namespace heed::system {

/// Who may call: `set`, `wake` and `waiting_for` are for the one who directs the drill; everything, the waiting task
/// too, runs on the thread of one io_context. Lifetime: outlives every task that waits on it.
///
/// A task that is let go goes on when the io_context next runs, not inside `set`. A wake that comes while nobody waits
/// ends the next wait at once.
class VirtualClock final : public ports::Clock {
 public:
  explicit VirtualClock(Instant start) : now_(start) {}

  [[nodiscard]] Instant now() const override { return now_; }
  boost::asio::awaitable<void> wait_until(Instant due) override;
  void wake() override;

  /// Moves the time forward, and lets the waiting task go if it is due. Requires: `now` is not before now().
  void set(Instant now);
  /// What the waiting task waits for, so that a drill can jump there; nothing when nobody waits.
  [[nodiscard]] std::optional<Instant> waiting_for() const;

 private:
  struct Wait;
  Instant now_;
  Wait* wait_ = nullptr;  ///< lives in the waiting coroutine
  bool is_woken_ = false;
};

}  // namespace heed::system
