#include "bench/audience/people/outlines.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace heed::people {
namespace {

constexpr double turn = 2 * std::numbers::pi;
constexpr std::size_t few = 24;

double angle_of(std::size_t vertex, std::size_t of) {
  return turn * static_cast<double>(vertex) / static_cast<double>(of);
}

/// How far out a place is, measured by the star: 1 on its outline.
double reach(const Star& star, Offset at) {
  const auto count = static_cast<double>(star.size());
  const double angle = std::atan2(at.north, at.east) / turn;
  const double step = (angle < 0 ? angle + 1 : angle) * count;
  const auto before = std::min(static_cast<std::size_t>(step), star.size() - 1);
  const double part = step - static_cast<double>(before);
  const double distance = std::lerp(star[before], star[(before + 1) % star.size()], part);
  return std::hypot(at.north, at.east) / distance;
}

std::vector<Offset> corners(const Star& star, double scale) {
  std::vector<Offset> out;
  for (std::size_t i = 0; i < star.size(); ++i) {
    const double angle = angle_of(i, star.size());
    out.push_back({scale * star[i] * std::sin(angle), scale * star[i] * std::cos(angle)});
  }
  return out;
}

area::Polygon polygon(const std::vector<Offset>& corners, area::Position centre) {
  area::Ring ring;
  for (const auto& corner : corners) ring.vertices.push_back(moved(centre, corner));
  return {{std::move(ring)}};
}

Offset along(Offset from, Offset to, double part) {
  return {std::lerp(from.north, to.north, part), std::lerp(from.east, to.east, part)};
}

/// Every side in four: a third, the two flanks of a tooth, a third.
std::vector<Offset> with_teeth(const std::vector<Offset>& corners, Dice& dice) {
  std::vector<Offset> out;
  out.reserve(corners.size() * 4);
  for (std::size_t i = 0; i < corners.size(); ++i) {
    const auto from = corners[i], to = corners[(i + 1) % corners.size()];
    const double height = (dice.chance(0.5) ? 1 : -1) / 6.0;
    const auto middle = along(from, to, 0.5);
    out.push_back(from);
    out.push_back(along(from, to, 1.0 / 3));
    out.push_back({middle.north + height * (to.east - from.east), middle.east - height * (to.north - from.north)});
    out.push_back(along(from, to, 2.0 / 3));
  }
  return out;
}

}  // namespace

Star star(std::size_t vertices, Dice& dice) {
  Star out;
  if (vertices <= few) {
    while (out.size() < vertices) out.push_back(dice.between(0.7, 1.3));
    return out;
  }
  out.resize(vertices, 1);
  for (int wave = 2; wave <= 32; wave *= 2) {
    const double phase = dice.between(0, turn);
    for (std::size_t i = 0; i < vertices; ++i) out[i] += 0.3 / wave * std::sin(wave * angle_of(i, vertices) + phase);
  }
  for (auto& distance : out) distance *= dice.between(0.985, 1.015);
  return out;
}

Star blunt_star(std::size_t vertices, Dice& dice) {
  Star out;
  while (out.size() < vertices) out.push_back(dice.between(0.88, 1.12));
  return out;
}

// Only a window round the centre is looked at; it grows until the outline fits into it with every vertex.
double scale_for(const Star& star, area::Position centre, std::span<const area::Position> places, std::size_t count) {
  const double farthest = *std::ranges::max_element(star);
  for (double window = 0.5;; window *= 2) {
    const auto height = static_cast<std::int64_t>(window * area::units_per_degree);
    std::vector<double> reaches;
    for (const auto place : places) {
      if (std::abs(std::int64_t{place.lat} - centre.lat) > height) continue;
      const auto at = offset(centre, place);
      if (std::abs(at.east) <= window) reaches.push_back(reach(star, at));
    }
    if (reaches.size() <= count) continue;
    const auto at = reaches.begin() + static_cast<std::ptrdiff_t>(count);
    std::nth_element(reaches.begin(), at, reaches.end());
    if (*at * farthest <= window || window > 360) return *at;
  }
}

area::Polygon outline(const Star& star, Spot spot) { return polygon(corners(star, spot.degrees), spot.centre); }

area::Polygon coast(const Star& star, Spot spot, int times, Dice& dice) {
  auto sides = corners(star, spot.degrees);
  for (int i = 0; i < times; ++i) sides = with_teeth(sides, dice);
  return polygon(sides, spot.centre);
}

}  // namespace heed::people
