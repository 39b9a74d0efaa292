#include "lib/area/readings.h"

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

Readings read(const Ring& ring, Edges edges, double tolerance_metres) {
  const auto pole = pole_within(ring.vertices);
  Readings readings;
  if (edges != Edges::planar) {
    auto curved = with_geodesic_edges(ring.vertices, tolerance_metres);
    const bool differs = curved.size() > ring.vertices.size();
    if (differs || edges == Edges::geodesic) readings.push_back({std::move(curved), pole});
  }
  if (edges != Edges::geodesic) readings.push_back({ring.vertices, pole});
  return readings;
}

}  // namespace

std::vector<Face> read(const Area& area, Edges edges) {
  const double tolerance = edges == Edges::planar ? straightness_metres : tolerance_for(area);
  std::vector<Face> faces;
  for (const auto& polygon : area.polygons) {
    auto& face = faces.emplace_back();
    for (std::size_t i = 0; i < polygon.rings.size(); ++i) {
      auto readings = read(polygon.rings[i], edges, tolerance);
      if (i == 0) {
        face.outline = std::move(readings);
      } else {
        face.holes.push_back(std::move(readings));
      }
    }
  }
  return faces;
}

bool reaches(const Circle& circle, Position position) {
  const double radius_km = circle.radius_km == 0 ? spot_radius_km : circle.radius_km;
  return is_within(circle.centre, position, radius_km * 1000);
}

}  // namespace heed::area
