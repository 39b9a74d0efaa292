#pragma once
// The tree as it is asked: squares of the plane in z-order, each with the areas that cover it whole, and the edges and
// circles that decide within it. For this folder only.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "lib/area/covering/place.h"
#include "lib/area/covering/standing.h"
#include "lib/area/covering/view.h"
#include "lib/area/readings.h"

namespace heed::covering {

enum class Part : std::uint8_t { outline, hole, circle };

/// What one reading of one ring, or one circle, says within a square. Those of an area follow each other: by face, and
/// in a face the outline's readings, then those of each hole.
struct Fragment {
  Key key = 0;
  std::int32_t winding = 0;      ///< of the edges south of the square that are not listed; a circle's number
  std::uint32_t edges : 24 = 0;  ///< how many of the square's edges are its own, in order
  std::uint32_t part : 2 = 0;
  std::uint32_t ends_ring : 1 = 0;
  std::uint32_t ends_face : 1 = 0;
  std::uint32_t ends_area : 1 = 0;
};
inline constexpr std::size_t fragment_edges_max = (1U << 24) - 1;

/// One or more squares that follow each other in z-order and have the same answer, or one square with fragments.
struct Leaf {
  std::uint32_t cover = 0;           ///< where the list of areas that cover it begins in `covers`
  std::uint32_t first_fragment = 0;  ///< its fragments end where those of the next leaf begin
  std::uint32_t first_edge = 0;
};

/// Lists of keys, each { list that goes on with it or 0, keys in this one and on, keys in this one, keys … }.
/// The first list is empty.
using Covers = std::vector<std::uint32_t>;
inline constexpr std::uint32_t cover_keys = 3;  ///< where the keys begin in a list

/// Immutable once it is grown, so any thread may ask. Poles are not in it: see base.h.
struct Tree {
  std::vector<std::uint64_t> starts;  ///< of each leaf, the z-order of its first place; the first is 0
  std::vector<Leaf> leaves;           ///< and one more, where the last one ends
  std::vector<Fragment> fragments;
  std::vector<Edge> edges;
  std::vector<area::Circle> circles;
  Covers covers;
  std::vector<std::uint32_t> first_leaf;  ///< for the highest bits of a z-order: the last leaf that begins not after it
  unsigned shift = 63;                    ///< of a z-order, so that those bits remain

  /// To be called when the leaves are complete.
  void make_directory();

  [[nodiscard]] std::size_t leaf_at(std::uint64_t z) const;
  /// Puts the keys of all areas that cover the position at the end of `into`.
  void append(area::Position position, std::vector<Key>& into) const;
  [[nodiscard]] std::size_t bytes() const;

  [[nodiscard]] bool is_decided(std::size_t leaf) const {
    return leaves[leaf].first_fragment == leaves[leaf + 1].first_fragment;
  }
  /// The largest square around the place in which the answer is the same. Requires: is_decided.
  [[nodiscard]] Square square_at(std::size_t leaf, Place place) const;

 private:
  void append_decided(const Leaf& leaf, std::vector<Key>& into) const;
  void append_undecided(std::size_t leaf, area::Position position, std::vector<Key>& into) const;
};

/// Builds the tree. Requires: the keys are all different.
[[nodiscard]] Tree grow(std::span<const std::shared_ptr<const Standing>> standings);

}  // namespace heed::covering
