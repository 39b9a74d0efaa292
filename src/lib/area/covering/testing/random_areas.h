#pragma once
// Areas of every kind that has made trouble, and positions where they make it.

#include <utility>
#include <vector>

#include "lib/area/check.h"
#include "lib/area/covering/testing/rings.h"

namespace heed::covering::testing {

/// Areas within some distance of one place, and positions on and around them.
class RandomAreas : private Rings {
 public:
  using Rings::below;
  using Rings::Rings;

  /// Passes area::check, whatever it looks like.
  [[nodiscard]] area::Area area() {
    for (;;) {
      auto made = attempt();
      if (!area::check(made)) continue;
      for (const auto& polygon : made.polygons) {
        for (const auto& ring : polygon.rings) remember(ring);
      }
      for (const auto& circle : made.circles) remember(circle);
      return made;
    }
  }

  /// On a vertex, on a place of an edge, at a corner or a border of a square of the tree, at the rim of a circle, at a
  /// pole, or anywhere near; each also a step aside.
  [[nodiscard]] area::Position position() {
    auto at = somewhere();
    if (!edges_.empty() && below(3) != 0) at = on_an_edge();
    if (!rims_.empty() && below(6) == 0) at = rims_[static_cast<std::size_t>(below(std::ssize(rims_)))];
    if (below(4) == 0) at = on_the_grid(at);
    if (below(3) == 0) at = moved(at, below(3) - 1, below(3) - 1);
    if (below(60) == 0) at.lat = static_cast<std::int32_t>(below(2) == 0 ? -area::quarter_turn : area::quarter_turn);
    if (below(60) == 0) at.lon = static_cast<std::int32_t>(below(2) == 0 ? -area::half_turn : area::half_turn);
    return at;
  }

 private:
  [[nodiscard]] area::Position on_an_edge() {
    const auto [from, to] = edges_[static_cast<std::size_t>(below(std::ssize(edges_)))];
    const auto parts = 1 + below(6);
    const auto part = below(parts + 1);
    const auto step = (std::int64_t{to.lon} - from.lon) % area::full_turn;
    const auto short_step = step > area::half_turn    ? step - area::full_turn
                            : step < -area::half_turn ? step + area::full_turn
                                                      : step;
    return moved(moved(from, 0, 0), (std::int64_t{to.lat} - from.lat) * part / parts, short_step * part / parts);
  }

  void remember(const area::Ring& ring) {
    for (std::size_t i = 0; i < ring.vertices.size(); ++i) {
      edges_.emplace_back(ring.vertices[i], ring.vertices[(i + 1) % ring.vertices.size()]);
    }
  }
  void remember(const area::Circle& circle) {
    const auto reach = static_cast<std::int64_t>(circle.radius_km / 111.2 * area::units_per_degree);
    for (int i = -20; i <= 20; ++i) {
      rims_.push_back(moved(circle.centre, reach * (1000 + i) / 1000, 0));
      rims_.push_back(moved(circle.centre, -reach * (1000 + i) / 1000, 0));
    }
  }

  [[nodiscard]] area::Ring ring() {
    const auto kind = below(40);
    auto made = kind < 20 ? star() : kind < 30 ? box() : kind < 38 ? bow_tie() : round_the_pole();
    if (below(6) == 0) std::ranges::reverse(made.vertices);
    // A vertex that others have too, so that areas share borders; and vertices on the corners of squares.
    if (!edges_.empty() && below(3) == 0)
      made.vertices[1] = edges_[static_cast<std::size_t>(below(std::ssize(edges_)))].first;
    if (below(3) == 0) {
      for (auto& vertex : made.vertices) vertex = on_the_grid(vertex);
    }
    return made;
  }
  [[nodiscard]] area::Area attempt() {
    area::Area made;
    if (below(5) == 0) {
      constexpr double radii[] = {0, 0.001, 0.03, 2, 40, 700, 6'000, 15'000, 20'003.5, 20'004};
      made.circles.push_back({somewhere(), radii[below(std::ssize(radii))]});
      if (below(2) == 0) return made;
    }
    for (auto polygons = below(6) == 0 ? 3 : 1; polygons > 0; --polygons) {
      area::Polygon polygon{{ring()}};
      for (auto holes = below(3); holes > 0 && below(3) != 0; --holes) polygon.rings.push_back(ring());
      made.polygons.push_back(std::move(polygon));
    }
    return made;
  }

  std::vector<std::pair<area::Position, area::Position>> edges_;
  std::vector<area::Position> rims_;
};

}  // namespace heed::covering::testing
