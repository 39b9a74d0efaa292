#include "lib/area/places/forms/rings.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numbers>

#include "lib/area/check.h"
#include "lib/area/geodesic.h"

namespace heed::forms {

using area::Position;

/// What is known of the edges of a ring by cheap bounds.
///
/// Why this is sure: area::with_geodesic_edges adds no vertex to an edge when 1.15 L² tan(top) / 8R is below the
/// tolerance of 1 m, where L is at most 1.006 times the length on the sphere, and `top` the greater latitude of its
/// ends and half of L. The line straight in longitude and latitude is no shorter than that, and it is at most as long
/// as counted here, with the cosine of the latitude nearest to the equator.
struct Rings::Lengths {
  double narrowing = 1;    ///< the cosine: a step in longitude is at most so much of one in latitude
  double short_edge = 0;   ///< squared, in units: shorter edges get no vertex
  std::size_t longer = 0;  ///< edges that may get some
  std::size_t points = 0;  ///< that those may get, at most

  explicit Lengths(std::span<const Position> ring) {
    constexpr double unit = std::numbers::pi / 180 / static_cast<double>(area::units_per_degree);
    constexpr double radius = 6'371'008.8;
    constexpr double far = 100'000;  // metres; edges up to this are told apart
    std::int32_t nearest = area::quarter_turn;
    std::int32_t farthest = 0;
    for (const auto& vertex : ring) {
      nearest = std::min(nearest, std::abs(vertex.lat));
      farthest = std::max(farthest, std::abs(vertex.lat));
    }
    if (is_both_sides(ring)) nearest = 0;
    narrowing = std::cos(nearest * unit) + 1e-9;
    const double top = farthest * unit + far / (2 * radius);
    if (top > 1.57) {
      longer = ring.size();
      points = area::geodesic_points + 1;
      return;
    }
    const double length = std::min(far, std::sqrt(0.999 * 8 * radius / (1.15 * std::tan(top))));
    short_edge = std::pow(length / (1.006 * radius * unit), 2);
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const double edge = squared(ring[i], ring[i + 1 == ring.size() ? 0 : i + 1]);
      if (edge < short_edge) continue;
      ++longer;
      // The bound of area::points_between; its straying is never more than the length.
      points += 2 + static_cast<std::size_t>(2 * std::sqrt(1.006 * radius * unit * std::sqrt(edge)));
    }
  }

  [[nodiscard]] double squared(Position from, Position to) const {
    const auto up = static_cast<double>(to.lat - from.lat);
    const auto aside = static_cast<double>(short_step(from.lon, to.lon)) * narrowing;
    return up * up + aside * aside;
  }

  static bool is_both_sides(std::span<const Position> ring) {
    const auto is_north = [](Position vertex) { return vertex.lat > 0; };
    return std::ranges::any_of(ring, is_north) && !std::ranges::all_of(ring, is_north);
  }
};

namespace {

area::Pole pole_of(std::span<const Position> ring) {
  std::int64_t around = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    around += short_step(ring[i].lon, ring[i + 1 == ring.size() ? 0 : i + 1].lon);
  }
  return around == 0 ? area::Pole::none : area::pole_within({ring.begin(), ring.end()});
}

}  // namespace

/// area::with_geodesic_edges, which takes a closed ring: there and back again where only few edges need it.
std::vector<Position> Rings::curved(std::span<const Position> ring, const Lengths& lengths) {
  if (2 * lengths.longer >= ring.size()) {
    return area::with_geodesic_edges({ring.begin(), ring.end()}, area::straightness_metres);
  }
  std::vector<Position> out;
  out.reserve(ring.size() + lengths.points);
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const auto from = ring[i];
    const auto to = ring[i + 1 == ring.size() ? 0 : i + 1];
    if (lengths.squared(from, to) < lengths.short_edge) {
      out.push_back(from);
      continue;
    }
    const auto there = area::with_geodesic_edges({from, to}, area::straightness_metres);
    out.insert(out.end(), there.begin(), std::find(there.begin() + 1, there.end(), to));
  }
  return out;
}

Rings::Rings(const area::Area& area, area::Edges edges) {
  if (read_quickly(area, edges)) return;
  views_.clear();
  read_ = area::read(area, edges);
  for (std::uint32_t face = 0; face < read_.size(); ++face) {
    const auto& [outline, holes] = read_[face];
    for (const auto& [vertices, pole] : outline) views_.push_back({vertices, pole, face, 0});
    for (std::uint32_t hole = 0; hole < holes.size(); ++hole) {
      for (const auto& [vertices, pole] : holes[hole]) views_.push_back({vertices, pole, face, hole + 1});
    }
  }
}

/// False when the area has so many long edges that area::read may follow them more coarsely.
bool Rings::read_quickly(const area::Area& area, area::Edges edges) {
  std::size_t points = 0;
  for (std::uint32_t face = 0; face < area.polygons.size(); ++face) {
    const auto& rings = area.polygons[face].rings;
    for (std::uint32_t group = 0; group < rings.size(); ++group) {
      const std::span<const Position> ring = rings[group].vertices;
      points += read_ring({ring, pole_of(ring), face, group}, edges);
      if (points > area::geodesic_points) return false;
    }
  }
  return true;
}

/// Adds the readings of a ring; returns how many vertices it may have got.
std::size_t Rings::read_ring(const RingView& plain, area::Edges edges) {
  if (edges == area::Edges::planar) {
    views_.push_back(plain);
    return 0;
  }
  const Lengths lengths(plain.vertices);
  if (lengths.points > area::geodesic_points) return lengths.points;
  if (lengths.longer > 0) {
    auto curve = curved(plain.vertices, lengths);
    if (curve.size() > plain.vertices.size()) {
      // The vertices stay where they are when the list of lists grows.
      const auto& kept = curves_.emplace_back(std::move(curve));
      views_.push_back({kept, plain.pole, plain.face, plain.group});
      if (edges == area::Edges::geodesic) return lengths.points;
    }
  }
  views_.push_back(plain);
  return lengths.points;
}

}  // namespace heed::forms
