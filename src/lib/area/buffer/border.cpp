#include "lib/area/buffer/border.h"

#include <algorithm>
#include <cmath>

#include "lib/area/buffer/sweep.h"
#include "lib/area/check.h"
#include "lib/area/turn.h"

namespace heed::buffer {
namespace {

constexpr std::size_t simplify_window = 32;      // so that a long line costs no more than this for each of its points
constexpr std::size_t run_points = 64;           // the same, for the search for touches
constexpr std::int64_t run_width = 100'000'000;  // 10 degrees: with the brush, within the reach of an outline
constexpr std::size_t circles_max = 20'000;

Point middle(Point a, Point b) { return {a.x + (b.x - a.x) / 2, a.y + (b.y - a.y) / 2}; }

bool is_one_unit(Point a, Point b) { return std::abs(b.x - a.x) <= 1 && std::abs(b.y - a.y) <= 1; }

std::int64_t farthest(Point a, Point b) { return std::max(std::abs(a.y), std::abs(b.y)); }

/// Whether the points between two of a line are within `metres` of the straight line between those.
/// Why one scale for all: at the latitude nearest to the equator degrees are longest, so nothing is understated.
bool may_skip(const Line& line, std::size_t first, std::size_t last, double metres) {
  const auto [low, high] = std::minmax_element(line.begin() + static_cast<std::ptrdiff_t>(first),
                                               line.begin() + static_cast<std::ptrdiff_t>(last) + 1,
                                               [](Point a, Point b) { return a.y < b.y; });
  const bool is_over_equator = low->y < 0 && high->y > 0;
  const auto lowest = is_over_equator ? 0 : std::min(std::abs(low->y), std::abs(high->y));
  const double east = metres_of_longitude(lowest);
  const double north = metres_of_latitude(area::quarter_turn);
  const double dx = static_cast<double>(line[last].x - line[first].x) * east;
  const double dy = static_cast<double>(line[last].y - line[first].y) * north;
  const double length = dx * dx + dy * dy;
  for (std::size_t i = first + 1; i < last; ++i) {
    const double x = static_cast<double>(line[i].x - line[first].x) * east;
    const double y = static_cast<double>(line[i].y - line[first].y) * north;
    const double along = length > 0 ? std::clamp((x * dx + y * dy) / length, 0.0, 1.0) : 0;
    if (std::hypot(x - along * dx, y - along * dy) > metres) return false;
  }
  return true;
}

}  // namespace

Line closed_line(const std::vector<area::Position>& ring) {
  Line line;
  std::int64_t x = ring.front().lon;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    line.push_back({x, ring[i].lat});
    x += area::short_way(ring[i].lon, ring[(i + 1) % ring.size()].lon);
  }
  line.push_back({x, ring.front().lat});
  return line;
}

Line simplified(const Line& line, double metres) {
  Line out{line.front()};
  for (std::size_t at = 0; at + 1 < line.size();) {
    auto next = at + 1;
    while (next + 1 < line.size() && next + 1 - at <= simplify_window && may_skip(line, at, next + 1, metres)) ++next;
    out.push_back(line[next]);
    at = next;
  }
  return out;
}

bool Border::is_full() const { return vertices_ > area::area_vertices || area_.circles.size() > circles_max; }

void Border::add(const Line& line) {
  const auto shapes = area_.polygons.size() + area_.circles.size();
  run_ = {line.front()};
  for (std::size_t i = 1; i < line.size(); ++i) go(line[i]);
  const bool is_dot = run_.size() == 1 && area_.polygons.size() + area_.circles.size() == shapes;
  if (!is_dot) return end_run();
  is_flat(run_.front().y, metres_) ? add_ring(run_) : add_circle(run_.front());
}

void Border::go(Point to) {
  const auto from = run_.back();
  if (from == to || is_full()) return;
  const bool goes_flat = is_flat(farthest(from, to), metres_);
  if (goes_flat && is_even(from.y, to.y, fineness_.evenness) && std::abs(to.x - from.x) <= run_width) {
    if (!may_go_on(to)) end_run();
    run_.push_back(to);
    return;
  }
  const bool is_short = length_metres(from, to) <= circle_spacing(farthest(from, to), metres_);
  if (is_one_unit(from, to) || (!goes_flat && is_short)) return go_by_circles(from, to);
  const auto half = middle(from, to);
  go(half);
  go(to);
}

void Border::go_by_circles(Point from, Point to) {
  end_run();
  add_circle(from);
  add_circle(to);
  run_ = {to};
}

bool Border::may_go_on(Point to) const {
  if (run_.size() == run_points) return false;
  auto south = to.y;
  auto north = to.y;
  auto west = to.x;
  auto east = to.x;
  for (const auto [x, y] : run_) {
    south = std::min(south, y);
    north = std::max(north, y);
    west = std::min(west, x);
    east = std::max(east, x);
  }
  return east - west <= run_width && is_even(south, north, fineness_.evenness) && !touches_itself(run_, to);
}

void Border::end_run() {
  if (run_.size() > 1) add_ring(run_);
  run_ = {run_.back()};
}

void Border::add_ring(const Line& line) {
  if (is_full()) return;
  const auto [low, high] = std::minmax_element(line.begin(), line.end(), [](Point a, Point b) { return a.y < b.y; });
  auto ring = swept(line, Brush(reach_between(low->y, high->y, metres_), fineness_.quarter_corners));
  vertices_ += ring.vertices.size();
  area_.polygons.push_back({{std::move(ring)}});
}

void Border::add_circle(Point centre) {
  if (is_full()) return;
  // A longitude that runs on is the same place; a circle's centre stands within ±180.
  const auto lon = area::eastward(-area::half_turn, centre.x) - area::half_turn;
  const area::Position place{static_cast<std::int32_t>(centre.y), static_cast<std::int32_t>(lon)};
  if (!area_.circles.empty() && area_.circles.back().centre == place) return;
  // A whole number of millimetres, as in every circle that was read.
  const double radius_km = std::ceil(metres_ * circle_growth * 1000) / 1e6;
  area_.circles.push_back({place, std::min(radius_km, area::radius_km_max)});
}

}  // namespace heed::buffer
