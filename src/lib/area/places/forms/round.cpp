#include "lib/area/places/forms/round.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "lib/area/places/forms/form.h"
#include "lib/area/readings.h"

namespace heed::forms {
namespace {

constexpr double radians = std::numbers::pi / 180 / static_cast<double>(area::units_per_degree);  // of one unit
constexpr double equator_radius = 6'378'137.0;
constexpr double flattening = 1 / 298.257223563;
constexpr double eccentricity2 = flattening * (2 - flattening);

constexpr double bends_most = 6'330'000.0;
constexpr double bends_least = 6'420'000.0;
constexpr double bends_max = 6'400'000.0;  // no line along a meridian or parallel is longer than its angle times this
constexpr double chord_slack = 1e-4;       // metres; rounding is below a thousandth of that

constexpr double within_max = 19'700'000.0;  // farther, the longest lines of all come into play
constexpr double beyond_max = 10'000'000.0;  // the bound of the twist is good up to here

struct Spot {
  double axis;
  double height;
};

Spot spot(double lat) {
  const double sine = std::sin(lat * radians);
  const double cosine = std::cos(lat * radians);
  const double across = equator_radius / std::sqrt(1 - eccentricity2 * sine * sine);
  return {across * cosine, across * (1 - eccentricity2) * sine};
}

}  // namespace

Round::Round(const area::Circle& circle) : circle_(circle) {
  radius_ = (circle.radius_km == 0 ? area::spot_radius_km : circle.radius_km) * 1000;
  const double near = std::min(radius_, within_max);
  sure_within_ = 2 * bends_most * std::sin(near / (2 * bends_most)) - chord_slack;
  sure_beyond_ = std::numeric_limits<double>::infinity();
  if (radius_ <= beyond_max) sure_beyond_ = 2 * bends_least * std::sin(radius_ / (2 * bends_least)) + chord_slack;
  const auto [axis, height] = spot(circle.centre.lat);
  axis_ = axis;
  height_ = height;
}

double Round::chord(double lat, double lon) const {
  const auto [axis, height] = spot(lat);
  const double sine = std::sin((lon - circle_.centre.lon) * radians / 2);
  const double rise = height - height_;
  const double out = axis - axis_;
  return std::sqrt(rise * rise + out * out + 4 * axis * axis_ * sine * sine);
}

Within Round::cell(const Cell& cell) const {
  constexpr auto top = static_cast<double>(area::quarter_turn);
  // Beyond a latitude of 90 degrees there is only the point that stands for the pole.
  const double south = std::clamp(cell.y, -top, top);
  const double north = std::clamp(cell.y + cell.side - 1, -top, top);
  const double lowest = south > 0 ? south : north < 0 ? -north : 0;  // the latitude nearest to the equator
  const double half_x = (cell.side - 1) / 2 * radians * bends_max * std::min(1.0, std::cos(lowest * radians) + 1e-9);
  const double half_y = (north - south) / 2 * radians * bends_max;
  const double reach = half_x + half_y + chord_slack;
  const double middle = chord((south + north) / 2, cell.x + (cell.side - 1) / 2);
  if (middle + reach <= sure_within_) return Within::yes;
  if (middle - reach > sure_beyond_) return Within::no;
  return Within::unclear;
}

bool Round::contains(Point point) const {
  const auto [lat, lon] = cells::to_position(point);
  const double length = chord(lat, lon);
  if (length <= sure_within_) return true;
  if (length > sure_beyond_) return false;
  return area::reaches(circle_, cells::to_position(point));
}

void Round::mark(const Crowd& crowd, Marks& inside) const {
  for (std::size_t word = 0; word * 64 < crowd.size; ++word) {
    std::uint64_t mask = 0;
    for (std::size_t i = word * 64; i < std::min(crowd.size, word * 64 + 64); ++i) {
      const Point point{static_cast<std::int32_t>(crowd.x[i]), static_cast<std::int32_t>(crowd.y[i])};
      mask |= std::uint64_t{contains(point)} << (i % 64);
    }
    inside.words[word] = mask;
  }
}

void Round::bounds(Box& box) const {
  constexpr auto half = static_cast<double>(area::half_turn);
  constexpr auto top = static_cast<double>(area::quarter_turn);
  const double angle = radius_ / (0.99 * bends_most);
  const double up = angle / radians + 10;
  const auto [lat, lon] = circle_.centre;
  box = {-half, half, std::max(lat - up, -top), std::min(lat + up, top)};
  if (box.north >= top) box.north = cells::pole_row;
  if (box.south <= -top) box.south = -cells::pole_row;
  if (angle >= 1.5 || box.south <= -0.99 * top || box.north >= 0.99 * top) return;
  const double sine = std::sin(angle) / std::cos(lat * radians);
  if (sine >= 0.999) return;
  const double aside = 1.01 * std::asin(sine) / radians + 10;
  box.west = lon - aside;
  box.east = lon + aside;
}

}  // namespace heed::forms
