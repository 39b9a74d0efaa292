#pragma once
// What is sealed is made durable, and what is durable is signed for.

#include <vector>

#include "lib/merkle/frontier.h"
#include "lib/tlog/edge.h"
#include "ports/signer.h"
#include "ports/store.h"

namespace heed::sealing {

/// The log's checkpoints, over what the store holds. One thread at a time asks it: that of the store.
///
/// Why a checkpoint is signed over what is read back: a bit that turns over between the decision and the disk would
/// otherwise be signed, and nothing could ever be proven of the log again.
class Keeper {
 public:
  Keeper(ports::Store& store, ports::Keys keys) : store_(store), keys_(keys) {}

  /// Takes up the log where the store has it, and returns its right edge. `frontier`: over the leaves as they were read
  /// back. Fails as corrupt when the store's hashes, or its last checkpoint, are not of these leaves.
  Result<tlog::Edge> resume(merkle::Frontier frontier);

  /// Guarantees: on success all entries are durable; after an error nothing is kept any more.
  Result<void> keep(const std::vector<ports::StoredEntry>& entries);

  /// Reads back what no checkpoint covers yet, compares it with what was sealed, signs, and keeps the note.
  /// Nothing when the last checkpoint covers everything.
  Result<std::optional<ports::StoredCheckpoint>> sign();

  [[nodiscard]] std::uint64_t signed_size() const { return signed_size_; }

 private:
  Result<void> read_back();

  ports::Store& store_;
  ports::Keys keys_;
  merkle::Frontier kept_;       ///< over the hashes that were sealed and kept
  merkle::Frontier read_back_;  ///< over what was read back: hashed by other code, from other bytes
  std::uint64_t signed_size_ = 0;
  bool has_failed_ = false;
};

}  // namespace heed::sealing
