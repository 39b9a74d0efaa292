#pragma once
// What an area must be before anybody is warned by it. The parsers check what they return; whoever puts shapes together
// by hand, or adds parsed shapes up to an area, calls check(area).

#include <cstddef>

#include "core/result.h"
#include "lib/area/area.h"

namespace heed::area {

inline constexpr std::size_t area_vertices = 200'000;    ///< vertices of all rings of one area
inline constexpr std::size_t geodesic_points = 400'000;  ///< points that compiling may add on its long edges

/// Three different vertices that enclose something, inside the ranges of Position; no edge of exactly half a turn, nor
/// of a whole one away from the poles, where nobody can say which way it goes. Errors: name the vertices ("points 3 and
/// 4").
[[nodiscard]] Result<void> check(const Ring& ring);
/// A centre in range and a radius from 0 to radius_km_max.
[[nodiscard]] Result<void> check(const Circle& circle);
/// At least one shape, every shape right, and no more work than the two limits above allow.
[[nodiscard]] Result<void> check(const Area& area);

/// Drops repetitions of the first vertex from the end.
void open(Ring& ring);

/// The error for a ring that is over limits::ring_vertices.
[[nodiscard]] Error too_many_vertices();

}  // namespace heed::area
