#pragma once
// Longitudes on the cylinder, in whole units of 1e-7 degree. For this folder only.

#include <cstdint>
#include <vector>

#include "lib/area/position.h"

namespace heed::area {

/// From 0 to less than a full turn.
[[nodiscard]] constexpr std::int64_t eastward(std::int64_t from, std::int64_t to) {
  const auto rest = (to - from) % full_turn;
  return rest < 0 ? rest + full_turn : rest;
}

/// From `from` to `to` the short way, east positive; exactly half a turn goes east.
[[nodiscard]] constexpr std::int64_t short_way(std::int64_t from, std::int64_t to) {
  const auto east = eastward(from, to);
  return east > half_turn ? east - full_turn : east;
}

/// How a closed ring goes round the earth.
struct Turn {
  std::int64_t around = 0;  ///< sum of its steps in longitude: 0, or a multiple of a full turn round a pole
  __int128 lean = 0;  ///< twice the integral of latitude over longitude, taken eastward: its sign is the side it is on
};

[[nodiscard]] inline Turn turn_of(const std::vector<Position>& vertices) {
  Turn turn;
  for (std::size_t i = 0; i < vertices.size(); ++i) {
    const auto from = vertices[i];
    const auto to = vertices[i + 1 == vertices.size() ? 0 : i + 1];
    const auto step = short_way(from.lon, to.lon);
    turn.around += step;
    turn.lean += static_cast<__int128>(step) * (std::int64_t{from.lat} + to.lat);
  }
  if (turn.around < 0) turn.lean = -turn.lean;
  return turn;
}

}  // namespace heed::area
