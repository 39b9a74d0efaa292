#pragma once
// Private to this folder: closed lines on the cylinder, where longitudes run on over the antimeridian.

#include <cstdint>
#include <vector>

#include "lib/area/area.h"

namespace heed::geojson_feed {

/// In units of 1e-7 degree, as area::Position, but unbounded in longitude.
struct Point {
  std::int64_t lon = 0;
  std::int64_t lat = 0;
  bool operator==(const Point&) const = default;
};
/// Closed: the last point is followed by the first, which is not repeated.
using Line = std::vector<Point>;

/// The ring without the jump at the antimeridian. One that goes round a pole is led up to the pole and back.
[[nodiscard]] Line unrolled(const area::Ring& ring);

/// A polygon that covers the circle.
[[nodiscard]] Line around(const area::Circle& circle);

/// The box round the line.
[[nodiscard]] Line box_round(const Line& line);

/// The part of the line's inside between two meridians; empty where there is none. Parts of one line may be joined by
/// edges of no width along a meridian.
[[nodiscard]] Line between(const Line& line, std::int64_t west, std::int64_t east);

/// Twice the area, positive for counterclockwise.
[[nodiscard]] double turning(const Line& line);

}  // namespace heed::geojson_feed
