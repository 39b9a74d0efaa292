#include "lib/area/measure/measure.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <GeographicLib/PolygonArea.hpp>

#include "core/text.h"
#include "lib/area/outline.h"
#include "lib/area/turn.h"

namespace heed::measure {
namespace {

constexpr double authalic_radius_km = 6'371.0072;
constexpr double square_metres_per_square_km = 1e6;

/// Why the pole decides which side is meant: a ring round the earth encloses the pole on its own side of the equator
/// (outline.h), and nothing tells GeographicLib so. Going east, the north is on the left.
double square_kilometres(const area::Ring& ring) {
  GeographicLib::PolygonArea measured(GeographicLib::Geodesic::WGS84());
  for (const auto vertex : ring.vertices) measured.AddPoint(vertex.latitude(), vertex.longitude());
  const auto pole = area::pole_within(ring.vertices);
  const bool is_eastward = area::turn_of(ring.vertices).around > 0;
  const bool is_reversed = pole != area::Pole::none && is_eastward != (pole == area::Pole::north);
  double perimeter = 0;
  double square_metres = 0;
  measured.Compute(is_reversed, pole == area::Pole::none, perimeter, square_metres);
  return std::abs(square_metres) / square_metres_per_square_km;
}

double square_kilometres(const area::Polygon& polygon) {
  double sum = 0;
  for (std::size_t i = 0; i < polygon.rings.size(); ++i) {
    sum += i == 0 ? square_kilometres(polygon.rings[i]) : -square_kilometres(polygon.rings[i]);
  }
  return std::max(sum, 0.0);
}

double square_kilometres(const area::Circle& circle) {
  const double radius_km = circle.radius_km == 0 ? area::spot_radius_km : circle.radius_km;
  const double half_angle = std::min(radius_km / authalic_radius_km, std::numbers::pi) / 2;
  const double chord = 2 * authalic_radius_km * std::sin(half_angle);
  return std::numbers::pi * chord * chord;
}

}  // namespace

double square_kilometres(const area::Area& area) {
  double sum = 0;
  for (const auto& polygon : area.polygons) sum += square_kilometres(polygon);
  for (const auto& circle : area.circles) sum += square_kilometres(circle);
  return sum;
}

Result<void> check_size(const area::Area& area, double most) {
  const double size = square_kilometres(area);
  if (size <= most) return {};
  return fail(Code::too_large, cat("this area has ", std::llround(size), " km², and at most ", std::llround(most),
                                   " km² may be warned at one time; draw it smaller, or use several areas"));
}

}  // namespace heed::measure
