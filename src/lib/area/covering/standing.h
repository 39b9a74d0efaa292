#pragma once
// A standing area as the index keeps it: its rings as they are tested, its circles, and where they are. For this
// folder only.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "lib/area/covering/place.h"
#include "lib/area/covering/view.h"
#include "lib/area/readings.h"
#include "lib/area/turn.h"

namespace heed::covering {

/// Rows from south to north, columns eastward from west, all included; it may run over the antimeridian.
struct Box {
  std::uint32_t west = 0;
  std::uint32_t width = 0;
  std::uint32_t south = 0;
  std::uint32_t north = 0;

  [[nodiscard]] static std::uint32_t eastward(std::uint32_t from, std::uint32_t to) {
    return to - from + (to < from ? x_end : 0);
  }
  [[nodiscard]] bool contains(Place place) const {
    return south <= place.y && place.y <= north && eastward(west, place.x) <= width;
  }
  [[nodiscard]] bool meets(const Square& square) const {
    const bool in_rows = south <= square.y + square.last() && north >= square.y;
    return in_rows && (eastward(west, square.x) <= width || eastward(square.x, west) <= square.last());
  }
};

struct Standing {
  Key key = 0;
  std::uint64_t added = 0;  ///< the revision that it came with
  std::vector<area::Face> faces;
  std::vector<area::Circle> circles;
  std::vector<Box> boxes;  ///< of each face, then of each circle

  [[nodiscard]] bool meets(const Square& square) const;
  [[nodiscard]] std::size_t vertices() const;  ///< of all readings
  [[nodiscard]] std::size_t bytes() const;
};
using Standings = std::vector<std::shared_ptr<const Standing>>;

/// Where a face is, all round the earth when it reaches a pole.
[[nodiscard]] Box box_of(const area::Face& face);
[[nodiscard]] Standing standing_of(Key key, const area::Area& area, area::Edges edges);

/// Calls with each edge of the closed ring, wherever it reaches the columns from 0 to x_end: once, or twice when it
/// runs over the antimeridian or to it.
template <class Take>
void each_edge(const std::vector<area::Position>& vertices, Take take) {
  if (vertices.empty()) return;
  std::int64_t x = place_of(vertices[0]).x;
  for (std::size_t i = 0; i < vertices.size(); ++i) {
    const auto from = vertices[i];
    const auto to = vertices[i + 1 == vertices.size() ? 0 : i + 1];
    const auto step = area::short_way(from.lon, to.lon);
    const std::int64_t west = std::min(x, x + step);
    const std::int64_t turned = west < 0 ? area::full_turn : west >= area::full_turn ? -area::full_turn : 0;
    x += turned;
    const auto y0 = static_cast<std::int32_t>(from.lat + area::quarter_turn);
    const auto y1 = static_cast<std::int32_t>(to.lat + area::quarter_turn);
    take(x, Edge{static_cast<std::uint32_t>(x), y0, static_cast<std::uint32_t>(x + step), y1});
    if (std::max(x, x + step) >= area::full_turn) {
      const auto again = x - area::full_turn;
      take(again, Edge{static_cast<std::uint32_t>(again), y0, static_cast<std::uint32_t>(again + step), y1});
    }
    x += step;
  }
}

}  // namespace heed::covering
