#include "lib/area/overlap/overlap.h"

#include <algorithm>
#include <cmath>

#include "lib/area/geodesic.h"
#include "lib/area/turn.h"

namespace heed::overlap {
namespace {

using area::Circle;
using area::Position;

constexpr std::size_t run_edges = 16;
constexpr double closeness_metres = 1.0;
constexpr int narrowing_steps = 40;

double radius_metres(const Circle& circle) {
  return 1000 * (circle.radius_km == 0 ? area::spot_radius_km : circle.radius_km);
}

/// A vertex on the cylinder, unrolled so that `from` has the longitude 0.
struct Point {
  std::int64_t x = 0;
  std::int64_t y = 0;
};
Point seen_from(Position from, Position at) { return {area::short_way(from.lon, at.lon), std::int64_t{at.lat}}; }

int side(Point a, Point b, Point c) {
  // Differences are at most one turn and half a turn, so that the products need more than 64 bits.
  const auto turn = static_cast<__int128>(b.x - a.x) * (c.y - a.y) - static_cast<__int128>(b.y - a.y) * (c.x - a.x);
  return turn > 0 ? 1 : turn < 0 ? -1 : 0;
}

bool is_between(Point a, Point b, Point at) {
  return std::min(a.x, b.x) <= at.x && at.x <= std::max(a.x, b.x) && std::min(a.y, b.y) <= at.y &&
         at.y <= std::max(a.y, b.y);
}

/// Two closed segments in one plane have a point in common.
bool meet(Point a, Point b, Point c, Point d) {
  const int abc = side(a, b, c), abd = side(a, b, d), cda = side(c, d, a), cdb = side(c, d, b);
  if (abc * abd < 0 && cda * cdb < 0) return true;
  return (abc == 0 && is_between(a, b, c)) || (abd == 0 && is_between(a, b, d)) || (cda == 0 && is_between(c, d, a)) ||
         (cdb == 0 && is_between(c, d, b));
}

/// Each edge takes its own short way, so the second one is placed beside the start of the first.
bool edges_meet(Position a, Position b, Position c, Position d) {
  const Point start{0, a.lat};
  const auto end = seen_from(a, b);
  const auto other = seen_from(a, c);
  const auto step = area::short_way(c.lon, d.lon);
  for (const auto shift : {-area::full_turn, std::int64_t{0}, area::full_turn}) {
    const Point from{other.x + shift, c.lat};
    if (meet(start, end, from, {from.x + step, d.lat})) return true;
  }
  return false;
}

Position along(Position a, Position b, double share) {
  const auto lon = a.lon + static_cast<std::int64_t>(std::llround(share * double(area::short_way(a.lon, b.lon))));
  const auto lat = a.lat + static_cast<std::int64_t>(std::llround(share * (double(b.lat) - a.lat)));
  const auto wrapped = area::eastward(-area::half_turn, lon) - area::half_turn;
  return {static_cast<std::int32_t>(lat), static_cast<std::int32_t>(wrapped)};
}

/// The distance falls towards one place of a short enough piece of an edge and rises behind it.
bool comes_within(const Circle& circle, Position a, Position b) {
  const double wanted = radius_metres(circle) + closeness_metres;
  const auto degrees = std::max(std::abs(double(area::short_way(a.lon, b.lon))), std::abs(double(b.lat) - a.lat)) /
                       double(area::units_per_degree);
  const int pieces = static_cast<int>(degrees) + 1;
  for (int piece = 0; piece < pieces; ++piece) {
    double low = double(piece) / pieces;
    double high = double(piece + 1) / pieces;
    for (int step = 0; step < narrowing_steps && high - low > 1e-9; ++step) {
      const double left = low + (high - low) / 3, right = high - (high - low) / 3;
      const bool is_left_nearer = area::distance_metres(circle.centre, along(a, b, left)) <
                                  area::distance_metres(circle.centre, along(a, b, right));
      (is_left_nearer ? high : low) = is_left_nearer ? right : left;
    }
    if (area::distance_metres(circle.centre, along(a, b, low)) <= wanted) return true;
  }
  return false;
}

}  // namespace

Extent::Extent(const area::Area& area, area::Edges edges) : compiled_(area, edges), circles_(area.circles) {
  for (const auto& circle : circles_) samples_.push_back(circle.centre);
  const auto add = [&](const area::Readings& readings) {
    for (const auto& reading : readings) {
      if (reading.vertices.empty()) continue;
      samples_.push_back(reading.vertices.front());
      auto runs = runs_of(reading.vertices);
      runs_.insert(runs_.end(), std::make_move_iterator(runs.begin()), std::make_move_iterator(runs.end()));
    }
  };
  for (const auto& face : area::read(area, edges)) {
    add(face.outline);
    for (const auto& hole : face.holes) add(hole);
  }
}

std::vector<Extent::Run> Extent::runs_of(const std::vector<Position>& ring) {
  std::vector<Run> runs;
  for (std::size_t first = 0; first < ring.size(); first += run_edges) {
    Run run;
    std::int64_t x = 0, west = 0, east = 0;
    run.south = run.north = ring[first].lat;
    run.vertices.push_back(ring[first]);
    for (std::size_t edge = first; edge < std::min(first + run_edges, ring.size()); ++edge) {
      const auto end = ring[(edge + 1) % ring.size()];
      x += area::short_way(ring[edge].lon, end.lon);
      west = std::min(west, x);
      east = std::max(east, x);
      run.south = std::min(run.south, end.lat);
      run.north = std::max(run.north, end.lat);
      run.vertices.push_back(end);
    }
    run.west = ring[first].lon + west;
    run.width = std::min(east - west, area::full_turn);
    runs.push_back(std::move(run));
  }
  return runs;
}

bool Extent::may_meet(const Run& a, const Run& b) {
  if (a.south > b.north || b.south > a.north) return false;
  return area::eastward(a.west, b.west) <= a.width || area::eastward(b.west, a.west) <= b.width;
}

bool Extent::cross(const Run& a, const Run& b) {
  for (std::size_t i = 0; i + 1 < a.vertices.size(); ++i) {
    for (std::size_t j = 0; j + 1 < b.vertices.size(); ++j) {
      if (edges_meet(a.vertices[i], a.vertices[i + 1], b.vertices[j], b.vertices[j + 1])) return true;
    }
  }
  return false;
}

bool Extent::has_part_in(const Extent& other) const {
  return std::ranges::any_of(samples_, [&](Position sample) { return other.compiled_.contains(sample); });
}

bool Extent::circles_reach(const Extent& other) const {
  const auto reaches = [&](const Circle& circle) {
    for (const auto& theirs : other.circles_) {
      const double apart = area::distance_metres(circle.centre, theirs.centre);
      if (apart <= radius_metres(circle) + radius_metres(theirs) + closeness_metres) return true;
    }
    return std::ranges::any_of(other.runs_, [&](const Run& run) {
      for (std::size_t i = 0; i + 1 < run.vertices.size(); ++i) {
        if (comes_within(circle, run.vertices[i], run.vertices[i + 1])) return true;
      }
      return false;
    });
  };
  return std::ranges::any_of(circles_, reaches);
}

bool Extent::touches(const Extent& other) const {
  if (has_part_in(other) || other.has_part_in(*this)) return true;
  for (const auto& ours : runs_) {
    for (const auto& theirs : other.runs_) {
      if (may_meet(ours, theirs) && cross(ours, theirs)) return true;
    }
  }
  return circles_reach(other) || other.circles_reach(*this);
}

}  // namespace heed::overlap
