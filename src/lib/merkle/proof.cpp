#include "lib/merkle/proof.h"

#include <algorithm>
#include <bit>

#include "core/assert.h"
#include "core/text.h"
#include "lib/merkle/tree.h"

namespace heed::merkle {

namespace {

using Leaves = std::span<const std::string>;

std::unexpected<Error> no_proof(std::string detail) { return fail(Code::invalid, std::move(detail)); }

/// Where a tree splits: the largest power of two below its size. Requires: two leaves or more.
std::size_t split_of(Leaves leaves) { return std::bit_floor(leaves.size() - 1); }

/// SUBPROOF of RFC 6962 section 2.1.2, from the bottom up. `is_known` says that the verifier has the root of these
/// leaves.
void add_subproof(std::vector<std::string>& path, Leaves leaves, std::size_t old_size, bool is_known) {
  if (old_size == leaves.size()) {
    if (!is_known) path.push_back(root_of(leaves));
    return;
  }
  const auto split = split_of(leaves);
  if (old_size <= split) {
    add_subproof(path, leaves.first(split), old_size, is_known);
    path.push_back(root_of(leaves.subspan(split)));
  } else {
    add_subproof(path, leaves.subspan(split), old_size - split, false);
    path.push_back(root_of(leaves.first(split)));
  }
}

Result<void> check_hashes(const std::vector<std::string>& path, std::string_view first, std::string_view second) {
  const auto is_hash = [](std::string_view text) { return text.size() == hash_bytes; };
  if (is_hash(first) && is_hash(second) && std::ranges::all_of(path, is_hash)) return {};
  return no_proof(cat("every hash has ", hash_bytes, " bytes"));
}

/// A node on the way up, and the last node of its level; both numbered from the left.
struct Step {
  std::uint64_t node;
  std::uint64_t last;

  [[nodiscard]] bool is_right_child() const { return (node & 1) != 0; }
  [[nodiscard]] bool is_at_edge() const { return node == last; }
  void up() {
    node >>= 1;
    last >>= 1;
  }
  /// A last node without a sibling is carried up unchanged until it is a right child.
  void skip_missing_siblings() {
    while (!is_right_child() && node != 0) up();
  }
};

/// Both roots of a consistency proof, grown from their first common subtree.
struct Roots {
  std::string old_root;
  std::string new_root;
};

Result<Roots> climb(Step step, std::string first, std::span<const std::string> rest) {
  Roots roots{first, std::move(first)};
  for (const auto& sibling : rest) {
    if (step.last == 0) return no_proof("the consistency proof is too long");
    if (step.is_right_child() || step.is_at_edge()) {
      roots.old_root = node_hash(sibling, roots.old_root);
      roots.new_root = node_hash(sibling, roots.new_root);
      step.skip_missing_siblings();
    } else {
      roots.new_root = node_hash(roots.new_root, sibling);
    }
    step.up();
  }
  if (step.last != 0) return no_proof("the consistency proof is too short");
  return roots;
}

/// The cases of a consistency proof that need no hashing.
Result<void> verify_without_path(const ConsistencyProof& proof, std::string_view old_root, std::string_view new_root) {
  if (!proof.path.empty()) return no_proof("a proof from an empty tree or between equal sizes has no hashes");
  if (proof.old_size == proof.new_size && old_root != new_root)
    return no_proof("trees of one size have different roots");
  if (proof.old_size == 0 && old_root != empty_root()) return no_proof("the empty tree has another root");
  return {};
}

}  // namespace

InclusionProof prove_inclusion(std::span<const std::string> leaves, std::uint64_t index) {
  HEED_ASSERT(index < leaves.size(), "leaf ", index, " of ", leaves.size());
  InclusionProof proof{index, leaves.size(), {}};
  while (leaves.size() > 1) {
    const auto split = split_of(leaves);
    const bool is_left = index < split;
    proof.path.push_back(root_of(is_left ? leaves.subspan(split) : leaves.first(split)));
    leaves = is_left ? leaves.first(split) : leaves.subspan(split);
    if (!is_left) index -= split;
  }
  std::ranges::reverse(proof.path);
  return proof;
}

ConsistencyProof prove_consistency(std::span<const std::string> leaves, std::uint64_t old_size) {
  HEED_ASSERT(old_size <= leaves.size(), "a tree of ", old_size, " leaves is older than one of ", leaves.size());
  ConsistencyProof proof{old_size, leaves.size(), {}};
  if (old_size > 0) add_subproof(proof.path, leaves, old_size, true);
  return proof;
}

Result<void> verify_inclusion(const InclusionProof& proof, std::string_view leaf, std::string_view root) {
  TRY(check_hashes(proof.path, leaf, root));
  if (proof.index >= proof.size) return no_proof(cat("a tree of ", proof.size, " leaves has no leaf ", proof.index));
  Step step{proof.index, proof.size - 1};
  std::string hash(leaf);
  for (const auto& sibling : proof.path) {
    if (step.last == 0) return no_proof("the inclusion proof is too long");
    if (step.is_right_child() || step.is_at_edge()) {
      hash = node_hash(sibling, hash);
      step.skip_missing_siblings();
    } else {
      hash = node_hash(hash, sibling);
    }
    step.up();
  }
  if (step.last != 0) return no_proof("the inclusion proof is too short");
  if (hash != root) return no_proof("the inclusion proof leads to another root");
  return {};
}

Result<void> verify_consistency(const ConsistencyProof& proof, std::string_view old_root, std::string_view new_root) {
  TRY(check_hashes(proof.path, old_root, new_root));
  if (proof.old_size > proof.new_size) return no_proof("the old tree is larger than the new one");
  if (proof.old_size == 0 || proof.old_size == proof.new_size) return verify_without_path(proof, old_root, new_root);
  if (proof.path.empty()) return no_proof("the consistency proof is empty");

  Step step{proof.old_size - 1, proof.new_size - 1};
  while (step.is_right_child()) step.up();
  // An old tree that is one complete subtree is its own first hash, and the path leaves it out.
  const bool is_complete = std::has_single_bit(proof.old_size);
  const std::span<const std::string> path(proof.path);
  auto first = is_complete ? std::string(old_root) : path.front();
  TRY(const auto roots, climb(step, std::move(first), path.subspan(is_complete ? 0 : 1)));
  if (roots.old_root != old_root) return no_proof("the consistency proof leads to another old root");
  if (roots.new_root != new_root) return no_proof("the consistency proof leads to another new root");
  return {};
}

}  // namespace heed::merkle
