#pragma once
// Proofs about a tree: that a leaf is in it, and that a larger tree continues a smaller one (RFC 6962 section 2.1,
// verified as in RFC 9162 sections 2.1.3.2 and 2.1.4.2).

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace heed::merkle {

/// That the leaf at `index` is in the tree of `size` leaves. Shape: the path goes from the leaf to the root and has at
/// most ceil(log2(size)) hashes.
struct InclusionProof {
  std::uint64_t index = 0;
  std::uint64_t size = 0;
  std::vector<std::string> path;
  bool operator==(const InclusionProof&) const = default;
};

/// That the first `old_size` leaves of the tree of `new_size` are the old tree.
struct ConsistencyProof {
  std::uint64_t old_size = 0;
  std::uint64_t new_size = 0;
  std::vector<std::string> path;
  bool operator==(const ConsistencyProof&) const = default;
};

/// For the tree over all of `leaves` (leaf hashes in order; `leaves.first(n)` for an older tree).
/// Requires: index < leaves.size(). Costs one hash a leaf.
[[nodiscard]] InclusionProof prove_inclusion(std::span<const std::string> leaves, std::uint64_t index);

/// From the tree over the first `old_size` leaves to the tree over all of `leaves`.
/// Requires: old_size <= leaves.size(). Costs one hash a leaf.
[[nodiscard]] ConsistencyProof prove_consistency(std::span<const std::string> leaves, std::uint64_t old_size);

/// Succeeds only if the proof leads from `leaf` (a leaf hash) to `root`. Any failure is Code::invalid: the detail says
/// where it broke, never whether the leaf is in some other tree.
[[nodiscard]] Result<void> verify_inclusion(const InclusionProof& proof, std::string_view leaf, std::string_view root);

/// Succeeds only if the tree of `new_root` continues the tree of `old_root`. Everything continues the empty tree, whose
/// root has one value. Any failure is Code::invalid.
[[nodiscard]] Result<void> verify_consistency(const ConsistencyProof& proof, std::string_view old_root,
                                              std::string_view new_root);

}  // namespace heed::merkle
