#pragma once
// One simulated hub: its disk and its site survive, everything else is dropped at a crash.

#include <memory>

#include "app/testing/office.h"
#include "flow/record/testing/dice.h"
#include "sim/gate.h"
#include "sim/wire.h"

namespace heed::sim {

/// Where a crash falls: at the n-th write from now, of entries or of a file. Nothing: no crash.
using CrashAt = std::optional<std::uint64_t>;

/// What the outside does while the hub runs.
enum class Outside {
  answers,  ///< files are written, and whoever was written to answers
  waits,    ///< nobody answers, and the first file that is to be written waits
};

/// What came over the wire, over all lives of the hub.
struct Carried {
  std::string address;
  std::string text;
  std::uint64_t count = 0;
};

class World {
 public:
  explicit World(std::uint64_t seed);
  ~World() { drop(); }
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  /// The present hub.
  [[nodiscard]] testing::Office& office() { return *office_; }
  [[nodiscard]] const flow::State& state() { return office_->state(); }
  [[nodiscard]] Instant now() const { return now_; }
  [[nodiscard]] memory::MemoryStore& disk() { return disk_; }
  [[nodiscard]] const testing::MemoryFeed& site() const { return site_; }
  [[nodiscard]] const std::map<std::string, Carried>& carried() const { return carried_; }
  /// Whether everything that the state holds is on the disk.
  [[nodiscard]] bool is_durable() { return state().size == office_->hub.journal().durable_size(); }
  /// Whether somebody outside has been asked for something and has not answered yet.
  [[nodiscard]] bool is_kept_waiting() { return wire_->waiting() > 0 || files_.is_waiting(); }

  /// Runs the hub until nothing more happens by itself; false when it crashed before. A hub that never comes to rest
  /// fails the test.
  [[nodiscard]] bool rest(Outside outside, CrashAt& crash_at);
  /// Lets the hub do everything that is due now.
  [[nodiscard]] bool settle(CrashAt& crash_at);
  /// Moves the time on, and stops at everything that falls due on the way.
  [[nodiscard]] bool advance(Instant to, CrashAt& crash_at);
  /// Ends the hub in order, with a checkpoint and a snapshot, and starts another one.
  void restart();
  /// Starts a hub on what the disk holds. Requires: the one before is gone.
  void open();

  /// Called after each write of entries.
  std::function<void()> on_written = [] {};
  /// From now on no file fails to be written.
  void mend_site() { is_site_sound_ = true; }

 private:
  enum class Ended { done, at_rest, crashed };
  template <class T>
  void finish(const testing::Promised<T>& promised);
  Ended run(const std::function<bool()>& is_done, Outside outside, CrashAt& crash_at);
  /// One thing that only the outside can decide, or nothing when there is none.
  std::optional<Ended> step(Outside outside, CrashAt& crash_at);
  void decide_write();
  void decide_file();
  bool is_crash_due(CrashAt& crash_at);
  void crash(Gate& at);
  void drop();
  void set_time(Instant now);
  void wait_for_a_thread();
  void wait_for_the_sealed();
  void note_sent(const ports::Message& message);
  ports::Attempted say();

  testing::Dice dice_;           ///< for the world's own chances: what channels say, how a crash falls
  system::SeededRandom chance_;  ///< the hub's
  Instant now_ = testing::at("2024-03-06T12:00:00Z");
  memory::MemoryStore disk_;
  boost::asio::io_context* context_ = nullptr;  ///< of the present hub
  Gate writes_;
  Gate files_{[this] { boost::asio::post(*context_, [] {}); }};
  GatedStore store_{disk_, writes_};
  testing::MemoryFeed site_;
  bool is_site_sound_ = false;
  std::map<std::string, Carried> carried_;          ///< by the message's key
  std::chrono::steady_clock::time_point moved_at_;  ///< in real time: when a simulated thing last happened
  std::unique_ptr<Wire> wire_;
  std::unique_ptr<testing::Office> office_;
};

}  // namespace heed::sim
