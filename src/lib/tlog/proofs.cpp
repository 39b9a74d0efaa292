#include "lib/tlog/proofs.h"

#include <algorithm>
#include <bit>
#include <map>

#include "core/text.h"
#include "lib/merkle/tree.h"

namespace heed::tlog {

namespace {

using merkle::hash_bytes;

/// The leaves from `begin` up to, and without, `end`. Every range here is a subtree: `begin` is a multiple of the
/// power of two that is not below the number of leaves.
struct Range {
  std::uint64_t begin;
  std::uint64_t end;

  [[nodiscard]] std::uint64_t count() const { return end - begin; }
  /// Where it splits: at the largest power of two below its count. Requires: two leaves or more.
  [[nodiscard]] std::uint64_t split() const { return begin + std::bit_floor(count() - 1); }
};

/// The roots of subtrees in the tree of one size, from tiles that are each read once.
class Subtrees {
 public:
  Subtrees(std::uint64_t size, const ReadHashes& hashes) : size_(size), hashes_(hashes) {}

  /// Why not simply recursive down to the leaves: a complete subtree has its root, or all it takes, in one tile.
  Result<std::string> root(Range range) {
    // The complete subtrees that make up the range, from the left; joined from the right.
    std::vector<std::string> parts;
    while (!std::has_single_bit(range.count())) {
      TRY(auto part, complete({range.begin, range.split()}));
      parts.push_back(std::move(part));
      range.begin = range.split();
    }
    TRY(auto root, complete(range));
    for (; !parts.empty(); parts.pop_back()) root = merkle::node_hash(parts.back(), root);
    return root;
  }

 private:
  /// Requires: the count is a power of two.
  Result<std::string> complete(Range range) {
    const auto height = static_cast<unsigned>(std::countr_zero(range.count()));
    const auto level = height / 8;
    const auto count = std::size_t{1} << height % 8;
    const auto first = nodes_at(level, range.begin);
    TRY(const std::string_view tile, read({level, first / tile_width}));
    return root_over(tile.substr(first % tile_width * hash_bytes, count * hash_bytes));
  }

  struct Place {
    unsigned level;
    std::uint64_t index;
    auto operator<=>(const Place&) const = default;
  };

  Result<std::string_view> read(Place place) {
    if (const auto found = tiles_.find(place); found != tiles_.end()) return found->second;
    const auto width = width_of(place.level, place.index, size_);
    TRY(const auto hashes, hashes_(place.level, place.index * tile_width, width));
    const auto is_hash = [](const std::string& hash) { return hash.size() == hash_bytes; };
    if (hashes.size() != width || !std::ranges::all_of(hashes, is_hash)) {
      return fail(Code::corrupt, cat("tile ", place.index, " of level ", place.level, " was not read in full"));
    }
    auto& tile = tiles_[place];
    for (const auto& hash : hashes) tile += hash;
    return tile;
  }

  std::uint64_t size_;
  const ReadHashes& hashes_;
  std::map<Place, std::string> tiles_;
};

}  // namespace

Result<merkle::InclusionProof> prove_inclusion(std::uint64_t index, std::uint64_t size, const ReadHashes& hashes) {
  if (index >= size) return fail(Code::invalid, cat("a log of ", size, " entries has no entry ", index));
  merkle::InclusionProof proof{index, size, {}};
  Subtrees subtrees(size, hashes);
  for (Range range{0, size}; range.count() > 1;) {
    const auto split = range.split();
    const bool is_left = index < split;
    TRY(auto sibling, subtrees.root(is_left ? Range{split, range.end} : Range{range.begin, split}));
    proof.path.push_back(std::move(sibling));
    range = is_left ? Range{range.begin, split} : Range{split, range.end};
  }
  std::ranges::reverse(proof.path);
  return proof;
}

Result<merkle::ConsistencyProof> prove_consistency(std::uint64_t old_size, std::uint64_t size,
                                                   const ReadHashes& hashes) {
  if (old_size > size) return fail(Code::invalid, cat("a log of ", size, " entries does not continue ", old_size));
  merkle::ConsistencyProof proof{old_size, size, {}};
  if (old_size == 0) return proof;
  // SUBPROOF of RFC 6962 section 2.1.2, from the top down: the hashes come in reverse.
  Subtrees subtrees(size, hashes);
  Range range{0, size};
  while (range.end != old_size) {
    const auto split = range.split();
    const bool is_left = old_size <= split;
    TRY(auto sibling, subtrees.root(is_left ? Range{split, range.end} : Range{range.begin, split}));
    proof.path.push_back(std::move(sibling));
    range = is_left ? Range{range.begin, split} : Range{split, range.end};
  }
  if (range.begin > 0) {
    // The verifier has the root of the old tree only where that is one complete subtree from the left.
    TRY(auto last, subtrees.root(range));
    proof.path.push_back(std::move(last));
  }
  std::ranges::reverse(proof.path);
  return proof;
}

Result<std::string> root_at(std::uint64_t size, const ReadHashes& hashes) {
  if (size == 0) return merkle::empty_root();
  return Subtrees(size, hashes).root({0, size});
}

}  // namespace heed::tlog
