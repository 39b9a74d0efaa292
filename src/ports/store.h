#pragma once
// The door to what must survive: entries, checkpoints, snapshots. Blocking, called from one thread at a time, which is
// never the thread that owns the hub's state (operations/journal.h sees to that).

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/instant.h"
#include "core/result.h"

namespace heed::ports {

/// A complete node of the tree above the leaves (lib/tlog/edge.h).
struct StoredNode {
  unsigned level = 0;  ///< 1 or more
  std::uint64_t index = 0;
  std::string hash;
};

/// An entry as it is kept: its leaf for ever, its content and salts until they are erased.
struct StoredEntry {
  std::uint64_t index = 0;
  std::string bytes;  ///< the content, canonical (flow/record/content.h)
  std::string hash;   ///< 32 bytes, RFC 6962 leaf hash of `leaf`
  std::string leaf;   ///< what is published (flow/record/seal.h)
  std::string salts;
  std::vector<StoredNode> completes{};  ///< what is full with it; written, not read back: `hashes` has them
};

struct StoredCheckpoint {
  std::uint64_t size = 0;  ///< entries that it covers
  std::string note;        ///< C2SP signed note
};

/// What a time-stamping authority answered about a checkpoint that is kept.
struct StoredTimeStamp {
  std::uint64_t size = 0;  ///< of the checkpoint
  std::string answer;      ///< RFC 3161, a TimeStampResp in DER
  bool operator==(const StoredTimeStamp&) const = default;
};

/// Bytes as they came from outside, untouched, which an entry names by their digest.
struct StoredOriginal {
  std::string digest;  ///< SHA-256, base64url
  Instant at;          ///< when they came
  std::string bytes;
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

  /// The leaves of entries, without their contents, in order. Fewer when the store ends before.
  virtual Result<std::vector<std::string>> leaves(std::uint64_t from, std::size_t count) = 0;
  /// Leaf hashes (level 0) or nodes, in order. Corrupt when one of them is not there.
  virtual Result<std::vector<std::string>> hashes(unsigned level, std::uint64_t first, std::size_t count) = 0;
  /// Puts other contents and salts in the place of those that the entries have, all or none, and drops the snapshot.
  /// Guarantees: on return the old bytes are not in the store's files any more. Leaves and hashes are not touched.
  virtual Result<void> rewrite(const std::vector<StoredEntry>& entries) = 0;

  /// Keeps a checkpoint. Guarantees: sizes only grow; an equal size is refused unless the note is the same.
  virtual Result<void> put_checkpoint(const StoredCheckpoint& checkpoint) = 0;
  /// Puts signature lines at the end of a kept checkpoint's note. A line that is there already is not put twice.
  virtual Result<void> add_signatures(std::uint64_t size, const std::vector<std::string>& lines) = 0;
  virtual Result<std::vector<StoredCheckpoint>> checkpoints() = 0;
  /// Those of `from` entries or more, smallest first, at most `count`.
  virtual Result<std::vector<StoredCheckpoint>> checkpoints_from(std::uint64_t from, std::size_t count) = 0;
  /// The newest one, or nothing on a fresh store.
  virtual Result<std::optional<StoredCheckpoint>> last_checkpoint() = 0;

  /// Keeps the time stamp of a kept checkpoint: not_found without that, conflict for a second one that is not the same.
  virtual Result<void> put_time_stamp(const StoredTimeStamp& stamp) = 0;
  /// The time stamp of the smallest checkpoint of `from` entries or more that has one, or nothing.
  virtual Result<std::optional<StoredTimeStamp>> time_stamp_from(std::uint64_t from) = 0;
  /// That of the largest checkpoint that has one.
  virtual Result<std::optional<StoredTimeStamp>> last_time_stamp() = 0;

  /// Keeps originals, all or none. The bytes of one that is there already stay; it came again, and is as old as that.
  /// Guarantees: they are on stable storage at the latest when the next append() returns.
  virtual Result<void> keep_originals(const std::vector<StoredOriginal>& originals) = 0;
  /// The bytes of that digest, or nothing.
  virtual Result<std::optional<std::string>> original(const std::string& digest) = 0;
  /// From now on drop_originals leaves it: something rests on it. Nothing when it is not there.
  virtual Result<void> pin_original(const std::string& digest) = 0;
  /// Drops what came before and is not pinned. Gives how many those were.
  virtual Result<std::uint64_t> drop_originals(Instant before) = 0;

  /// Keeps a snapshot and drops older ones. Only the newest is ever read.
  virtual Result<void> put_snapshot(const StoredSnapshot& snapshot) = 0;
  virtual Result<std::optional<StoredSnapshot>> last_snapshot() = 0;
};

}  // namespace heed::ports
