#pragma once
// Distances and shortest lines on WGS 84. GeographicLib (Karney 2013) decides; the sphere only sorts out the clear
// cases.

#include <cstddef>
#include <vector>

#include "lib/area/position.h"

namespace heed::area {

/// How far a piece that is straight in longitude and latitude may stray from the shortest line it stands for.
inline constexpr double straightness_metres = 1.0;

/// Length of the shortest line, good to 15 nanometres.
[[nodiscard]] double distance_metres(Position a, Position b);

/// Whether `b` is at most `radius` from `a`: decided as by distance_metres, and faster where that is not close.
[[nodiscard]] bool is_within(Position a, Position b, double radius_metres);

/// Not less than the number of vertices that with_geodesic_edges adds between two vertices; 0 for edges short enough.
[[nodiscard]] std::size_t points_between(Position a, Position b, double tolerance_metres);

/// The closed ring with vertices added on every edge that needs them, so that it strays from the ring of shortest lines
/// by `tolerance_metres` at most (and by half a unit, 0.6 cm, where a vertex is rounded). The old vertices stay, in
/// order.
[[nodiscard]] std::vector<Position> with_geodesic_edges(const std::vector<Position>& ring, double tolerance_metres);

}  // namespace heed::area
