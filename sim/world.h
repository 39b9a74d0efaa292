#pragma once
// One simulated hub: its disk and its site survive, everything else is dropped at a crash.

#include <memory>

#include "app/testing/office.h"
#include "flow/record/testing/dice.h"
#include "sim/chance.h"
#include "sim/gate.h"

namespace heed::sim {

/// Where a crash falls: at the n-th write from now. Nothing: no crash.
using CrashAt = std::optional<std::uint64_t>;

/// What came over the wire, over all lives of the hub.
struct Carried {
  std::string address;
  std::string text;
  std::uint64_t count = 0;
};

class World {
 public:
  explicit World(std::uint64_t seed);

  /// The present hub.
  [[nodiscard]] testing::Office& office() { return *office_; }
  [[nodiscard]] const flow::State& state() { return office_->state(); }
  [[nodiscard]] Instant now() const { return now_; }
  [[nodiscard]] memory::MemoryStore& disk() { return disk_; }
  [[nodiscard]] const std::map<std::string, Carried>& carried() const { return carried_; }

  /// Runs the hub until `promised` is kept; false when it crashed before.
  template <class T>
  bool run(const testing::Promised<T>& promised, CrashAt& crash_at) {
    return run_until([&] { return promised->has_value(); }, crash_at);
  }
  /// Lets the hub do everything that is due now.
  bool settle(CrashAt& crash_at);
  /// Moves the time on, and stops at everything that falls due on the way.
  bool advance(Instant to, CrashAt& crash_at);
  /// Ends the hub in order, with a checkpoint and a snapshot, and starts another one.
  void restart();
  /// Starts a hub on what the disk holds. Requires: the one before is gone.
  void open();

 private:
  bool run_until(const std::function<bool()>& is_done, CrashAt& crash_at);
  /// A write is decided: true unless it was the hub's last.
  bool decide_write(CrashAt& crash_at);
  void crash(Verdict last_write);
  void set_time(Instant now);
  std::optional<ports::Attempted> carry(const ports::Message& message);

  std::uint64_t seed_;
  testing::Dice dice_;  ///< for the world's own chances: what channels say, how a crash falls
  Instant now_ = testing::at("2024-03-06T12:00:00Z");
  memory::MemoryStore disk_;
  GatedStore store_{disk_};
  testing::MemoryFeed site_;
  Chance chance_;
  std::map<std::string, Carried> carried_;  ///< by the message's key
  std::unique_ptr<testing::Office> office_;
};

}  // namespace heed::sim
