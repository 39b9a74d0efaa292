#include "lib/area/compiled.h"

#include <algorithm>

#include "core/text.h"
#include "lib/area/check.h"
#include "lib/area/geodesic.h"

namespace heed::area {
namespace {

std::size_t points_added(const Area& area, double tolerance) {
  std::size_t points = 0;
  for (const auto& polygon : area.polygons) {
    for (const auto& [vertices] : polygon.rings) {
      for (std::size_t i = 0; i < vertices.size(); ++i) {
        points += points_between(vertices[i], vertices[(i + 1) % vertices.size()], tolerance);
      }
    }
  }
  return points;
}

/// One metre, unless the area has so many long edges that it would fill the memory; check() refuses such areas.
double tolerance_for(const Area& area) {
  double tolerance = straightness_metres;
  while (points_added(area, tolerance) > geodesic_points) tolerance *= 4;
  return tolerance;
}

bool reaches(const Circle& circle, Position position) {
  const double radius_km = circle.radius_km == 0 ? spot_radius_km : circle.radius_km;
  return is_within(circle.centre, position, radius_km * 1000);
}

}  // namespace

Compiled::Compiled(const Area& area, Edges edges) : circles_(area.circles) {
  const double tolerance = edges == Edges::planar ? straightness_metres : tolerance_for(area);
  for (const auto& polygon : area.polygons) {
    auto& face = faces_.emplace_back();
    for (std::size_t i = 0; i < polygon.rings.size(); ++i) {
      auto readings = read(polygon.rings[i], edges, tolerance);
      if (i == 0) {
        face.outline = std::move(readings);
      } else {
        face.holes.push_back(std::move(readings));
      }
    }
  }
}

Compiled::Readings Compiled::read(const Ring& ring, Edges edges, double tolerance_metres) {
  const auto pole = pole_within(ring.vertices);
  Readings readings;
  if (edges != Edges::planar) {
    auto curved = with_geodesic_edges(ring.vertices, tolerance_metres);
    const bool differs = curved.size() > ring.vertices.size();
    if (differs || edges == Edges::geodesic) readings.emplace_back(std::move(curved), pole);
  }
  if (edges != Edges::geodesic) readings.emplace_back(ring.vertices, pole);
  return readings;
}

// Why a hole must hold in both readings before it takes anybody out: whoever is inside by either reading is warned.
bool Compiled::Face::contains(Position position) const {
  const auto encloses = [&](const Outline& ring) { return ring.side_of(position) != Side::outside; };
  const auto removes = [&](const Outline& hole) { return hole.side_of(position) == Side::inside; };
  if (std::ranges::none_of(outline, encloses)) return false;
  return std::ranges::none_of(holes, [&](const Readings& hole) { return std::ranges::all_of(hole, removes); });
}

bool Compiled::contains(Position position) const {
  return std::ranges::any_of(faces_, [&](const Face& face) { return face.contains(position); }) ||
         std::ranges::any_of(circles_, [&](const Circle& circle) { return reaches(circle, position); });
}

std::string Compiled::explain(Position position) const {
  for (std::size_t i = 0; i < faces_.size(); ++i) {
    if (faces_[i].contains(position)) return cat("in polygon ", i + 1);
  }
  for (std::size_t i = 0; i < circles_.size(); ++i) {
    if (reaches(circles_[i], position)) return cat("in circle ", i + 1);
  }
  return {};
}

}  // namespace heed::area
