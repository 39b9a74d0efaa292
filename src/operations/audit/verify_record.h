#pragma once
// Recomputing the whole record from what is stored, with no trust in what the hub remembers.

#include "core/codec.h"
#include "lib/merkle/note.h"
#include "operations/desk/snapshot.h"
#include "ports/signer.h"
#include "ports/store.h"

namespace heed::audit {

struct Verified {
  std::uint64_t entries = 0;
  std::uint64_t checkpoints = 0;
  std::uint64_t covered = 0;  ///< entries that the newest checkpoint covers
  std::string root;           ///< of all entries, base64
  bool has_snapshot = false;  ///< one was there, and is the fold of the entries it says
  std::uint64_t erased = 0;   ///< entries of which something has been erased
  HEED_FIELDS(Verified, entries, checkpoints, covered, root, has_snapshot, erased)
};

/// The keys of a record, as a verifier has them from elsewhere.
struct PublicKeys {
  merkle::VerifierKey log;
  merkle::VerifierKey issuer;
};
[[nodiscard]] PublicKeys public_keys(const ports::Keys& keys);
/// As C2SP writes a verifier key.
[[nodiscard]] std::string vkey_text(const merkle::VerifierKey& key);

/// Checks every leaf's signature and hash, every content against its leaf, form and place, folds them, recomputes the
/// root at every checkpoint and checks each signature, the nodes of the tree, and packs the state anew to compare it
/// with the snapshot, and the register with what `saved` gives of it. Blocking; reads only. Most of the time goes into
/// signatures: some 55 microseconds an entry.
///
/// Guarantees: a changed byte in any of these is found. Errors: corrupt, naming the first place that is not what was
/// written.
[[nodiscard]] Result<Verified> verify_record(ports::Store& store, const PublicKeys& keys,
                                             const desk::SavedAudience& saved = {});

}  // namespace heed::audit
