#pragma once
// A place at which a thread of the hub waits until the simulation lets it pass: so the simulation decides when
// something is written, and where a crash falls.

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>

#include "adapters/store/memory/store.h"

namespace heed::sim {

enum class Verdict {
  written,
  lost,  ///< it failed, or the machine stopped before the bytes were on the disk
};

/// Who may call: `pass` is for a thread of the hub, everything else for the thread that directs.
class Gate {
 public:
  /// `arrived` is called, on the thread that waits, each time that one has come to the gate.
  explicit Gate(std::function<void()> arrived = {}) : arrived_(std::move(arrived)) {}

  Verdict pass() {
    std::unique_lock lock(mutex_);
    if (is_shut_) return Verdict::lost;
    is_waiting_ = true;
    changed_.notify_all();
    if (arrived_) arrived_();
    changed_.wait(lock, [&] { return verdict_ || is_shut_; });
    is_waiting_ = false;
    return std::exchange(verdict_, std::nullopt).value_or(Verdict::lost);
  }
  /// Decides for the one that waits; false when nobody came within `patience`.
  [[nodiscard]] bool let(Verdict verdict, std::chrono::seconds patience = std::chrono::seconds(20)) {
    std::unique_lock lock(mutex_);
    if (!changed_.wait_for(lock, patience, [&] { return is_waiting_ && !verdict_; })) return false;
    verdict_ = verdict;
    changed_.notify_all();
    return true;
  }
  [[nodiscard]] bool is_waiting() {
    const std::scoped_lock lock(mutex_);
    return is_waiting_ && !verdict_;
  }
  /// From now on nothing is written: the thread behind the gate can end.
  void shut() {
    const std::scoped_lock lock(mutex_);
    is_shut_ = true;
    changed_.notify_all();
  }
  /// Requires: the thread behind the gate has ended.
  void open() {
    const std::scoped_lock lock(mutex_);
    is_shut_ = is_waiting_ = false;
    verdict_.reset();
  }

 private:
  std::function<void()> arrived_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_waiting_ = false;
  bool is_shut_ = false;
  std::optional<Verdict> verdict_;
};

/// A store whose entries wait at a gate.
class GatedStore final : public testing::StoreInFront {
 public:
  GatedStore(memory::MemoryStore& inner, Gate& gate) : StoreInFront(inner), gate_(gate) {}

  Result<void> append(const std::vector<ports::StoredEntry>& entries) override {
    if (gate_.pass() == Verdict::lost) return fail(Code::unavailable, "the machine stopped");
    return StoreInFront::append(entries);
  }

 private:
  Gate& gate_;
};

}  // namespace heed::sim
