#include "adapters/format/geojson_feed/geometry.h"

#include <algorithm>

#include "adapters/format/geojson_feed/line.h"

namespace heed::geojson_feed {
namespace {

using core::Array;

enum class Direction { counterclockwise, clockwise };

Value degrees(std::int64_t count) {
  if (count % area::units_per_degree == 0) return count / area::units_per_degree;
  return static_cast<double>(count) / area::units_per_degree;
}

Value ring_of(Line line, std::int64_t shift, Direction direction) {
  const bool is_counterclockwise = turning(line) >= 0;
  if (is_counterclockwise != (direction == Direction::counterclockwise)) std::ranges::reverse(line);
  line.push_back(line.front());
  Array positions;
  for (const auto point : line) positions.push_back(Array{degrees(point.lon - shift), degrees(point.lat)});
  return positions;
}

/// The hole where it lies in the outline: it may have been unrolled from another turn, or lie across the outline's end.
std::vector<Line> placed(const std::vector<Line>& holes, const Line& outline) {
  const auto [west, east] = std::ranges::minmax(outline, {}, &Point::lon);
  std::vector<Line> found;
  for (auto hole : holes) {
    for (auto& point : hole) point.lon -= 2 * area::full_turn;
    for (int turn = -2; turn <= 2; ++turn) {
      auto part = between(hole, west.lon, east.lon);
      if (!part.empty()) found.push_back(std::move(part));
      for (auto& point : hole) point.lon += area::full_turn;
    }
  }
  return found;
}

/// The polygon in pieces that lie between -180 and 180 degrees; a hole goes with each piece that it lies in.
void add(Array& polygons, const Line& outline, const std::vector<Line>& holes) {
  const auto inner = placed(holes, outline);
  for (int turn = -2; turn <= 2; ++turn) {
    const auto shift = turn * area::full_turn;
    const auto west = shift - area::half_turn;
    const auto east = shift + area::half_turn;
    const auto piece = between(outline, west, east);
    if (piece.empty()) continue;
    Array rings{ring_of(piece, shift, Direction::counterclockwise)};
    for (const auto& hole : inner) {
      const auto part = between(hole, west, east);
      if (!part.empty()) rings.push_back(ring_of(part, shift, Direction::clockwise));
    }
    polygons.push_back(std::move(rings));
  }
}

void add(Geometry& geometry, Array& polygons, const area::Polygon& polygon) {
  if (polygon.rings.empty() || polygon.rings.front().vertices.empty()) return;
  auto outline = unrolled(polygon.rings.front());
  if (outline.size() > outline_points_max) {
    geometry.is_larger = true;
    add(polygons, box_round(outline), {});
    return;
  }
  std::vector<Line> holes;
  // Why a hole of many points is left out: without it more people are warned, never fewer.
  for (std::size_t i = 1; i < polygon.rings.size(); ++i) {
    auto hole = unrolled(polygon.rings[i]);
    if (hole.size() <= outline_points_max) holes.push_back(std::move(hole));
  }
  add(polygons, outline, holes);
}

}  // namespace

Geometry geometry_of(const std::vector<const area::Area*>& areas) {
  Geometry geometry;
  Array polygons;
  for (const auto* each : areas) {
    for (const auto& polygon : each->polygons) add(geometry, polygons, polygon);
    for (const auto& circle : each->circles) add(polygons, around(circle), {});
  }
  if (polygons.empty()) return geometry;
  geometry.multi_polygon = core::Object{{"type", "MultiPolygon"}, {"coordinates", std::move(polygons)}};
  return geometry;
}

}  // namespace heed::geojson_feed
