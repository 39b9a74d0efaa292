#pragma once
// For this folder only: how long a unit of latitude and of longitude is, and when a border may be drawn as if the earth
// were flat.

#include <cstdint>
#include <vector>

namespace heed::buffer {

/// A vertex on the cylinder: longitudes run on over the antimeridian, so a line is the straight one.
struct Point {
  std::int64_t x;  ///< east, in units of 1e-7 degree
  std::int64_t y;  ///< north
  bool operator==(const Point&) const = default;
};
using Line = std::vector<Point>;

/// Metres in one unit along the parallel, and along the meridian, at a latitude given in units.
[[nodiscard]] double metres_of_longitude(std::int64_t y);
[[nodiscard]] double metres_of_latitude(std::int64_t y);
/// Not less than the length of the straight line, and close to it for short ones.
[[nodiscard]] double length_metres(Point a, Point b);

/// An ellipse in units, standing for a circle on the ground.
struct Reach {
  double x;
  double y;
};
/// Covers every circle of `metres` round a place between the two latitudes.
/// Requires: is_flat for both latitudes.
[[nodiscard]] Reach reach_between(std::int64_t south, std::int64_t north, double metres);

/// Whether a circle of `metres` at this latitude is so close to an ellipse that reach_between overstates it little.
[[nodiscard]] bool is_flat(std::int64_t y, double metres);
/// Whether a unit of longitude has the same length at both latitudes, but for this share.
[[nodiscard]] bool is_even(std::int64_t south, std::int64_t north, double evenness);

/// How far apart, in metres along a line no farther from the equator than `y`, circles of `circle_growth` times the
/// radius `metres` may stand to cover what circles of `metres` everywhere on it cover.
[[nodiscard]] double circle_spacing(std::int64_t y, double metres);
inline constexpr double circle_growth = 1.03;

}  // namespace heed::buffer
