#include "adapters/store/memory/store.h"

#include <algorithm>

#include "core/text.h"

namespace heed::memory {

Result<void> MemoryStore::append(const std::vector<ports::StoredEntry>& entries) {
  auto next = static_cast<std::uint64_t>(entries_.size());
  for (const auto& entry : entries) {
    if (entry.index != next++) return fail(Code::internal, cat("entry ", entry.index, " does not follow the last one"));
  }
  for (const auto& entry : entries) {
    for (const auto& node : entry.completes) nodes_[{node.level, node.index}] = node.hash;
    entries_.push_back(entry);
    entries_.back().completes.clear();
  }
  return {};
}

Result<void> MemoryStore::read(std::uint64_t from, std::uint64_t until,
                               const std::function<Result<void>(ports::StoredEntry)>& each) {
  for (auto index = from; index < until && index < entries_.size(); ++index) TRY(each(entries_[index]));
  return {};
}

Result<std::vector<std::string>> MemoryStore::leaves(std::uint64_t from, std::size_t count) {
  std::vector<std::string> found;
  for (auto index = from; index < entries_.size() && found.size() < count; ++index)
    found.push_back(entries_[index].leaf);
  return found;
}

Result<std::vector<std::string>> MemoryStore::hashes(unsigned level, std::uint64_t first, std::size_t count) {
  std::vector<std::string> found;
  for (auto index = first; index < first + count; ++index) {
    const auto node = nodes_.find({level, index});
    const bool is_there = level == 0 ? index < entries_.size() : node != nodes_.end();
    if (!is_there) return fail(Code::corrupt, cat("the hash ", index, " of level ", level, " is missing"));
    found.push_back(level == 0 ? entries_[index].hash : node->second);
  }
  return found;
}

Result<void> MemoryStore::rewrite(const std::vector<ports::StoredEntry>& entries) {
  for (const auto& entry : entries) {
    if (entry.index >= entries_.size()) return fail(Code::internal, cat("there is no entry ", entry.index));
  }
  for (const auto& entry : entries) {
    entries_[entry.index].bytes = entry.bytes;
    entries_[entry.index].salts = entry.salts;
  }
  snapshot_.reset();
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

Result<void> MemoryStore::add_signatures(std::uint64_t size, const std::vector<std::string>& lines) {
  const auto found = std::ranges::find(checkpoints_, size, &ports::StoredCheckpoint::size);
  if (found == checkpoints_.end()) return fail(Code::not_found, cat("no checkpoint of size ", size, " is kept"));
  for (const auto& line : lines) {
    if (!found->note.contains(line)) found->note += line;
  }
  return {};
}

Result<std::vector<ports::StoredCheckpoint>> MemoryStore::checkpoints_from(std::uint64_t from, std::size_t count) {
  std::vector<ports::StoredCheckpoint> found;
  for (const auto& checkpoint : checkpoints_) {
    if (checkpoint.size >= from && found.size() < count) found.push_back(checkpoint);
  }
  return found;
}

Result<void> MemoryStore::put_time_stamp(const ports::StoredTimeStamp& stamp) {
  const auto checkpoint = std::ranges::find(checkpoints_, stamp.size, &ports::StoredCheckpoint::size);
  if (checkpoint == checkpoints_.end()) {
    return fail(Code::not_found, cat("no checkpoint of size ", stamp.size, " is kept"));
  }
  const auto [kept, is_new] = stamps_.emplace(stamp.size, stamp.answer);
  if (is_new || kept->second == stamp.answer) return {};
  return fail(Code::conflict, "this checkpoint has a time stamp already");
}

Result<std::optional<ports::StoredTimeStamp>> MemoryStore::time_stamp_from(std::uint64_t from) {
  const auto found = stamps_.lower_bound(from);
  if (found == stamps_.end()) return std::nullopt;
  return ports::StoredTimeStamp{found->first, found->second};
}

Result<std::optional<ports::StoredTimeStamp>> MemoryStore::last_time_stamp() {
  if (stamps_.empty()) return std::nullopt;
  return ports::StoredTimeStamp{stamps_.rbegin()->first, stamps_.rbegin()->second};
}

Result<std::optional<ports::StoredCheckpoint>> MemoryStore::last_checkpoint() {
  if (checkpoints_.empty()) return std::nullopt;
  return std::optional(checkpoints_.back());
}

Result<void> MemoryStore::keep_originals(const std::vector<ports::StoredOriginal>& originals) {
  for (const auto& each : originals) {
    const auto kept = originals_.try_emplace(each.digest, Original{each.at, each.bytes}).first;
    kept->second.at = std::max(kept->second.at, each.at);
  }
  return {};
}

Result<std::optional<std::string>> MemoryStore::original(const std::string& digest) {
  const auto found = originals_.find(digest);
  if (found == originals_.end()) return std::nullopt;
  return std::optional(found->second.bytes);
}

Result<void> MemoryStore::pin_original(const std::string& digest) {
  if (const auto found = originals_.find(digest); found != originals_.end()) found->second.is_pinned = true;
  return {};
}

Result<std::uint64_t> MemoryStore::drop_originals(Instant before) {
  return std::erase_if(originals_, [&](const auto& each) { return each.second.at < before && !each.second.is_pinned; });
}

Result<void> MemoryStore::put_snapshot(const ports::StoredSnapshot& snapshot) {
  snapshot_ = snapshot;
  return {};
}

}  // namespace heed::memory
