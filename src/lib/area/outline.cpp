#include "lib/area/outline.h"

#include <algorithm>
#include <cstdlib>

#include "lib/area/turn.h"

namespace heed::area {
namespace {

constexpr std::size_t chain_edges = 16;

bool is_pole(Position position) { return std::abs(position.lat) == quarter_turn; }

}  // namespace

Pole pole_within(const std::vector<Position>& ring) {
  const auto turn = turn_of(ring);
  if (turn.around == 0) return Pole::none;
  return turn.lean >= 0 ? Pole::north : Pole::south;
}

Outline::Outline(std::vector<Position> vertices, Pole pole) : vertices_(std::move(vertices)), pole_(pole) {
  if (vertices_.empty()) return;
  for (std::size_t first = 0; first < vertices_.size(); first += chain_edges) {
    chains_.push_back(chain(first, std::min(first + chain_edges, vertices_.size())));
  }
  whole_ = chain(0, vertices_.size());
}

Position Outline::end_of(std::size_t edge) const { return vertices_[edge + 1 == vertices_.size() ? 0 : edge + 1]; }

Outline::Chain Outline::chain(std::size_t first, std::size_t last) const {
  const auto start = vertices_[first];
  std::int64_t x = 0;
  std::int64_t west = 0;
  std::int64_t east = 0;
  Chain out{static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last), 0, 0, start.lat, start.lat};
  for (std::size_t edge = first; edge < last; ++edge) {
    const auto end = end_of(edge);
    x += short_way(vertices_[edge].lon, end.lon);
    west = std::min(west, x);
    east = std::max(east, x);
    out.south = std::min(out.south, end.lat);
    out.north = std::max(out.north, end.lat);
  }
  out.west = start.lon + west;
  out.width = std::min(east - west, full_turn);
  return out;
}

bool Outline::may_meet(const Chain& chain, const Look& look) {
  if (look.is_southward ? chain.south > look.from.lat : chain.north < look.from.lat) return false;
  return eastward(chain.west, look.from.lon) <= chain.width;
}

// Why no 128-bit numbers: the position is within the edge's longitudes, so each of the two products is at most half a
// turn times half a turn of latitude, 3.24e18, and their difference at most 6.48e18, below 2^63.
void Outline::meet(Look& look, Position from, Position to) {
  const auto step = short_way(from.lon, to.lon);
  const auto width = std::abs(step);
  const auto along = step < 0 ? eastward(look.from.lon, from.lon) : eastward(from.lon, look.from.lon);
  if (along > width) return;
  if (step == 0) {
    const auto [low, high] = std::minmax(from.lat, to.lat);
    look.is_on_edge = look.is_on_edge || (low <= look.from.lat && look.from.lat <= high);
    return;
  }
  const auto above = width * (std::int64_t{look.from.lat} - from.lat) - (std::int64_t{to.lat} - from.lat) * along;
  if (above == 0) {
    look.is_on_edge = true;
    return;
  }
  // An edge owns its western end and not its eastern one, so that a vertex is met once.
  const bool is_owned = step > 0 ? along < width : along > 0;
  if (is_owned && (above > 0) == look.is_southward) look.crossings += step > 0 ? 1 : -1;
}

/// At a pole every longitude is the same place, so a vertex there is met from all of them.
Side Outline::side_of_pole(Position position) const {
  if (std::ranges::find(vertices_, position.lat, &Position::lat) != vertices_.end()) return Side::boundary;
  const auto here = position.lat > 0 ? Pole::north : Pole::south;
  return pole_ == here ? Side::inside : Side::outside;
}

Side Outline::side_of(Position position) const {
  if (vertices_.empty()) return Side::outside;
  if (is_pole(position)) return side_of_pole(position);
  Look look{position, pole_ != Pole::south};
  if (pole_ == Pole::none && (position.lat < whole_.south || position.lat > whole_.north)) return Side::outside;
  if (!may_meet(whole_, look)) return Side::outside;
  for (const auto& chain : chains_) {
    if (!may_meet(chain, look)) continue;
    for (std::size_t edge = chain.first; edge < chain.last; ++edge) meet(look, vertices_[edge], end_of(edge));
    if (look.is_on_edge) return Side::boundary;
  }
  return look.crossings == 0 ? Side::outside : Side::inside;
}

}  // namespace heed::area
