#include "lib/area/buffer/local.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "lib/area/position.h"

namespace heed::buffer {
namespace {

// WGS 84.
constexpr double equator_radius = 6'378'137.0;
constexpr double eccentricity_squared = 0.00669437999014;
constexpr double radians_per_unit = std::numbers::pi / 180 / static_cast<double>(area::units_per_degree);

constexpr double flatness = 0.02;  // is_flat: an ellipse overstates the width of a circle by half of this
constexpr double reach_slack = 1.0005;

double radians(std::int64_t y) {
  return static_cast<double>(std::clamp(y, -area::quarter_turn, area::quarter_turn)) * radians_per_unit;
}

double squeeze(double latitude) {
  const double sine = std::sin(latitude);
  return 1 - eccentricity_squared * sine * sine;
}

std::int64_t farthest(std::int64_t a, std::int64_t b) { return std::max(std::abs(a), std::abs(b)); }

/// The latitude nearest to the equator.
std::int64_t nearest(std::int64_t a, std::int64_t b) {
  return (a < 0) != (b < 0) ? 0 : std::min(std::abs(a), std::abs(b));
}

}  // namespace

double metres_of_longitude(std::int64_t y) {
  const double latitude = radians(y);
  return std::cos(latitude) * equator_radius / std::sqrt(squeeze(latitude)) * radians_per_unit;
}

double metres_of_latitude(std::int64_t y) {
  return equator_radius * (1 - eccentricity_squared) / std::pow(squeeze(radians(y)), 1.5) * radians_per_unit;
}

double length_metres(Point a, Point b) {
  const double east = static_cast<double>(b.x - a.x) * metres_of_longitude(nearest(a.y, b.y));
  const double north = static_cast<double>(b.y - a.y) * metres_of_latitude(farthest(a.y, b.y));
  return std::hypot(east, north);
}

// Why the mean of two latitudes for the width: on a sphere a circle of radius d round latitude f meets the latitude g
// where sin²(half the longitude) = (sin²(d/2) - sin²((g-f)/2)) / (cos f cos g), and cos f cos g is least at the side of
// the pole. On the ellipsoid the parallels' own radii stand for the cosines.
Reach reach_between(std::int64_t south, std::int64_t north, double metres) {
  const auto far = farthest(south, north);
  const auto rise = static_cast<std::int64_t>(std::ceil(metres / metres_of_latitude(0)));
  const auto low = std::max<std::int64_t>(0, nearest(south, north) - rise);
  const double narrow = std::sqrt(metres_of_longitude(far) * metres_of_longitude(far + rise));
  return {metres / narrow * reach_slack, metres / metres_of_latitude(low) * reach_slack};
}

bool is_flat(std::int64_t y, double metres) {
  return (1 + std::tan(std::abs(radians(y)))) * metres / equator_radius <= flatness;
}

bool is_even(std::int64_t south, std::int64_t north, double evenness) {
  return metres_of_longitude(nearest(south, north)) <= (1 + evenness) * metres_of_longitude(farthest(south, north));
}

// Why: whoever is at right angles to the line, at the distance d, is sqrt(d² + h² (1 + d k)) from a circle that stands
// h along it, where k is the line's own curvature, at most that of its parallel: tan(latitude) / radius. Where that
// grows too sharp, near a pole, d + h is the bound that always holds.
double circle_spacing(std::int64_t y, double metres) {
  const double bend = 1 + metres * std::tan(std::abs(radians(y))) / equator_radius;
  const double beside = std::sqrt((circle_growth * circle_growth - 1) / bend);
  // The rest, a hundredth, is for the ellipsoid.
  return 2 * 0.99 * metres * std::max(beside, circle_growth - 1);
}

}  // namespace heed::buffer
