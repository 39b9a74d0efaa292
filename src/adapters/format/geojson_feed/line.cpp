#include "adapters/format/geojson_feed/line.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "lib/area/outline.h"

namespace heed::geojson_feed {
namespace {

using area::full_turn;
using area::half_turn;
using area::quarter_turn;

constexpr double radians = std::numbers::pi / 180;
constexpr double units = area::units_per_degree;

/// The smallest radius of curvature of the WGS 84 ellipsoid, at the equator along the meridian. Why the smallest: on a
/// sphere of this radius every distance is shorter than on the earth, so a circle drawn on it with the true distances
/// covers the true one.
constexpr double radius_km = 6'335.439;
constexpr std::size_t corners = 64;
constexpr int samples = 8;  // of each edge

std::int64_t short_way(std::int64_t from, std::int64_t to) {
  auto step = (to - from) % full_turn;
  if (step > half_turn) step -= full_turn;
  if (step <= -half_turn) step += full_turn;
  return step;
}

/// In degrees.
struct Place {
  double lon;
  double lat;
};

Place from_centre(Place centre, double bearing, double angle) {
  const double lat = centre.lat * radians;
  const double sin_lat =
      std::clamp(std::sin(lat) * std::cos(angle) + std::cos(lat) * std::sin(angle) * std::cos(bearing), -1.0, 1.0);
  const double east = std::sin(bearing) * std::sin(angle) * std::cos(lat);
  const double north = std::cos(angle) - std::sin(lat) * sin_lat;
  return {centre.lon + std::atan2(east, north) / radians, std::asin(sin_lat) / radians};
}

double angle_between(Place a, Place b) {
  const double half_lat = (b.lat - a.lat) * radians / 2;
  const double half_lon = (b.lon - a.lon) * radians / 2;
  const double h = std::pow(std::sin(half_lat), 2) +
                   std::cos(a.lat * radians) * std::cos(b.lat * radians) * std::pow(std::sin(half_lon), 2);
  return 2 * std::asin(std::min(1.0, std::sqrt(h)));
}

std::vector<Place> corners_at(Place centre, double angle) {
  std::vector<Place> places;
  for (std::size_t i = 0; i < corners; ++i) {
    // Against the clock, from the east.
    const double bearing = std::numbers::pi / 2 - 2 * std::numbers::pi * static_cast<double>(i) / corners;
    places.push_back(from_centre(centre, bearing, angle));
  }
  return places;
}

/// How near the edges come to the centre, straight in longitude and latitude as GeoJSON's edges are.
double nearest(Place centre, const std::vector<Place>& places) {
  double least = std::numbers::pi;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const auto from = places[i];
    const auto to = places[(i + 1) % places.size()];
    for (int k = 0; k < samples; ++k) {
      const double share = static_cast<double>(k) / samples;
      least = std::min(least, angle_between(centre, {from.lon + share * (to.lon - from.lon),
                                                     from.lat + share * (to.lat - from.lat)}));
    }
  }
  return least;
}

std::int64_t in_units(double degrees) { return static_cast<std::int64_t>(std::llround(degrees * units)); }

/// All longitudes between the latitudes: near a pole a circle is no convex shape on the map.
Line band(double south, double north) {
  const auto low = std::max(in_units(south), -quarter_turn);
  const auto high = std::min(in_units(north), quarter_turn);
  return {{-half_turn, low}, {half_turn, low}, {half_turn, high}, {-half_turn, high}};
}

}  // namespace

Line unrolled(const area::Ring& ring) {
  Line line;
  if (ring.vertices.empty()) return line;
  std::int64_t lon = ring.vertices.front().lon;
  for (const auto vertex : ring.vertices) {
    lon += short_way(lon, vertex.lon);
    line.push_back({lon, vertex.lat});
  }
  const auto pole = area::pole_within(ring.vertices);
  if (pole == area::Pole::none) return line;
  const auto first = line.front();
  const auto end = lon + short_way(lon, first.lon);
  const auto lat = pole == area::Pole::north ? quarter_turn : -quarter_turn;
  line.insert(line.end(), {{end, first.lat}, {end, lat}, {first.lon, lat}});
  return line;
}

Line around(const area::Circle& circle) {
  const Place centre{circle.centre.longitude(), circle.centre.latitude()};
  const double km = circle.radius_km == 0 ? area::spot_radius_km : circle.radius_km;
  // And what a corner loses when it is rounded to a unit.
  const double wanted = (km * 1.0001 + 0.000'02) / radius_km;
  const double degrees = wanted / radians;
  constexpr double widest = 60;  // degrees: a wider circle is no shape on a flat map, and warns half the earth anyway
  if (degrees > widest) return band(centre.lat - degrees, centre.lat + degrees);
  double angle = wanted / std::cos(std::numbers::pi / corners);
  for (int i = 0; i < 8; ++i) {
    constexpr double edge_of_map = 89.5;
    if (std::abs(centre.lat) + angle / radians > edge_of_map) break;
    const auto places = corners_at(centre, angle);
    const auto least = nearest(centre, places);
    if (least >= wanted) {
      Line line;
      for (const auto place : places) line.push_back({in_units(place.lon), in_units(place.lat)});
      return line;
    }
    angle *= wanted / least * 1.0005;
  }
  return band(centre.lat - degrees, centre.lat + degrees);
}

Line box_round(const Line& line) {
  if (line.empty()) return {};
  auto low = line.front();
  auto high = line.front();
  for (const auto point : line) {
    low = {std::min(low.lon, point.lon), std::min(low.lat, point.lat)};
    high = {std::max(high.lon, point.lon), std::max(high.lat, point.lat)};
  }
  return {low, {high.lon, low.lat}, high, {low.lon, high.lat}};
}

namespace {

/// The part on one side of a meridian (Sutherland and Hodgman, 1974).
template <class IsInside>
Line clipped(const Line& line, std::int64_t lon, IsInside is_inside) {
  Line kept;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const auto from = line[i];
    const auto to = line[(i + 1) % line.size()];
    if (is_inside(from)) kept.push_back(from);
    if (is_inside(from) == is_inside(to)) continue;
    const double share = static_cast<double>(lon - from.lon) / static_cast<double>(to.lon - from.lon);
    kept.push_back({lon, from.lat + std::llround(share * static_cast<double>(to.lat - from.lat))});
  }
  return kept;
}

}  // namespace

Line between(const Line& line, std::int64_t west, std::int64_t east) {
  auto kept = clipped(line, west, [&](Point point) { return point.lon >= west; });
  kept = clipped(kept, east, [&](Point point) { return point.lon <= east; });
  const bool is_flat = std::ranges::all_of(kept, [&](Point point) { return point.lon == kept.front().lon; });
  if (kept.size() < 3 || is_flat) return {};
  return kept;
}

double turning(const Line& line) {
  double sum = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const auto from = line[i];
    const auto to = line[(i + 1) % line.size()];
    // Why from the first point: the products of small differences lose no digits.
    const auto x0 = static_cast<double>(from.lon - line.front().lon);
    const auto y0 = static_cast<double>(from.lat - line.front().lat);
    const auto x1 = static_cast<double>(to.lon - line.front().lon);
    const auto y1 = static_cast<double>(to.lat - line.front().lat);
    sum += x0 * y1 - x1 * y0;
  }
  return sum;
}

}  // namespace heed::geojson_feed
