#include "lib/area/buffer/sweep.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace heed::buffer {
namespace {

Point between(Point from, Point to) { return {to.x - from.x, to.y - from.y}; }
std::int64_t cross(Point a, Point b) { return a.x * b.y - a.y * b.x; }
std::int64_t dot(Point a, Point b) { return a.x * b.x + a.y * b.y; }
int sign(std::int64_t value) { return value < 0 ? -1 : value > 0 ? 1 : 0; }

bool overlap(std::int64_t a, std::int64_t b, std::int64_t c, std::int64_t d) {
  return std::max(std::min(a, b), std::min(c, d)) <= std::min(std::max(a, b), std::max(c, d));
}

bool meet(Point a, Point b, Point c, Point d) {
  if (!overlap(a.x, b.x, c.x, d.x) || !overlap(a.y, b.y, c.y, d.y)) return false;
  const auto ab = between(a, b);
  const auto cd = between(c, d);
  return sign(cross(ab, between(a, c))) * sign(cross(ab, between(a, d))) <= 0 &&
         sign(cross(cd, between(c, a))) * sign(cross(cd, between(c, b))) <= 0;
}

/// A whole turn may lie between the line's longitude and a position's.
area::Position position(Point place, std::int64_t shift) {
  return {static_cast<std::int32_t>(place.y), static_cast<std::int32_t>(place.x - shift)};
}

std::int64_t shift_of(Point place) {
  const auto turns = std::floor(static_cast<double>(place.x + area::half_turn) / static_cast<double>(area::full_turn));
  return static_cast<std::int64_t>(turns) * area::full_turn;
}

}  // namespace

Brush::Brush(Reach reach, std::size_t quarter_corners) {
  // Why rounded up: the polygon must enclose the ellipse whatever happens to its last digit.
  const double grown = 1 / std::cos(std::numbers::pi / static_cast<double>(4 * quarter_corners));
  std::vector<Point> quarter;
  for (std::size_t k = 0; k <= quarter_corners; ++k) {
    const double angle = std::numbers::pi / 2 * static_cast<double>(k) / static_cast<double>(quarter_corners);
    quarter.push_back(
        {k == quarter_corners ? 0 : static_cast<std::int64_t>(std::ceil(reach.x * grown * std::cos(angle))),
         k == 0 ? 0 : static_cast<std::int64_t>(std::ceil(reach.y * grown * std::sin(angle)))});
  }
  for (std::size_t k = 0; k < quarter_corners; ++k) corners_.push_back(quarter[k]);
  for (std::size_t k = quarter_corners; k > 0; --k) corners_.push_back({-quarter[k].x, quarter[k].y});
  for (std::size_t k = 0; k < quarter_corners; ++k) corners_.push_back({-quarter[k].x, -quarter[k].y});
  for (std::size_t k = quarter_corners; k > 0; --k) corners_.push_back({quarter[k].x, -quarter[k].y});
}

std::size_t Brush::right_of(Point step) const {
  const Point right{step.y, -step.x};
  std::size_t found = 0;
  for (std::size_t k = 1; k < corners_.size(); ++k) {
    if (dot(corners_[k], right) > dot(corners_[found], right)) found = k;
  }
  const auto last = corners_.size() - 1;
  const bool is_tied_over_the_end = found == 0 && dot(corners_[last], right) == dot(corners_[0], right);
  return is_tied_over_the_end ? last : found;
}

bool touches_itself(const Line& line, Point next) {
  if (line.size() < 2) return false;
  const auto last = line.back();
  const auto before = between(line[line.size() - 2], last);
  const auto step = between(last, next);
  if (cross(before, step) == 0 && dot(before, step) < 0) return true;
  for (std::size_t i = 0; i + 2 < line.size(); ++i) {
    if (meet(line[i], line[i + 1], last, next)) return true;
  }
  return false;
}

area::Ring swept(const Line& line, const Brush& brush) {
  area::Ring ring;
  const auto& corners = brush.corners();
  const auto shift = shift_of(line.front());
  const auto paint = [&](Point place, std::size_t corner) {
    ring.vertices.push_back(position({place.x + corners[corner].x, place.y + corners[corner].y}, shift));
  };
  if (line.size() == 1) {
    for (std::size_t k = 0; k < corners.size(); ++k) paint(line.front(), k);
    return ring;
  }
  // There and back again, as round an island of no width.
  Line tour = line;
  tour.insert(tour.end(), line.rbegin() + 1, line.rend() - 1);
  for (std::size_t i = 0; i < tour.size(); ++i) {
    const auto came = between(tour[i == 0 ? tour.size() - 1 : i - 1], tour[i]);
    const auto goes = between(tour[i], tour[i + 1 == tour.size() ? 0 : i + 1]);
    const auto turn = cross(came, goes);
    const bool is_left = turn > 0 || (turn == 0 && dot(came, goes) < 0);
    const auto to = brush.right_of(goes);
    auto corner = brush.right_of(came);
    paint(tour[i], corner);
    while (corner != to) {
      corner = (corner + (is_left ? 1 : corners.size() - 1)) % corners.size();
      paint(tour[i], corner);
    }
  }
  return ring;
}

}  // namespace heed::buffer
