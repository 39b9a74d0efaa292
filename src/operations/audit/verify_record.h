#pragma once
// Recomputing the whole record from what is stored, with no trust in what the hub remembers.

#include "core/codec.h"
#include "ports/store.h"

namespace heed::operations {

struct Verified {
  std::uint64_t entries = 0;
  std::uint64_t checkpoints = 0;
  std::uint64_t covered = 0;  ///< entries that the newest checkpoint covers
  std::string root;           ///< of all entries, base64
  bool has_snapshot = false;  ///< one was there, and is the fold of the entries it says
  HEED_FIELDS(Verified, entries, checkpoints, covered, root, has_snapshot)
};

/// The log's name and public key, as a verifier has them from elsewhere.
struct LogKey {
  std::string name;
  std::string public_key;
};

/// Checks every entry's bytes against its hash, form and place, folds them, recomputes the root at every checkpoint and
/// checks each signature, and packs the state anew to compare it with the snapshot. Blocking; reads only.
///
/// Guarantees: a changed byte in any of these is found. Errors: corrupt, naming the first place that is not what was
/// written.
[[nodiscard]] Result<Verified> verify_record(ports::Store& store, const LogKey& key);

}  // namespace heed::operations
