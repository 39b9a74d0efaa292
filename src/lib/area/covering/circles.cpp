#include "lib/area/covering/circles.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "lib/area/readings.h"

namespace heed::covering {
namespace {

constexpr double pi = std::numbers::pi;
constexpr double radians = pi / area::half_turn;  ///< in one unit
// Why these: area::is_within decides by the sphere, of this radius, whatever is below the first or above the second
// share of the radius. The millionth more is for rounding, here and there.
constexpr double earth_radius = 6'371'008.8;
constexpr double surely_within = 0.994 * (1 - 1e-6);
constexpr double surely_beyond = 1.006 * (1 + 1e-6);
constexpr double rounding_metres = 1e-6;

double radius_metres(const area::Circle& circle) {
  return 1000 * (circle.radius_km == 0 ? area::spot_radius_km : circle.radius_km);
}

/// The rows and columns of a square as angles, longitudes as the distance from a meridian, 0 to pi.
struct Span {
  double south;
  double north;
  double nearest;
  double furthest;
};

Span span_of(const Square& square, area::Position centre) {
  const auto east = std::min(square.x + square.last(), x_end - 1);
  const auto north = std::min(square.y + square.last(), y_top);
  const auto here = place_of(centre).x;
  const auto apart = [](std::uint32_t a, std::uint32_t b) {
    const auto turn = std::max(a, b) - std::min(a, b);
    return radians * std::min(turn, x_end - turn);
  };
  const auto between = [&](std::uint32_t x) { return square.x <= x && x <= east; };
  const auto opposite = here < x_end / 2 ? here + x_end / 2 : here - x_end / 2;
  const auto [near, far] = std::minmax(apart(square.x, here), apart(east, here));
  return {radians * square.y - pi / 2, radians * north - pi / 2, between(here) ? 0 : near,
          between(opposite) ? pi : far};
}

/// Distances on the sphere from a centre to places at one difference of longitude.
class Meridian {
 public:
  Meridian(double centre, double turn) : centre_(centre), cos_centre_(std::cos(centre)), turn_(turn) {}

  [[nodiscard]] double metres(double latitude) const {
    const double rise = std::sin((latitude - centre_) / 2);
    const double sweep = std::sin(turn_ / 2);
    const double h = rise * rise + cos_centre_ * std::cos(latitude) * sweep * sweep;
    return 2 * earth_radius * std::asin(std::sqrt(std::clamp(h, 0.0, 1.0)));
  }
  /// The latitude whose place is nearest, if one of this meridian is; the furthest is half a turn from it.
  [[nodiscard]] double turning_point() const { return std::atan2(std::sin(centre_), cos_centre_ * std::cos(turn_)); }

 private:
  double centre_;
  double cos_centre_;
  double turn_;
};

/// Metres from a centre to the places of a square.
struct Reach {
  double nearest;
  double furthest;
};

// Why the nearest place is on the nearest meridian, and the furthest on the furthest: at a fixed latitude the distance
// grows with the difference of longitude, from 0 to half a turn. Along a meridian it has one turning point of a kind.
Reach reach_of(const Span& span, double centre) {
  const Meridian near(centre, span.nearest);
  const Meridian far(centre, span.furthest);
  Reach reach{std::min(near.metres(span.south), near.metres(span.north)),
              std::max(far.metres(span.south), far.metres(span.north))};
  const double closest = near.turning_point();
  if (span.south < closest && closest < span.north) reach.nearest = std::min(reach.nearest, near.metres(closest));
  const double turned = far.turning_point();
  const double remotest = turned > 0 ? turned - pi : turned + pi;
  if (span.south < remotest && remotest < span.north) reach.furthest = std::max(reach.furthest, far.metres(remotest));
  return reach;
}

}  // namespace

Share share_of(const area::Circle& circle, const Square& square) {
  const auto reach = reach_of(span_of(square, circle.centre), radians * circle.centre.lat);
  const double radius = radius_metres(circle);
  if (reach.nearest > surely_beyond * radius + rounding_metres) return Share::none;
  if (reach.furthest < surely_within * radius - rounding_metres) return Share::all;
  return Share::some;
}

Box box_of(const area::Circle& circle) {
  const double angle = surely_beyond * radius_metres(circle) / earth_radius + 1e-9;
  const double latitude = radians * circle.centre.lat;
  const double south = std::max(latitude - angle, -pi / 2);
  const double north = std::min(latitude + angle, pi / 2);
  const auto row = [](double at) {
    return static_cast<std::uint32_t>(std::clamp(std::llround((at + pi / 2) / radians), 0LL, area::half_turn + 0LL));
  };
  // One unit more on every side, for rounding.
  Box box{0, x_end - 1, row(south - radians), row(north + radians)};
  if (box.south == 0 || box.north == y_top) return box;
  const double sweep = std::asin(std::min(1.0, std::sin(angle) / std::cos(latitude))) + 2 * radians + 1e-9;
  const auto units = static_cast<std::uint32_t>(sweep / radians) + 1;
  if (2 * std::uint64_t{units} >= x_end) return box;
  const auto here = place_of(circle.centre).x;
  box.west = here >= units ? here - units : here + (x_end - units);
  box.width = 2 * units;
  return box;
}

}  // namespace heed::covering
