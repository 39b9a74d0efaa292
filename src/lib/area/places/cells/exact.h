#pragma once
// What decides where doubles cannot: whole numbers of 128 bits, in half units.

#include "lib/area/places/cells/kernels.h"

namespace heed::cells {

/// The sign of `side` (kernels.h) at a point whose coordinates are whole or half: -1, 0 or 1.
[[nodiscard]] inline int exact_side(const Edge& edge, double px, double py) {
  const auto halves = [](double value) { return static_cast<__int128>(static_cast<std::int64_t>(value * 2)); };
  const auto side = halves(edge.dx) * halves(py - edge.y) - halves(edge.dy) * halves(px - edge.x);
  return side > 0 ? 1 : side < 0 ? -1 : 0;
}

/// The same, by doubles where they are good enough.
[[nodiscard]] inline int sure_side(const Edge& edge, double px, double py) {
  const double side = edge.dx * (py - edge.y) - edge.dy * (px - edge.x);
  if (side > edge.doubt()) return 1;
  if (side < -edge.doubt()) return -1;
  return exact_side(edge, px, py);
}

enum class Where { outside, on_edge, inside };

/// Of one point of the cell.
[[nodiscard]] inline Where exact_where(const Ground& ground, double px, double py) {
  double winding = ground.start;
  const double base = ground.cell.base();
  for (const auto& edge : ground.edges) {
    const double low = edge.dy < 0 ? edge.y + edge.dy : edge.y;
    const double high = edge.dy < 0 ? edge.y : edge.y + edge.dy;
    if (high < base) continue;
    const double east = edge.x + edge.dx;
    const int side = sure_side(edge, px, py);
    if (side == 0 && edge.x <= px && px <= east && low <= py && py <= high) return Where::on_edge;
    const bool is_over_it = edge.x <= px && px < east;
    if (is_over_it && side > 0) winding += edge.sign;
    if (low > base) continue;
    const auto is_right_of = [&](int at_base) { return edge.dy < 0 ? at_base > 0 : at_base <= 0; };
    const int below = sure_side(edge, px, base);
    const int corner = sure_side(edge, ground.cell.x, base);
    if (is_over_it && below > 0) winding -= edge.sign;
    winding += (edge.dy < 0 ? edge.sign : -edge.sign) * (int{is_right_of(below)} - int{is_right_of(corner)});
  }
  return winding == 0 ? Where::outside : Where::inside;
}

}  // namespace heed::cells
