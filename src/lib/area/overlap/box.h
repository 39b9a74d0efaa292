#pragma once
// The box round an area: the cheap question before the exact one.

#include "lib/area/area.h"

namespace heed::overlap {

/// From the south-western corner eastward to the north-eastern one; it runs over the antimeridian when its west is
/// greater than its east. Longitudes are from -180 to 180.
struct Box {
  area::Position south_west;
  area::Position north_east;
  HEED_FIELDS(Box, south_west, north_east)
};

/// A box round all shapes, in every reading of their edges. Requires: area::check(area).
[[nodiscard]] Box box_of(const area::Area& area);

/// Whether the boxes have a place in common, borders included.
[[nodiscard]] bool meet(const Box& a, const Box& b);

}  // namespace heed::overlap
