#pragma once
// Proofs and roots computed from a log's tiles: by the log from its store, or by a client from what it fetched.
//
// Guarantees: only tiles are asked for that a tree of `size` leaves has, each once, at most two a level. The answer
// costs up to a few hundred hashes a level, whatever the size of the log.
// Trust: hashes are taken as they are read. Whoever reads them from somewhere else verifies the proof (merkle/proof.h)
// or compares the root.

#include <cstdint>
#include <string>

#include "core/result.h"
#include "lib/merkle/proof.h"
#include "lib/tlog/edge.h"

namespace heed::tlog {

/// Equal to merkle::prove_inclusion over the first `size` leaves. Invalid when `index` is not below `size`; corrupt
/// when `hashes` hands out anything but the hashes asked for; else what `hashes` fails with.
[[nodiscard]] Result<merkle::InclusionProof> prove_inclusion(std::uint64_t index, std::uint64_t size,
                                                             const ReadHashes& hashes);

/// Equal to merkle::prove_consistency from the first `old_size` leaves to the first `size`. Invalid when the old tree
/// is the larger one; else as above.
[[nodiscard]] Result<merkle::ConsistencyProof> prove_consistency(std::uint64_t old_size, std::uint64_t size,
                                                                 const ReadHashes& hashes);

/// The root of the tree of the first `size` leaves; of none, the empty root.
[[nodiscard]] Result<std::string> root_at(std::uint64_t size, const ReadHashes& hashes);

}  // namespace heed::tlog
