#pragma once
// The door to what must survive: entries, checkpoints, snapshots. Blocking, called from one thread at a time, which is
// never the thread that owns the hub's state (operations/journal.h sees to that).

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/result.h"

namespace heed::ports {

/// An entry as it is kept: the exact bytes that were hashed, and their leaf hash.
struct StoredEntry {
  std::uint64_t index = 0;
  std::string bytes;  ///< the leaf, canonical (flow/record/leaf.h)
  std::string hash;   ///< 32 bytes, RFC 6962 leaf hash of `bytes`
};

struct StoredCheckpoint {
  std::uint64_t size = 0;  ///< entries that it covers
  std::string note;        ///< C2SP signed note
};

/// The fold of the first `size` entries, packed; a shortcut for the start, never a source of truth.
struct StoredSnapshot {
  std::uint64_t size = 0;
  std::string format;  ///< the build's state format; another format is ignored and the entries are folded instead
  std::string bytes;
  std::string hash;  ///< 32 bytes, SHA-256 of `bytes`
};

class Store {
 public:
  virtual ~Store() = default;

  /// Appends entries in order. Guarantees: on return all are on stable storage, or none is and the error says why.
  /// Requires: the first index is size(). An error here is final: the hub stops, for the disk can no longer be trusted.
  virtual Result<void> append(const std::vector<StoredEntry>& entries) = 0;
  [[nodiscard]] virtual Result<std::uint64_t> size() = 0;
  /// Calls `each` for entries from `from` on, in order, until it fails or `until` (not included) is reached.
  virtual Result<void> read(std::uint64_t from, std::uint64_t until,
                            const std::function<Result<void>(StoredEntry)>& each) = 0;

  /// Keeps a checkpoint. Guarantees: sizes only grow; an equal size is refused unless the note is the same.
  virtual Result<void> put_checkpoint(const StoredCheckpoint& checkpoint) = 0;
  virtual Result<std::vector<StoredCheckpoint>> checkpoints() = 0;
  /// The newest one, or nothing on a fresh store.
  virtual Result<std::optional<StoredCheckpoint>> last_checkpoint() = 0;

  /// Keeps a snapshot and drops older ones. Only the newest is ever read.
  virtual Result<void> put_snapshot(const StoredSnapshot& snapshot) = 0;
  virtual Result<std::optional<StoredSnapshot>> last_snapshot() = 0;
};

}  // namespace heed::ports
