#pragma once
// The plane that the tree divides: x eastward from the antimeridian, y northward from the south pole, in units of
// 1e-7 degree. For this folder only.

#include <cstdint>

#include "lib/area/position.h"

namespace heed::covering {

inline constexpr auto x_end = static_cast<std::uint32_t>(area::full_turn);  ///< one past the largest x of a place
inline constexpr auto y_top = static_cast<std::uint32_t>(area::half_turn);  ///< the largest y of a place

struct Place {
  std::uint32_t x = 0;
  std::uint32_t y = 0;
};

/// Longitudes beyond 180 degrees come in again at the other side.
[[nodiscard]] constexpr Place place_of(area::Position position) {
  std::int64_t x = position.lon + area::half_turn;
  if (x < 0) x += area::full_turn;
  if (x >= area::full_turn) x -= area::full_turn;
  return {static_cast<std::uint32_t>(x), static_cast<std::uint32_t>(position.lat + area::quarter_turn)};
}

[[nodiscard]] constexpr bool is_pole(area::Position position) {
  return position.lat == area::quarter_turn || position.lat == -area::quarter_turn;
}

/// The bits of x and y in turns, y first: a square of the tree is one interval of such numbers.
[[nodiscard]] constexpr std::uint64_t z_order(Place place) {
  const auto spread = [](std::uint64_t bits) {
    bits = (bits | (bits << 16)) & 0x0000'FFFF'0000'FFFF;
    bits = (bits | (bits << 8)) & 0x00FF'00FF'00FF'00FF;
    bits = (bits | (bits << 4)) & 0x0F0F'0F0F'0F0F'0F0F;
    bits = (bits | (bits << 2)) & 0x3333'3333'3333'3333;
    return (bits | (bits << 1)) & 0x5555'5555'5555'5555;
  };
  return spread(place.x) | (spread(place.y) << 1);
}

/// Squares that hold edges are at most this wide. Why: an edge is at most half a turn long, so the difference in x of
/// its ends to a place in a square that it touches is at most half a turn and this, below 2^31, and 32 bits hold it.
inline constexpr unsigned square_bits_max = 28;

/// A square of places.
struct Square {
  std::uint32_t x = 0;  ///< its western column
  std::uint32_t y = 0;  ///< its southern row
  unsigned bits = 0;    ///< it is 2^bits places wide and high

  [[nodiscard]] std::uint32_t last() const { return static_cast<std::uint32_t>((std::uint64_t{1} << bits) - 1); }
  [[nodiscard]] bool has_places() const { return x < x_end && y <= y_top; }
  /// In z-order: south-west, south-east, north-west, north-east.
  [[nodiscard]] Square quarter(unsigned number) const {
    const std::uint32_t half = std::uint32_t{1} << (bits - 1);
    return {x + (number & 1U ? half : 0), y + (number & 2U ? half : 0), bits - 1};
  }
};

/// A piece of a ring, straight from one end to the other. x counts modulo 2^32, so that an edge over the antimeridian
/// runs on; only differences of it to places near the edge mean something.
struct Edge {
  std::uint32_t x0;
  std::int32_t y0;
  std::uint32_t x1;
  std::int32_t y1;
};

/// Looks southward from a place along its meridian.
struct Look {
  std::int32_t winding = 0;
  bool is_on_edge = false;

  /// Requires: the edge is near the place, as said at square_bits_max.
  /// Why no 128-bit numbers: a difference of latitudes is at most half a turn, 1.8e9, one of longitudes below 2^31, so
  /// the two products together stay below 8e18.
  /// Why `a >= 0` on one side and `b >= 0` on the other: an edge owns its western end and not its eastern one, so that
  /// a vertex is met once, and a meridional edge never.
  void meet(const Edge& edge, Place from) {
    const auto a = static_cast<std::int32_t>(from.x - edge.x0);
    const auto b = static_cast<std::int32_t>(from.x - edge.x1);
    const auto dx = static_cast<std::int64_t>(static_cast<std::int32_t>(edge.x1 - edge.x0));
    const auto up = static_cast<std::int64_t>(static_cast<std::int32_t>(from.y)) - edge.y0;
    const auto left = dx * up - (std::int64_t{edge.y1} - edge.y0) * a;
    const bool is_owned = (a >= 0) != (b >= 0);
    winding += static_cast<int>(is_owned & (a >= 0) & (left > 0)) - static_cast<int>(is_owned & (b >= 0) & (left < 0));
    if (left == 0) [[unlikely]]
      is_on_edge |= is_between(edge, from);
  }

 private:
  [[nodiscard]] static bool is_between(const Edge& edge, Place place) {
    const auto a = static_cast<std::int32_t>(place.x - edge.x0);
    const auto b = static_cast<std::int32_t>(place.x - edge.x1);
    const auto y = static_cast<std::int32_t>(place.y);
    return (a <= 0 || b <= 0) && (a >= 0 || b >= 0) && (y <= edge.y0 || y <= edge.y1) && (y >= edge.y0 || y >= edge.y1);
  }
};

/// Whether the edge has a point in the square, its borders included. Requires: as for Look::meet, or no common column.
[[nodiscard]] inline bool touches(const Edge& edge, const Square& square) {
  const std::int64_t side = square.last();
  // Offsets from the western and southern border to the ends.
  const std::int64_t x0 = static_cast<std::int32_t>(edge.x0 - square.x);
  const std::int64_t x1 = static_cast<std::int32_t>(edge.x1 - square.x);
  const std::int64_t y0 = std::int64_t{edge.y0} - square.y;
  const std::int64_t y1 = std::int64_t{edge.y1} - square.y;
  if ((x0 < 0 && x1 < 0) || (x0 > side && x1 > side) || (y0 < 0 && y1 < 0) || (y0 > side && y1 > side)) return false;
  const auto dx = x1 - x0;
  const auto dy = y1 - y0;
  // The places furthest to the left of the edge's line and to the right of it.
  const auto left = dx * ((dx > 0 ? side : 0) - y0) - dy * ((dy > 0 ? 0 : side) - x0);
  const auto right = dx * ((dx > 0 ? 0 : side) - y0) - dy * ((dy > 0 ? side : 0) - x0);
  return right <= 0 && left >= 0;
}

}  // namespace heed::covering
