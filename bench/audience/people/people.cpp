#include "bench/audience/people/people.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace heed::people {
namespace {

constexpr std::size_t regions = 300;
constexpr double degree = static_cast<double>(area::units_per_degree);

/// Where the regions of a part of the world lie, as a cloud in degrees.
struct Part {
  double lat, lon, tall, wide;
  double share;
};
constexpr Part parts[] = {
    {32, 112, 6, 8, 0.235},    {22, 80, 6, 6, 0.225},         {5, 108, 6, 9, 0.10},
    {50, 15, 5, 12, 0.125},    {33, 45, 5, 9, 0.06},          {9, 3, 4, 7, 0.08},
    {-8, 32, 10, 5, 0.065},    {38, -90, 6, 14, 0.055},       {19, -99, 5, 7, 0.025},
    {-15, -52, 11, 7, 0.0205}, {-33, 148, 4, 4, 0.004},       {-17.8, 179.6, 0.7, 0.7, 0.0026},
    {66, 179.9, 1, 2, 0.001},  {-43.9, -179.8, 1, 1, 0.0009},
};

struct Region {
  area::Position centre;
  double spread = 0;
};

area::Position from(double lat, double lon) { return moved({}, {lat, lon}); }

Region region_in(const Part& part, Dice& dice) {
  const double north = part.tall * dice.normal(), east = part.wide * dice.normal();
  return {from(std::clamp(part.lat + north, -55.0, 69.0), part.lon + east), dice.between(0.4, 2.2)};
}

/// The regions with as many tickets as they have weight: some are crowded, most are not.
std::vector<Region> tickets(Dice& dice) {
  std::vector<Region> out;
  for (const auto& part : parts) {
    const auto of_part = std::max<std::size_t>(1, static_cast<std::size_t>(part.share * regions));
    double harmonic = 0;
    for (std::size_t rank = 0; rank < of_part; ++rank) harmonic += 1.0 / static_cast<double>(rank + 3);
    for (std::size_t rank = 0; rank < of_part; ++rank) {
      const auto region = region_in(part, dice);
      const double weight = part.share / harmonic / static_cast<double>(rank + 3);
      out.insert(out.end(), static_cast<std::size_t>(std::ceil(weight * 20'000)), region);
    }
  }
  return out;
}

}  // namespace

area::Position moved(area::Position from, Offset by) {
  const double narrow = std::cos(from.latitude() * std::numbers::pi / 180);
  const double lat = std::clamp(from.latitude() + by.north, -89.9, 89.9);
  const double lon = std::remainder(from.longitude() + by.east / narrow, 360);
  return {static_cast<std::int32_t>(std::lround(lat * degree)), static_cast<std::int32_t>(std::lround(lon * degree))};
}

Offset offset(area::Position from, area::Position to) {
  const double narrow = std::cos(from.latitude() * std::numbers::pi / 180);
  auto east = static_cast<double>(std::int64_t{to.lon} - from.lon) / degree;
  if (east > 180) east -= 360;
  if (east < -180) east += 360;
  return {to.latitude() - from.latitude(), east * narrow};
}

World::World(std::uint64_t seed) {
  Dice dice(seed);
  settle(dice);
}

// Populations fall with the rank as Zipf and Mandelbrot have it: 22 million, 20 million, … 2,000. A settlement spreads
// with the cube root of its size, nearly: 600 m for a thousand people, 20 km for the largest.
void World::settle(Dice& dice) {
  const auto drawn = tickets(dice);
  std::vector<double> populations;
  for (std::size_t rank = 0; rank < settlements; ++rank) {
    populations.push_back(240e6 / static_cast<double>(rank + 11));
    const auto& region = drawn[dice.below(drawn.size())];
    const double north = region.spread * dice.normal(), east = region.spread * dice.normal();
    settlements_.push_back({moved(region.centre, {north, east}), 0.0054 * std::pow(populations.back() / 1000, 0.35)});
  }
  weigh(populations);
}

void World::weigh(const std::vector<double>& populations) {
  const double mean = std::accumulate(populations.begin(), populations.end(), 0.0) / static_cast<double>(settlements);
  kept_.resize(settlements, 1);
  alias_.resize(settlements);
  std::vector<double> rest;
  std::vector<std::uint32_t> small, large;
  for (std::uint32_t i = 0; i < settlements; ++i) {
    rest.push_back(populations[i] / mean);
    (rest.back() < 1 ? small : large).push_back(i);
  }
  while (!small.empty() && !large.empty()) {
    const auto poor = small.back(), rich = large.back();
    small.pop_back();
    kept_[poor] = rest[poor];
    alias_[poor] = rich;
    rest[rich] -= 1 - rest[poor];
    if (rest[rich] >= 1) continue;
    large.pop_back();
    small.push_back(rich);
  }
}

const World::Settlement& World::lived_in(Dice& dice) const {
  const auto at = dice.below(settlements);
  return settlements_[dice.chance(kept_[at]) ? at : alias_[at]];
}

std::vector<area::Position> World::places(std::size_t count, std::uint64_t seed) const {
  constexpr double country = 0.25;    // degrees: how far out people live in the country
  constexpr std::size_t back = 1000;  // households stand near each other in the list, not side by side
  Dice dice(seed);
  std::vector<area::Position> out;
  out.reserve(count);
  while (out.size() < count) {
    if (!out.empty() && dice.chance(households)) {
      out.push_back(out[out.size() - 1 - dice.below(std::min(out.size(), back))]);
      continue;
    }
    const bool is_rural = dice.chance(rural);
    const auto& home = is_rural ? settlements_[dice.below(settlements)] : lived_in(dice);
    const double spread = is_rural ? country : home.spread;
    const double north = spread * dice.normal(), east = spread * dice.normal();
    out.push_back(moved(home.centre, {north, east}));
  }
  return out;
}

}  // namespace heed::people
