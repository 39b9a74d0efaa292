#pragma once
// A store whose writes wait for the simulation, which so decides when they happen and where a crash falls.

#include <condition_variable>
#include <mutex>
#include <optional>

#include "adapters/store/memory/store.h"

namespace heed::sim {

enum class Verdict {
  written,
  lost,  ///< a crash before the bytes were on the disk
};

/// Who may call: `append` is for the store's thread, `let` for the thread that directs.
class GatedStore final : public ports::Store {
 public:
  explicit GatedStore(memory::MemoryStore& inner) : inner_(inner) {}

  /// Waits until a write has come to the gate, and decides it. Requires: one is under way.
  void let(Verdict verdict) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return is_waiting_; });
    is_waiting_ = false;
    verdict_ = verdict;
    changed_.notify_all();
  }

  Result<void> append(const std::vector<ports::StoredEntry>& entries) override {
    std::unique_lock lock(mutex_);
    is_waiting_ = true;
    changed_.notify_all();
    changed_.wait(lock, [&] { return verdict_.has_value(); });
    const auto verdict = *std::exchange(verdict_, std::nullopt);
    if (verdict == Verdict::lost) return fail(Code::unavailable, "the machine stopped");
    return inner_.append(entries);
  }
  Result<std::uint64_t> size() override { return inner_.size(); }
  Result<void> read(std::uint64_t from, std::uint64_t until,
                    const std::function<Result<void>(ports::StoredEntry)>& each) override {
    return inner_.read(from, until, each);
  }
  Result<void> put_checkpoint(const ports::StoredCheckpoint& checkpoint) override {
    return inner_.put_checkpoint(checkpoint);
  }
  Result<std::vector<ports::StoredCheckpoint>> checkpoints() override { return inner_.checkpoints(); }
  Result<std::optional<ports::StoredCheckpoint>> last_checkpoint() override { return inner_.last_checkpoint(); }
  Result<void> put_snapshot(const ports::StoredSnapshot& snapshot) override { return inner_.put_snapshot(snapshot); }
  Result<std::optional<ports::StoredSnapshot>> last_snapshot() override { return inner_.last_snapshot(); }

 private:
  memory::MemoryStore& inner_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_waiting_ = false;
  std::optional<Verdict> verdict_;
};

}  // namespace heed::sim
