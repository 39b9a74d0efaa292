#include "lib/area/overlap/box.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "lib/area/readings.h"

namespace heed::overlap {
namespace {

using area::full_turn;
using area::half_turn;
using area::quarter_turn;

/// From 0 to less than a full turn.
std::int64_t eastward(std::int64_t from, std::int64_t to) {
  const auto rest = (to - from) % full_turn;
  return rest < 0 ? rest + full_turn : rest;
}

/// A box as it grows: west and how far it reaches eastward from there.
struct Span {
  std::int64_t south = quarter_turn;
  std::int64_t north = -quarter_turn;
  std::int64_t west = 0;
  std::int64_t width = -1;  ///< nothing yet

  void widen(const Span& other) {
    south = std::min(south, other.south);
    north = std::max(north, other.north);
    if (width < 0) {
      west = other.west;
      width = other.width;
      return;
    }
    // Of the two ways to hold both, the narrower.
    const auto from_here = std::max(width, eastward(west, other.west) + other.width);
    const auto from_there = std::max(other.width, eastward(other.west, west) + width);
    if (from_there < from_here) west = other.west;
    width = std::min({from_here, from_there, full_turn});
  }
};

Span span_of(const area::Reading& reading) {
  Span span;
  std::int64_t x = 0, west = 0, east = 0;
  const auto& ring = reading.vertices;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    span.south = std::min<std::int64_t>(span.south, ring[i].lat);
    span.north = std::max<std::int64_t>(span.north, ring[i].lat);
    const auto east_step = eastward(ring[i].lon, ring[(i + 1) % ring.size()].lon);
    x += east_step > half_turn ? east_step - full_turn : east_step;
    west = std::min(west, x);
    east = std::max(east, x);
  }
  span.west = ring.front().lon + west;
  span.width = std::min(east - west, full_turn);
  if (reading.pole == area::Pole::none) return span;
  span.width = full_turn;
  (reading.pole == area::Pole::north ? span.north : span.south) =
      reading.pole == area::Pole::north ? quarter_turn : -quarter_turn;
  return span;
}

/// Wider than the circle by a hundredth, since the earth is no sphere, and by two metres, for what comes so close
/// counts as touching it (overlap.h).
Span span_of(const area::Circle& circle) {
  constexpr double radians = std::numbers::pi / 180 / area::units_per_degree;
  constexpr double surely_beyond = 1.01, earth_radius_km = 6371, closeness_km = 0.002;
  const double km = (circle.radius_km == 0 ? area::spot_radius_km : circle.radius_km) + closeness_km;
  const double angle = surely_beyond * km / earth_radius_km;
  const auto rows = static_cast<std::int64_t>(angle / radians) + 2;
  Span span{circle.centre.lat - rows, circle.centre.lat + rows, -half_turn, full_turn};
  const bool is_at_pole = span.south <= -quarter_turn || span.north >= quarter_turn;
  span.south = std::max(span.south, -quarter_turn);
  span.north = std::min(span.north, quarter_turn);
  if (is_at_pole) return span;
  const double sweep = std::asin(std::min(1.0, std::sin(angle) / std::cos(radians * circle.centre.lat)));
  const auto columns = static_cast<std::int64_t>(sweep / radians) + 2;
  if (2 * columns >= full_turn) return span;
  span.west = circle.centre.lon - columns;
  span.width = 2 * columns;
  return span;
}

std::int32_t wrapped(std::int64_t lon) { return static_cast<std::int32_t>(eastward(-half_turn, lon) - half_turn); }

Box box_of(const Span& span) {
  const auto south = static_cast<std::int32_t>(span.south), north = static_cast<std::int32_t>(span.north);
  if (span.width >= full_turn) {
    return {{south, static_cast<std::int32_t>(-half_turn)}, {north, static_cast<std::int32_t>(half_turn)}};
  }
  return {{south, wrapped(span.west)}, {north, wrapped(span.west + span.width)}};
}

/// Eastward from west to east. Why not eastward() alone: from -180 to 180 is all round, and not nothing.
std::int64_t width_of(const Box& box) {
  const auto width = std::int64_t{box.north_east.lon} - box.south_west.lon;
  return width < 0 ? width + full_turn : width;
}

}  // namespace

Box box_of(const area::Area& area) {
  Span span;
  for (const auto& face : area::read(area, area::Edges::inclusive)) {
    for (const auto& reading : face.outline) {
      if (!reading.vertices.empty()) span.widen(span_of(reading));
    }
  }
  for (const auto& circle : area.circles) span.widen(span_of(circle));
  return box_of(span);
}

bool meet(const Box& a, const Box& b) {
  if (a.south_west.lat > b.north_east.lat || b.south_west.lat > a.north_east.lat) return false;
  return eastward(a.south_west.lon, b.south_west.lon) <= width_of(a) ||
         eastward(b.south_west.lon, a.south_west.lon) <= width_of(b);
}

}  // namespace heed::overlap
