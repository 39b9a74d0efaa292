#pragma once
// For the tests of this folder: random areas and places, and the slow answer that every other is held against.

#include <algorithm>
#include <map>
#include <random>
#include <vector>

#include "lib/area/check.h"
#include "lib/area/compiled.h"
#include "lib/area/places/places.h"

namespace heed::places::testing {

using Random = std::mt19937_64;

/// Where on the earth a case happens: positions are steps of `step` units round the middle, so that small steps bring
/// many points onto vertices and edges.
struct Region {
  const char* name;
  std::int64_t lat;
  std::int64_t lon;
  std::int64_t step;
  std::int64_t steps;  ///< to each side
};

inline constexpr std::int64_t degree = area::units_per_degree;
inline constexpr Region regions[] = {
    {"a city", 558'258'000, 373'903'000, 10'000, 60},
    {"a city, to the unit", 558'258'000, 373'903'000, 1, 12},
    {"on the antimeridian", -170 * degree / 10, 180 * degree, 1'000'000, 40},
    {"on the antimeridian, to the unit", 10, -180 * degree, 1, 9},
    {"a continent", 48 * degree, 10 * degree, degree / 2, 40},
    {"round a pole", 85 * degree, 0, degree, 360},
    {"round the other pole", -88 * degree, 100 * degree, degree / 4, 720},
    {"the world", 0, 0, 15 * degree, 12},
};

inline area::Position draw(const Region& region, Random& random, area::Reach reach) {
  std::uniform_int_distribution<std::int64_t> step(-region.steps, region.steps);
  const auto lat = std::clamp(region.lat + step(random) * region.step, -area::quarter_turn, area::quarter_turn);
  auto lon = region.lon + step(random) * region.step;
  const std::int64_t most = area::half_turn + (reach == area::Reach::outline ? 30 * degree : 0);
  while (lon > most) lon -= area::full_turn;
  while (lon < -most) lon += area::full_turn;
  return {static_cast<std::int32_t>(lat), static_cast<std::int32_t>(lon)};
}

inline area::Ring draw_ring(const Region& region, Random& random, std::size_t vertices) {
  area::Ring ring;
  for (int attempt = 0; attempt < 100; ++attempt) {
    ring.vertices.clear();
    while (ring.vertices.size() < vertices) {
      ring.vertices.push_back(draw(region, random, random() % 8 == 0 ? area::Reach::outline : area::Reach::place));
      if (random() % 16 == 0) ring.vertices.push_back(ring.vertices.back());
    }
    if (random() % 4 == 0) ring.vertices.push_back(ring.vertices.front());
    if (area::check(ring)) return ring;
  }
  const auto at = [&](std::int64_t up, std::int64_t aside) {
    const auto lat = std::clamp(region.lat + up * region.step, -area::quarter_turn, area::quarter_turn);
    return area::Position{static_cast<std::int32_t>(lat), static_cast<std::int32_t>(aside)};
  };
  ring.vertices = {at(-1, 0), at(-1, 5), at(-2, 5)};
  return ring;
}

/// Polygons with holes and circles, of all kinds that pass check().
inline area::Area draw_area(const Region& region, Random& random) {
  area::Area out;
  const auto polygons = random() % 3;
  for (std::size_t i = 0; i < polygons; ++i) {
    auto& polygon = out.polygons.emplace_back();
    const std::size_t rings = 1 + (random() % 3 == 0 ? random() % 4 : 0);
    while (polygon.rings.size() < rings) polygon.rings.push_back(draw_ring(region, random, 3 + random() % 20));
  }
  const auto circles = polygons == 0 ? 1 + random() % 2 : random() % 5 / 4;
  const double reach_km = static_cast<double>(region.step * region.steps) / 1e7 * 111;
  for (std::size_t i = 0; i < circles; ++i) {
    const double share = std::uniform_real_distribution(0.0, 1.2)(random);
    const double radius = random() % 8 == 0 ? 0 : std::min(std::round(reach_km * share * 1e6) / 1e6, 20'004.0);
    out.circles.push_back({draw(region, random, area::Reach::place), radius});
  }
  return out;
}

/// Some places of the region, with duplicates, and some of the vertices of the area.
inline std::vector<Place> draw_places(const Region& region, Random& random, std::size_t count) {
  std::vector<Place> places;
  for (Slot slot = 0; slot < count; ++slot) {
    const bool is_repeated = slot > 0 && random() % 4 == 0;
    places.push_back({slot, is_repeated ? places[random() % slot].position : draw(region, random, area::Reach::place)});
  }
  return places;
}

/// The slow answer.
inline std::vector<Slot> who(const area::Area& area, area::Edges edges, const std::map<Slot, area::Position>& places) {
  const area::Compiled compiled(area, edges);
  std::vector<Slot> inside;
  for (const auto& [slot, position] : places) {
    if (compiled.contains(position)) inside.push_back(slot);
  }
  return inside;
}

inline std::vector<Slot> sorted(std::vector<Slot> slots) {
  std::ranges::sort(slots);
  return slots;
}

/// A city, so that most answers hold some and not all.
inline area::Area square(std::int32_t lat, std::int32_t lon, std::int32_t half) {
  area::Area out;
  out.polygons.push_back(
      {{{{{lat - half, lon - half}, {lat - half, lon + half}, {lat + half, lon + half}, {lat + half, lon - half}}}}});
  return out;
}

}  // namespace heed::places::testing
