#include "lib/area/buffer/buffer.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/text.h"
#include "lib/area/buffer/border.h"
#include "lib/area/check.h"
#include "lib/area/geodesic.h"

namespace heed::buffer {
namespace {

/// The first that keeps to the limits of an area is taken.
constexpr std::array<Fineness, 3> finenesses{{{0.003, 6, 0.008}, {0.03, 4, 0.02}, {0.1, 2, 0.05}}};

constexpr double slacks = 3;  // add_ring says which

std::unexpected<Error> too_fine() {
  return fail(Code::too_large,
              "the outlines of this area are too fine to be widened by so small a distance; simplify them, or widen "
              "them by more");
}

/// Both readings of the outline, as `lib/area` warns by both: all of the planar one, and of the geodesic one the edges
/// that stray from it by more than the slack. No place on the outline is farther than three times that from a line that
/// is added: once for following the geodesic, once for taking it as straight, once for simplifying the planar line.
void add_ring(Border& border, const area::Ring& ring, double slack) {
  const auto& vertices = ring.vertices;
  border.add(simplified(closed_line(vertices), slack));
  for (std::size_t i = 0; i < vertices.size(); ++i) {
    const auto from = vertices[i];
    const auto to = vertices[i + 1 == vertices.size() ? 0 : i + 1];
    if (area::points_between(from, to, slack) == 0) continue;
    auto there_and_back = area::with_geodesic_edges({from, to}, slack);
    const auto end = std::find(there_and_back.begin() + 1, there_and_back.end(), to);
    there_and_back.erase(end, there_and_back.end());
    there_and_back.push_back(to);
    auto line = closed_line(there_and_back);
    line.pop_back();
    const auto straight = simplified(line, slack);
    if (straight.size() > 2) border.add(straight);
  }
}

area::Circle widened(const area::Circle& circle, double metres) {
  const double radius_km = circle.radius_km == 0 ? area::spot_radius_km : circle.radius_km;
  // A whole number of millimetres, as in every circle that was read; never less.
  const double millimetres = std::ceil((radius_km + metres / 1000) * 1e6);
  return {circle.centre, std::min(millimetres / 1e6, area::radius_km_max)};
}

/// Errors: too_large, where another fineness may do.
Result<area::Area> widened(const area::Area& area, double metres, Fineness fineness) {
  const double slack = metres * fineness.simplification;
  Border border(metres + slacks * slack, fineness);
  for (const auto& polygon : area.polygons) {
    for (const auto& ring : polygon.rings) {
      if (border.is_full()) return too_fine();
      add_ring(border, ring, slack);
    }
  }
  if (border.is_full()) return too_fine();
  auto shapes = std::move(border).take();
  area::Area out = area;
  for (auto& circle : out.circles) circle = widened(circle, metres);
  out.polygons.insert(out.polygons.end(), shapes.polygons.begin(), shapes.polygons.end());
  out.circles.insert(out.circles.end(), shapes.circles.begin(), shapes.circles.end());
  if (!check(out)) return too_fine();
  return out;
}

}  // namespace

Result<area::Area> widened(const area::Area& area, double metres) {
  if (metres == 0) return area;
  if (!(metres >= metres_min && metres <= metres_max)) {
    return fail(Code::invalid,
                cat("an area can be widened by ", metres_min, " m to ", metres_max / 1000, " km, or by 0"));
  }
  Result<area::Area> out = too_fine();
  for (const auto fineness : finenesses) {
    out = widened(area, metres, fineness);
    if (out) break;
  }
  return out;
}

}  // namespace heed::buffer
