#pragma once
// A store in memory: for drills that need no disk, and as the plain twin in the store contract.

#include <map>
#include <vector>

#include "ports/store.h"

namespace heed::memory {

class MemoryStore final : public ports::Store {
 public:
  Result<void> append(const std::vector<ports::StoredEntry>& entries) override;
  Result<std::uint64_t> size() override { return entries_.size(); }
  Result<void> read(std::uint64_t from, std::uint64_t until,
                    const std::function<Result<void>(ports::StoredEntry)>& each) override;
  Result<std::vector<std::string>> leaves(std::uint64_t from, std::size_t count) override;
  Result<std::vector<std::string>> hashes(unsigned level, std::uint64_t first, std::size_t count) override;
  Result<void> rewrite(const std::vector<ports::StoredEntry>& entries) override;
  Result<void> put_checkpoint(const ports::StoredCheckpoint& checkpoint) override;
  Result<void> add_signatures(std::uint64_t size, const std::vector<std::string>& lines) override;
  Result<std::vector<ports::StoredCheckpoint>> checkpoints() override { return checkpoints_; }
  Result<std::vector<ports::StoredCheckpoint>> checkpoints_from(std::uint64_t from, std::size_t count) override;
  Result<std::optional<ports::StoredCheckpoint>> last_checkpoint() override;
  Result<void> put_time_stamp(const ports::StoredTimeStamp& stamp) override;
  Result<std::optional<ports::StoredTimeStamp>> time_stamp_from(std::uint64_t from) override;
  Result<std::optional<ports::StoredTimeStamp>> last_time_stamp() override;
  Result<void> keep_originals(const std::vector<ports::StoredOriginal>& originals) override;
  Result<std::optional<std::string>> original(const std::string& digest) override;
  Result<void> pin_original(const std::string& digest) override;
  Result<std::uint64_t> drop_originals(Instant before) override;
  Result<void> put_snapshot(const ports::StoredSnapshot& snapshot) override;
  Result<std::optional<ports::StoredSnapshot>> last_snapshot() override { return snapshot_; }

 private:
  std::vector<ports::StoredEntry> entries_;
  std::map<std::pair<unsigned, std::uint64_t>, std::string> nodes_;  ///< by level and index
  std::vector<ports::StoredCheckpoint> checkpoints_;
  std::map<std::uint64_t, std::string> stamps_;  ///< by the checkpoint's size
  struct Original {
    Instant at;
    std::string bytes;
    bool is_pinned = false;
  };
  std::map<std::string, Original> originals_;  ///< by digest
  std::optional<ports::StoredSnapshot> snapshot_;
};

}  // namespace heed::memory
