#pragma once
// What happens to entries between the decision and the disk: they are linked and sealed.

#include <functional>
#include <map>
#include <vector>

#include "flow/record/seal.h"
#include "lib/merkle/note.h"
#include "lib/tlog/edge.h"
#include "ports/signer.h"
#include "ports/store.h"

namespace heed::sealing {

/// An entry that was decided, and what its salts are drawn from.
struct Unsealed {
  record::Entry entry;
  std::string seed;
};

/// The leaf hashes of durable entries, in the order in which they are asked for.
using ReadLeaves = std::function<Result<std::vector<std::string>>(const std::vector<std::uint64_t>& indexes)>;

/// What the store holds for certain, while there may be more.
struct Durable {
  std::uint64_t size = 0;
  ReadLeaves leaves;
};

/// Makes the log's leaves, and the nodes above them. One thread at a time asks it; it never touches the store, so that
/// one group is sealed while the group before is written.
class Sealer {
 public:
  explicit Sealer(ports::Keys keys);

  /// Goes on from here.
  void resume(tlog::Edge edge) { edge_ = std::move(edge); }

  /// Seals entries in order. Links to earlier entries get their leaf hashes here; those that are not remembered are
  /// asked for, all at once. After an error nothing may be sealed any more.
  Result<std::vector<ports::StoredEntry>> seal(std::vector<Unsealed>& group, const Durable& durable);

 private:
  void forget_before(std::uint64_t durable);
  Result<void> recall(const std::vector<Unsealed>& group, const ReadLeaves& older);
  Result<ports::StoredEntry> seal(Unsealed& unsealed);
  void link(record::Entry& entry);

  record::Issuer issuer_;
  tlog::Edge edge_;                             ///< over what was sealed
  std::vector<std::string> fresh_;              ///< the hashes of the newest entries, up to the one that is sealed
  std::map<std::uint64_t, std::string> older_;  ///< the hashes of older entries that this group links to
};

/// The C2SP key id of the issuer's key, as it stands in every leaf's header.
[[nodiscard]] std::string issuer_kid(const merkle::VerifierKey& issuer);

}  // namespace heed::sealing
