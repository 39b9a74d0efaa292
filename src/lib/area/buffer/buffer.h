#pragma once
// All places within a distance of an area, as an area: the shapes themselves, and a border of further shapes around
// them.

#include <cstddef>

#include "core/result.h"
#include "lib/area/area.h"

namespace heed::buffer {

inline constexpr double metres_min = 1;
inline constexpr double metres_max = 1'000'000;
/// How much farther than asked the border may reach, as a share of it; and where the outlines have so many points that
/// the border would otherwise break the limits of an area.
inline constexpr double overshoot_max = 0.05;
inline constexpr double coarse_overshoot_max = 0.7;

/// Guarantees: every place whose geodesic distance to a place inside `area` is at most `metres` is inside the answer,
/// and check() holds for the answer. No place that is farther from every outline of `area`, in both of its readings,
/// than `metres` * (1 + the overshoot) and 2 cm, and is outside `area`, is inside. Holes shrink by the same. Distance 0
/// gives the area back.
/// Requires: check(area).
/// Errors: invalid for a distance that is neither 0 nor between the two limits; too_large when even a coarse border
/// would break area::check's limits: the outlines are too fine for so small a distance.
[[nodiscard]] Result<area::Area> widened(const area::Area& area, double metres);

}  // namespace heed::buffer
