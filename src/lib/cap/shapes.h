#pragma once
// CAP's two shapes, for those who issue them. The work is done in values/.

#include "lib/cap/values/shapes.h"

namespace heed::cap {

using values::Circle;
using values::crosses_antimeridian;
using values::is_simple;
using values::parse_circle;
using values::parse_polygon;
using values::Point;
using values::polygon_points_max;
using values::Ring;

}  // namespace heed::cap
