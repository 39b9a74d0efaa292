// Whether a ring crosses itself. Edges that follow each other lie near each other, so boxes round runs of edges, and
// boxes round pairs of those, tell quickly which edges can meet at all.

#include <algorithm>

#include "lib/cap/values/shapes.h"

namespace heed::values {
namespace {

using Wide = __int128;

int side(const Point& a, const Point& b, const Point& c) {
  const Wide area = Wide{b.longitude - a.longitude} * Wide{c.latitude - a.latitude} -
                    Wide{b.latitude - a.latitude} * Wide{c.longitude - a.longitude};
  return area > 0 ? 1 : (area < 0 ? -1 : 0);
}

/// Whether the way a → b → c turns back on itself. Why a floating-point number first: a way that turns back has a sum
/// far below zero, so no rounding can hide it, and nearly every other way is ruled out at once.
bool retraces(const Point& a, const Point& b, const Point& c) {
  const auto step = [](std::int64_t from, std::int64_t to) { return static_cast<double>(to - from); };
  const double forward = step(a.longitude, b.longitude) * step(b.longitude, c.longitude) +
                         step(a.latitude, b.latitude) * step(b.latitude, c.latitude);
  return forward < 0 && side(a, b, c) == 0;
}

struct Box {
  std::int64_t south, north, west, east;
};
Box box_of(const Point& a, const Point& b) {
  return {std::min(a.latitude, b.latitude), std::max(a.latitude, b.latitude), std::min(a.longitude, b.longitude),
          std::max(a.longitude, b.longitude)};
}
Box both(const Box& a, const Box& b) {
  return {std::min(a.south, b.south), std::max(a.north, b.north), std::min(a.west, b.west), std::max(a.east, b.east)};
}
bool meet(const Box& a, const Box& b) {
  return a.east >= b.west && b.east >= a.west && a.north >= b.south && b.north >= a.south;
}

constexpr std::size_t run = 4;  ///< edges in a box of the lowest level

class Crossings {
 public:
  /// Requires: no point twice in a row; the last point is the first.
  explicit Crossings(const std::vector<Point>& points) : points_(points), edge_count_(points.size() - 1) {
    budget_ = 10'000 + 200 * edge_count_;
    auto& lowest = levels_.emplace_back((edge_count_ + run - 1) / run);
    for (std::size_t i = 0; i < edge_count_; ++i) {
      const auto box = box_of(points[i], points[i + 1]);
      lowest[i / run] = i % run == 0 ? box : both(lowest[i / run], box);
    }
    while (levels_.back().size() > 1) {
      const auto& below = levels_.back();
      std::vector<Box> level((below.size() + 1) / 2);
      for (std::size_t i = 0; i < level.size(); ++i) {
        level[i] = 2 * i + 1 < below.size() ? both(below[2 * i], below[2 * i + 1]) : below[2 * i];
      }
      levels_.push_back(std::move(level));
    }
  }

  Simplicity find() {
    for (std::size_t i = 0; i < edge_count_; ++i) {
      const auto next = (i + 1) % edge_count_;
      if (retraces(points_[i], points_[i + 1], points_[next + 1])) return Simplicity::crossing;
    }
    within(levels_.size() - 1, 0);
    if (is_found_) return Simplicity::crossing;
    return budget_ == 0 ? Simplicity::undecided : Simplicity::simple;
  }

 private:
  [[nodiscard]] bool is_over() const { return is_found_ || budget_ == 0; }

  /// Looks for edges that meet, both in one box. Depth: the logarithm of the number of edges.
  void within(std::size_t level, std::size_t box) {
    if (is_over()) return;
    if (level == 0) return compare(box, box);
    within(level - 1, 2 * box);
    if (2 * box + 1 >= levels_[level - 1].size()) return;
    within(level - 1, 2 * box + 1);
    between(level - 1, 2 * box, 2 * box + 1);
  }
  /// The same, one edge in each of two boxes.
  void between(std::size_t level, std::size_t a, std::size_t b) {
    if (is_over() || !meet(levels_[level][a], levels_[level][b])) return;
    --budget_;
    if (level == 0) return compare(a, b);
    const auto& below = levels_[level - 1];
    for (std::size_t i = 2 * a; i < std::min(2 * a + 2, below.size()); ++i) {
      for (std::size_t j = 2 * b; j < std::min(2 * b + 2, below.size()); ++j) between(level - 1, i, j);
    }
  }
  void compare(std::size_t a, std::size_t b) {
    const auto first_end = std::min((a + 1) * run, edge_count_);
    const auto second_end = std::min((b + 1) * run, edge_count_);
    for (auto i = a * run; i < first_end; ++i) {
      const auto box = box_of(points_[i], points_[i + 1]);
      if (a != b && !meet(box, levels_[0][b])) continue;
      // The next edge shares a point, and so does the last one with the first.
      const auto stop = i == 0 ? std::min(second_end, edge_count_ - 1) : second_end;
      for (auto j = std::max(i + 2, b * run); j < stop; ++j) {
        if (meet(box, box_of(points_[j], points_[j + 1])) && do_meet(i, j)) is_found_ = true;
        if (is_over()) return;
      }
    }
  }
  bool do_meet(std::size_t i, std::size_t j) {
    if (budget_ > 0) --budget_;
    const auto &a = points_[i], &b = points_[i + 1], &c = points_[j], &d = points_[j + 1];
    return side(a, b, c) * side(a, b, d) <= 0 && side(c, d, a) * side(c, d, b) <= 0;
  }

  const std::vector<Point>& points_;
  std::size_t edge_count_;
  std::size_t budget_ = 0;
  bool is_found_ = false;
  std::vector<std::vector<Box>> levels_{};
};

}  // namespace

Simplicity simplicity_of(const Ring& ring) {
  if (ring.points.size() < 4) return Simplicity::crossing;
  const auto twice = std::ranges::adjacent_find(ring.points);
  if (twice == ring.points.end()) return Crossings(ring.points).find();
  auto points = ring.points;
  points.erase(std::unique(points.begin(), points.end()), points.end());
  return points.size() < 4 ? Simplicity::crossing : Crossings(points).find();
}

}  // namespace heed::values
