#pragma once
// How large an area is, and the refusal of one that is larger than anybody can mean.

#include "core/result.h"
#include "lib/area/area.h"

namespace heed::measure {

/// More than the largest country (Russia, 17.1 million km²) with a margin; less than a mistake such as a polygon with a
/// sign lost, which soon covers a hemisphere (255 million km²).
inline constexpr double square_kilometres_max = 20e6;

/// The sum over the shapes: outlines less their holes, by geodesic edges on the WGS 84 ellipsoid; circles as on the
/// sphere of the same surface, good to 1 %. What shapes share counts once for each of them, so a union is never
/// understated. Only an outline that crosses itself is: it counts the difference of its wings.
/// Requires: check(area).
[[nodiscard]] double square_kilometres(const area::Area& area);

/// Errors: Code::too_large with both sizes, when `area` is larger than `most`, in km².
[[nodiscard]] Result<void> check_size(const area::Area& area, double most = square_kilometres_max);

}  // namespace heed::measure
