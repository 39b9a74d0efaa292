#pragma once
// One closed ring, straight in longitude and latitude from vertex to vertex, and which side of it a position is on.

#include <cstdint>
#include <vector>

#include "lib/area/position.h"

namespace heed::area {

enum class Side { outside, boundary, inside };
/// The pole that a ring goes round, if any: the one on its own side of the equator, by its mean latitude.
enum class Pole { none, north, south };

[[nodiscard]] Pole pole_within(const std::vector<Position>& ring);

/// Exact: 64-bit integers throughout, no rounding anywhere. Immutable, so any thread may ask.
class Outline {
 public:
  /// Requires: no edge of exactly half a turn (it would go east). Any orientation, crossings and repetitions are fine.
  Outline(std::vector<Position> vertices, Pole pole);

  /// Non-zero winding: whatever the ring goes round at least once is inside, both wings of a bow-tie and overlaps too.
  /// The pole that is not enclosed is where "outside" is.
  [[nodiscard]] Side side_of(Position position) const;

 private:
  /// A run of edges and the part of the earth it stays in.
  struct Chain {
    std::uint32_t first;  ///< index of its first edge, which begins at the vertex of the same index
    std::uint32_t last;   ///< one past its last edge
    std::int64_t west;    ///< longitude where it begins in the west
    std::int64_t width;   ///< eastward from there
    std::int32_t south;
    std::int32_t north;
  };

  /// Looks along a meridian, away from the enclosed pole.
  struct Look {
    Position from;
    bool is_southward;
    int crossings = 0;
    bool is_on_edge = false;
  };

  [[nodiscard]] Position end_of(std::size_t edge) const;
  [[nodiscard]] Chain chain(std::size_t first, std::size_t last) const;
  [[nodiscard]] static bool may_meet(const Chain& chain, const Look& look);
  [[nodiscard]] Side side_of_pole(Position position) const;
  static void meet(Look& look, Position from, Position to);

  std::vector<Position> vertices_;
  std::vector<Chain> chains_;
  Chain whole_{};
  Pole pole_;
};

}  // namespace heed::area
