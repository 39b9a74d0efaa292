#pragma once
// The loop that starts what is due: deliveries, escalations, clocks, the public pages. Effects start from committed
// entries only, and come back as entries.

#include <functional>
#include <set>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "app/publisher.h"
#include "operations/desk/desk.h"

namespace heed::app {

/// How often the clocks may be looked at: each look goes over every open case, so a busy hub looks at intervals. A
/// drill looks every time.
struct Pace {
  Duration between_looks{0};
};

class Conductor {
 public:
  Conductor(boost::asio::io_context& context, desk::Desk& desk, Publisher& publisher, Pace pace);

  /// Begins the loop. Requires: the desk's journal has resumed.
  void start();
  /// Something changed: look again.
  void nudge() { desk_.clock.wake(); }
  /// Returns when nothing that can be done is due at the clock's present time and nothing is on the wire.
  boost::asio::awaitable<void> settle();
  /// When something is due next; nothing when nothing is.
  [[nodiscard]] std::optional<Instant> next_due() const { return next_due_; }
  /// Lets what is on the wire finish, then ends the loop.
  boost::asio::awaitable<void> stop();

 private:
  boost::asio::awaitable<void> run();
  /// Asked to stop, or the store is gone: nothing new begins.
  [[nodiscard]] bool is_ending() const;
  boost::asio::awaitable<void> turn();
  boost::asio::awaitable<void> look_at_clocks();
  boost::asio::awaitable<void> begin_deliveries();
  boost::asio::awaitable<void> carry(delivery::Attempted begun);
  /// Writes down together what the channels have said since the last turn.
  boost::asio::awaitable<void> take_reports();

  boost::asio::io_context& context_;
  desk::Desk& desk_;
  Publisher& publisher_;
  Pace pace_;
  std::set<DeliveryId> on_the_wire_;       ///< begun, and not yet reported on
  std::vector<delivery::Report> reports_;  ///< what was said and is not yet written down
  std::optional<Instant> next_due_;
  std::optional<Instant> clocks_due_;
  std::uint64_t clocks_seen_ = 0;  ///< size of the state when the clocks were last looked at
  Instant looked_at_{};
  Duration looks_apart_{0};              ///< at least, for the last one took long
  delivery::Agenda::value_type seen_{};  ///< of the agenda, what was looked at last
  bool is_stopping_ = false;
  bool is_running_ = false;
  std::vector<std::move_only_function<void()>> settled_;
  std::vector<std::move_only_function<void()>> ended_;
};

}  // namespace heed::app
