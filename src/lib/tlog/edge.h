#pragma once
// The right edge of a growing log: what is needed to append leaves, and to fill tiles and their nodes as they complete.

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "lib/tlog/tiles.h"

namespace heed::tlog {

/// A complete node above level 0: what a log keeps besides its leaf hashes.
struct Node {
  unsigned level = 0;  ///< 1 or more
  std::uint64_t index = 0;
  std::string hash;
  bool operator==(const Node&) const = default;
};

/// Hands out `count` nodes of `level` from `first` on, 32 bytes each, wherever they are kept.
/// Who asks does so for one tile at a time, as the tree in question has it: `first` is a multiple of 256 and `count`
/// the tile's width. So a question can be answered by one range of a store, or by one tile that was published.
using ReadHashes =
    std::function<Result<std::vector<std::string>>(unsigned level, std::uint64_t first, std::size_t count)>;

/// The nodes of the last, partial tile of each level, one straight after the other; empty where the last tile is full.
using Rows = std::array<std::string, levels_max>;

/// The size of the tree that ends in these rows. Requires: each has 0 to 255 hashes.
[[nodiscard]] std::uint64_t size_of(const Rows& rows);
/// The root of the tree that ends in these rows. Costs one hash a node in them.
[[nodiscard]] std::string root_of(const Rows& rows);

/// A value: copy it to try an append that may be given up. Memory: at most 255 hashes a level, 64 KB in all.
class Edge {
 public:
  /// Adds the next leaf and gives back the nodes above it that it completed, the lowest first: one for every 256th
  /// leaf, two for every 65,536th. Requires: `leaf` is a hash of 32 bytes.
  std::vector<Node> append(std::string_view leaf);

  [[nodiscard]] std::uint64_t size() const { return size_; }
  /// The root over all leaves so far. Costs up to 255 hashes a level: for a checkpoint, not for every leaf.
  [[nodiscard]] std::string root() const { return root_of(rows_); }
  [[nodiscard]] const Rows& rows() const { return rows_; }

  /// The edge of a tree whose rows were kept; corrupt when a row is not whole hashes, or has more than 255.
  /// Trust: the hashes are taken as they are; compare the root with a signed checkpoint.
  [[nodiscard]] static Result<Edge> rebuilt(Rows rows);
  /// The same, reading the rows of a tree of `size` leaves: at most one question a level.
  [[nodiscard]] static Result<Edge> rebuilt(std::uint64_t size, const ReadHashes& hashes);

  bool operator==(const Edge&) const = default;

 private:
  std::uint64_t size_ = 0;
  Rows rows_;
};

}  // namespace heed::tlog
