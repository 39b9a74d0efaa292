#pragma once
// What happens to entries between the decision and the disk: they are sealed, and what is sealed is signed for.

#include <vector>

#include "flow/record/seal.h"
#include "lib/merkle/frontier.h"
#include "lib/merkle/note.h"
#include "lib/tlog/edge.h"
#include "ports/signer.h"
#include "ports/store.h"

namespace heed::desk {

/// An entry that was decided, and what its salts are drawn from.
struct Unsealed {
  record::Entry entry;
  std::string seed;
};

/// The log's leaves, nodes and checkpoints. One thread at a time asks it: that of the store.
///
/// Why a checkpoint is signed over what is read back: a bit that turns over between the decision and the disk would
/// otherwise be signed, and nothing could ever be proven of the log again.
class Sealer {
 public:
  Sealer(ports::Store& store, ports::Keys keys);

  /// Takes up the log where the store has it. `frontier`: over the leaves as they were read back.
  /// Fails as corrupt when the store's hashes, or its last checkpoint, are not of these leaves.
  Result<void> resume(merkle::Frontier frontier);

  /// Seals entries in order, and keeps them. Links to earlier entries get their leaf hashes here.
  /// Guarantees: on return all are durable, or none is, and then nothing may be sealed any more.
  Result<std::vector<std::string>> keep(std::vector<Unsealed>& group);

  /// Reads back what no checkpoint covers yet, compares it with what was sealed, signs, and keeps the note.
  /// Nothing when the last checkpoint covers everything.
  Result<std::optional<ports::StoredCheckpoint>> sign();

  [[nodiscard]] std::uint64_t signed_size() const { return signed_size_; }

 private:
  Result<ports::StoredEntry> seal(Unsealed& unsealed);
  Result<void> link(record::Entry& entry);
  Result<void> read_back();

  ports::Store& store_;
  ports::Keys keys_;
  record::Issuer issuer_;
  tlog::Edge edge_;             ///< over what was sealed
  merkle::Frontier read_back_;  ///< over what was read back: computed by other code, from other bytes
  std::uint64_t signed_size_ = 0;
  std::vector<std::string> fresh_;  ///< the hashes of the newest entries, up to the one that is sealed
};

/// The C2SP key id of the issuer's key, as it stands in every leaf's header.
[[nodiscard]] std::string issuer_kid(const merkle::VerifierKey& issuer);

}  // namespace heed::desk
