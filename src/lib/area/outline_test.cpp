// The fast test for a ring against a slow twin that works in another way: it unrolls the ring, closes it over the pole,
// and counts crossings of a line to the east in 128-bit numbers, once for every full turn.

#include "lib/area/outline.h"

#include <cstdlib>
#include <random>

#include <doctest/doctest.h>

#include "core/text.h"
#include "lib/area/area.h"
#include "lib/area/turn.h"

namespace heed::area {
namespace {

using Wide = __int128;
struct Point {
  Wide x;
  Wide y;
};

Wide left_of(Point a, Point b, Point p) { return (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x); }

bool is_on(Point a, Point b, Point p) {
  const bool in_box =
      std::min(a.x, b.x) <= p.x && p.x <= std::max(a.x, b.x) && std::min(a.y, b.y) <= p.y && p.y <= std::max(a.y, b.y);
  return in_box && left_of(a, b, p) == 0;
}

int winding(const std::vector<Point>& path, Point p) {
  int count = 0;
  for (std::size_t i = 0; i + 1 < path.size(); ++i) {
    const auto a = path[i];
    const auto b = path[i + 1];
    if (a.y <= p.y && b.y > p.y && left_of(a, b, p) > 0) ++count;
    if (a.y > p.y && b.y <= p.y && left_of(a, b, p) < 0) --count;
  }
  return count;
}

Side slow_side_of(const std::vector<Position>& ring, Position position) {
  const auto pole = pole_within(ring);
  if (std::abs(position.lat) == quarter_turn) {
    for (const auto vertex : ring) {
      if (vertex.lat == position.lat) return Side::boundary;
    }
    return pole == (position.lat > 0 ? Pole::north : Pole::south) ? Side::inside : Side::outside;
  }
  std::vector<Point> path{{ring[0].lon, ring[0].lat}};
  for (std::size_t i = 1; i <= ring.size(); ++i) {
    const auto to = ring[i % ring.size()];
    path.push_back({path.back().x + short_way(ring[i - 1].lon, to.lon), to.lat});
  }
  std::vector<Point> closed = path;
  if (pole != Pole::none) {
    const Wide beyond = (pole == Pole::north ? 1 : -1) * 2 * quarter_turn;
    closed.push_back({path.back().x, beyond});
    closed.push_back({path.front().x, beyond});
    closed.push_back(path.front());
  }
  int count = 0;
  for (int turn = -8; turn <= 8; ++turn) {
    const Point p{position.lon + turn * Wide{full_turn}, position.lat};
    for (std::size_t i = 0; i + 1 < path.size(); ++i) {
      if (is_on(path[i], path[i + 1], p)) return Side::boundary;
    }
    count += winding(closed, p);
  }
  return count == 0 ? Side::outside : Side::inside;
}

std::string shown(const std::vector<Position>& ring, Position position) {
  return cat(to_text(position), " in ", to_text(Ring{ring}));
}

/// A grid of `steps` by `steps` places of `size` units around a middle.
struct Grid {
  Position middle;
  std::int32_t size;
  int steps;
};

template <class Random>
Position draw(const Grid& grid, Random& random) {
  std::uniform_int_distribution<std::int64_t> step(-grid.steps / 2, grid.steps / 2);
  auto lon = grid.middle.lon + step(random) * grid.size;
  if (std::abs(lon) > half_turn) lon = short_way(0, lon);
  const auto lat = std::clamp<std::int64_t>(grid.middle.lat + step(random) * grid.size, -quarter_turn, quarter_turn);
  return {static_cast<std::int32_t>(lat), static_cast<std::int32_t>(lon)};
}

template <class Random>
std::vector<Position> draw_ring(const Grid& grid, Random& random) {
  std::vector<Position> ring{draw(grid, random)};
  const std::size_t wanted = 3 + random() % 38;
  while (ring.size() < wanted) {
    const auto next = draw(grid, random);
    const bool is_last = ring.size() + 1 == wanted;
    if (std::abs(short_way(ring.back().lon, next.lon)) == half_turn) continue;
    if (is_last && std::abs(short_way(next.lon, ring.front().lon)) == half_turn) {
      ring.pop_back();
      if (ring.empty()) ring.push_back(draw(grid, random));
      continue;
    }
    ring.push_back(next);
  }
  return ring;
}

TEST_CASE("the_fast_test_of_a_ring_agrees_with_the_slow_one (PU-3)") {
  constexpr std::int32_t degree = units_per_degree;
  std::mt19937 random(20240306);
  for (const auto& grid :
       {Grid{{558258000, 373903000}, 1, 6}, Grid{{0, 1800000000}, 2, 6}, Grid{{0, 0}, 30 * degree, 12},
        Grid{{60 * degree, 0}, 20 * degree, 18}, Grid{{-70 * degree, 170 * degree}, 10 * degree, 36},
        Grid{{10, -1799999999}, 1, 9}, Grid{{85 * degree, 5}, degree, 360}}) {
    int sides[3] = {0, 0, 0};
    for (int round = 0; round < 6'000; ++round) {
      const auto ring = draw_ring(grid, random);
      const Outline fast(ring, pole_within(ring));
      for (int query = 0; query < 8; ++query) {
        const auto position = draw(grid, random);
        const auto slow = slow_side_of(ring, position);
        ++sides[static_cast<int>(slow)];
        REQUIRE_MESSAGE(fast.side_of(position) == slow, shown(ring, position));
      }
    }
    CHECK_MESSAGE((sides[0] > 500 && sides[1] > 100 && sides[2] > 500), "the cases must be mixed: ", sides[0], " ",
                  sides[1], " ", sides[2]);
  }
}

TEST_CASE("positions_next_to_the_longest_edge_are_told_apart_without_overflow") {
  const std::vector<Position> ring{{-900000000, -900000000}, {900000000, 899999999}, {-900000000, 899999999}};
  const Outline fast(ring, pole_within(ring));
  std::mt19937 random(7);
  std::uniform_int_distribution<std::int32_t> along(-899'999'000, 899'999'000);
  for (int i = 0; i < 20'000; ++i) {
    const auto lat = along(random);
    const Position position{lat, lat + static_cast<std::int32_t>(random() % 5) - 2};
    REQUIRE_MESSAGE(fast.side_of(position) == slow_side_of(ring, position), shown(ring, position));
  }
}

TEST_CASE("orientation_starting_point_and_repetition_change_nothing") {
  std::mt19937 random(11);
  const Grid grid{{0, 1799999990}, 5, 12};
  for (int round = 0; round < 2'000; ++round) {
    const auto ring = draw_ring(grid, random);
    const auto position = draw(grid, random);
    const auto side = Outline(ring, pole_within(ring)).side_of(position);
    auto turned = ring;
    std::ranges::rotate(turned, turned.begin() + static_cast<std::ptrdiff_t>(random() % turned.size()));
    turned.push_back(turned.front());
    std::ranges::reverse(turned);
    REQUIRE_MESSAGE(Outline(turned, pole_within(turned)).side_of(position) == side, shown(ring, position));
  }
}

TEST_CASE("a_ring_without_points_encloses_nobody") {
  CHECK(Outline({}, Pole::none).side_of({0, 0}) == Side::outside);
  CHECK(Outline({{5, 5}}, Pole::none).side_of({5, 5}) == Side::boundary);
  CHECK(Outline({{5, 5}}, Pole::none).side_of({5, 6}) == Side::outside);
}

}  // namespace
}  // namespace heed::area
