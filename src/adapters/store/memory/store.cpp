#include "adapters/store/memory/store.h"

#include "core/text.h"

namespace heed::memory {

Result<void> MemoryStore::append(const std::vector<ports::StoredEntry>& entries) {
  auto next = static_cast<std::uint64_t>(entries_.size());
  for (const auto& entry : entries) {
    if (entry.index != next++) return fail(Code::internal, cat("entry ", entry.index, " does not follow the last one"));
  }
  entries_.insert(entries_.end(), entries.begin(), entries.end());
  return {};
}

Result<void> MemoryStore::read(std::uint64_t from, std::uint64_t until,
                               const std::function<Result<void>(ports::StoredEntry)>& each) {
  for (auto index = from; index < until && index < entries_.size(); ++index) TRY(each(entries_[index]));
  return {};
}

Result<void> MemoryStore::put_checkpoint(const ports::StoredCheckpoint& checkpoint) {
  if (!checkpoints_.empty()) {
    const auto& last = checkpoints_.back();
    if (checkpoint.size == last.size && checkpoint.note == last.note) return {};
    if (checkpoint.size <= last.size) return fail(Code::conflict, "a checkpoint of this size or a larger one is kept");
  }
  checkpoints_.push_back(checkpoint);
  return {};
}

Result<std::optional<ports::StoredCheckpoint>> MemoryStore::last_checkpoint() {
  if (checkpoints_.empty()) return std::nullopt;
  return std::optional(checkpoints_.back());
}

Result<void> MemoryStore::put_snapshot(const ports::StoredSnapshot& snapshot) {
  snapshot_ = snapshot;
  return {};
}

}  // namespace heed::memory
