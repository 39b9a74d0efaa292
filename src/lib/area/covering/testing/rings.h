#pragma once
// Rings of every form that has made trouble, within some distance of one place.

#include <algorithm>
#include <cmath>
#include <random>

#include "lib/area/area.h"
#include "lib/area/covering/place.h"

namespace heed::covering::testing {

class Rings {
 public:
  Rings(std::uint32_t seed, area::Position centre, std::int64_t reach)
      : random_(seed), centre_(centre), reach_(reach) {}

  [[nodiscard]] std::int64_t below(std::int64_t count) {
    return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(count));
  }

  [[nodiscard]] static area::Position moved(area::Position at, std::int64_t north, std::int64_t east) {
    const auto lat = std::clamp(at.lat + north, -area::quarter_turn, area::quarter_turn);
    auto lon = at.lon + east;
    if (lon > area::half_turn) lon -= area::full_turn;
    if (lon < -area::half_turn) lon += area::full_turn;
    return {static_cast<std::int32_t>(lat), static_cast<std::int32_t>(lon)};
  }
  [[nodiscard]] area::Position somewhere() {
    return moved(centre_, below(2 * reach_ + 1) - reach_,
                 std::clamp(below(4 * reach_ + 1) - 2 * reach_, -area::half_turn + 1, area::half_turn - 1));
  }
  [[nodiscard]] area::Position on_the_grid(area::Position at) {
    const auto bits = below(28);
    const auto place = place_of(at);
    const auto x = std::int64_t{place.x >> bits << bits} - area::half_turn;
    const auto y = std::int64_t{place.y >> bits << bits} - area::quarter_turn;
    const auto which = below(3);
    return {which == 0 ? at.lat : static_cast<std::int32_t>(y), which == 1 ? at.lon : static_cast<std::int32_t>(x)};
  }

  [[nodiscard]] area::Ring star() {
    area::Ring ring;
    const auto middle = somewhere();
    const auto size = 1 + below(reach_);
    const auto count = 3 + below(below(8) == 0 ? 60 : 9);
    const bool is_wild = below(5) == 0;
    for (std::int64_t i = 0; i < count; ++i) {
      const double angle = 6.283185 * static_cast<double>(is_wild ? below(count) : i) / static_cast<double>(count);
      const double length = static_cast<double>(size) * (0.3 + 0.7 * static_cast<double>(below(1000)) / 1000);
      ring.vertices.push_back(moved(middle, static_cast<std::int64_t>(length * std::sin(angle)),
                                    static_cast<std::int64_t>(length * std::cos(angle))));
    }
    return ring;
  }
  [[nodiscard]] area::Ring box() {
    const auto corner = somewhere();
    const auto wide = 1 + below(reach_);
    const auto high = below(3) == 0 ? 1 : 1 + below(reach_);
    return {{corner, moved(corner, 0, wide), moved(corner, high, wide), moved(corner, high, 0)}};
  }
  [[nodiscard]] area::Ring bow_tie() {
    const auto corner = somewhere();
    const auto side = 1 + below(reach_);
    return {{corner, moved(corner, side, side), moved(corner, 0, side), moved(corner, side, 0)}};
  }
  [[nodiscard]] area::Ring round_the_pole() {
    area::Ring ring;
    const auto lat = below(2) == 0 ? -1 : 1;
    const auto count = 3 + below(6);
    const auto turn = below(2) == 0 ? 1 : -1;
    for (std::int64_t i = 0; i < count; ++i) {
      const auto degrees = lat * (5 + below(80));
      ring.vertices.push_back(moved({static_cast<std::int32_t>(degrees * area::units_per_degree), centre_.lon}, 0,
                                    turn * (i * area::full_turn / count % area::half_turn)));
      if (i * 2 >= count) {
        ring.vertices.back() = moved({static_cast<std::int32_t>(degrees * area::units_per_degree), centre_.lon}, 0,
                                     turn * (i * area::full_turn / count - area::full_turn));
      }
    }
    if (below(4) == 0) ring.vertices[0].lat = static_cast<std::int32_t>(lat * area::quarter_turn);
    return ring;
  }

 private:
  std::mt19937 random_;
  area::Position centre_;
  std::int64_t reach_;
};

}  // namespace heed::covering::testing
