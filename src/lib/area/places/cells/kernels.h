#pragma once
// The inner loops of the descent: four corners, or four points, against one edge at a time.
//
// A line straight in longitude and latitude runs from its western end (x, y) over (dx, dy), dx >= 0. For a point (px,
// py)
//     side = dx (py - y) - dy (px - x)        > 0: the point is north of the line
// In doubles this is wrong by less than `doubt` = (dx + |dy|) / 2^19, because no difference here exceeds 2^33 and
// products and differences round by 2^-53 of themselves. Whenever |side| <= doubt, whole numbers decide (exact.h).
//
// Winding. W(p) is the sum of the signs of the edges that pass strictly south of p over its meridian, eastward ones +1;
// an edge owns its western end and not its eastern one. In a cell, W is carried from the corner of its south-western
// point, half a unit further south where no vertex can lie (`base`), first along that line, then up the meridian of p.
// So only edges that come near the cell count:
//   along the line, an edge that crosses it adds -sign when it climbs eastward and +sign when it falls; it counts for
//   all points "right of" it: side <= 0 for a climbing or upright edge, side > 0 for a falling one; up the meridian, an
//   edge adds its sign where the end is north of it and the beginning is not.
// Why half a unit: points have whole coordinates, so the base line passes every vertex on one side.

#include <cstddef>
#include <cstdint>
#include <span>

#include "lib/area/places/cells/grid.h"
#include "lib/area/places/cells/slot.h"

namespace heed::cells {

struct Edge {
  double x = 0;
  double y = 0;
  double dx = 0;    ///< not negative
  double dy = 0;    ///< positive where dx is 0
  double sign = 0;  ///< +1 when the ring runs this way (eastward, or straight up), -1 when it runs the other way

  [[nodiscard]] double doubt() const { return (dx + (dy < 0 ? -dy : dy)) * 0x1p-19; }
};

/// A square of the grid. Four cells of half the side make it up: south-west, south-east, north-west, north-east.
struct Cell {
  double x = 0;  ///< its south-western point
  double y = 0;
  double side = 0;        ///< a power of two; the last point is x + side - 1
  std::uint64_t key = 0;  ///< of its first point

  [[nodiscard]] double base() const { return y - 0.5; }
  [[nodiscard]] Cell quarter(unsigned number) const {
    const double half = side / 2;
    const auto keys = static_cast<std::uint64_t>(half) * static_cast<std::uint64_t>(half);
    return {x + (number % 2 == 0 ? 0 : half), y + (number < 2 ? 0 : half), half, key + number * keys};
  }
  /// The last key of the cell. Why in two steps: the whole grid has 2^64 of them.
  [[nodiscard]] std::uint64_t last() const {
    const auto keys = static_cast<std::uint64_t>(side / 2) * static_cast<std::uint64_t>(side / 2);
    return side < 2 ? key : key + (keys - 1) + 3 * keys;
  }
};

/// A cell, the edges that come near it, and W at its corner.
struct Ground {
  Cell cell;
  std::span<const Edge> edges;
  double start = 0;
};

inline constexpr std::size_t leaf_places = 128;
inline constexpr std::size_t crowd_max = 512;

/// Points on their own, of one cell.
struct Crowd {
  alignas(32) double x[crowd_max];
  alignas(32) double y[crowd_max];
  alignas(32) Slot slot[crowd_max];
  std::size_t size = 0;
};

/// One bit for each point of a crowd.
struct Marks {
  std::uint64_t words[crowd_max / 64];
};

/// The places of a leaf: `count` slots, as many x, and as many y, leaf_places further on.
struct LeafView {
  const Slot* slots = nullptr;
  const std::int32_t* xy = nullptr;
  std::size_t count = 0;
};

/// Keys from `first` to `last`, both included.
struct KeyRange {
  std::uint64_t first = 0;
  std::uint64_t last = 0;
};

struct Kernels {
  /// Which quarters of the cell each edge comes near (bit q of near[i]; never left out where it does, to one unit
  /// around it), and how W changes from the corner of the cell to the corner of each quarter (added to turns[q]).
  void (*split)(const Cell& cell, std::span<const Edge> edges, std::uint8_t* near, double* turns);
  /// W of each point. Marks those not 0, and those that need the exact test: on an edge, or too close to tell. The bits
  /// of the latter in `inside` mean nothing.
  void (*wind)(const Crowd& crowd, const Ground& ground, Marks& inside, Marks& doubtful);
  /// The places of a leaf that are within the cell, added to the crowd; without a cell, all of them.
  void (*gather)(const LeafView& leaf, const Cell* cell, Crowd& crowd);
  /// The marked slots of the crowd, in order; room for 8 more than there are. Returns how many.
  std::size_t (*pick)(const Crowd& crowd, const Marks& marks, Slot* into);
  /// The slots of those of a leaf whose keys are in the range; room for all of them, and 8.
  std::size_t (*pick_range)(const LeafView& leaf, const KeyRange& range, Slot* into);
  /// Where the slot is among leaf_places of them; leaf_places when it is not.
  std::size_t (*index_of)(const Slot* slots, Slot slot);
};

/// For any machine.
[[nodiscard]] const Kernels& portable_kernels();
/// With AVX2. Requires: has_avx2().
[[nodiscard]] const Kernels& avx2_kernels();
[[nodiscard]] bool has_avx2();
/// The best for this machine, unless a test has chosen (nullptr: the best again).
[[nodiscard]] const Kernels& kernels();
void choose_kernels(const Kernels* chosen);

}  // namespace heed::cells
