#pragma once
// Areas as GeoJSON (RFC 7946) draws them: outlines counterclockwise, holes clockwise, cut at the antimeridian.

#include <vector>

#include "core/value.h"
#include "lib/area/area.h"

namespace heed::geojson_feed {

struct Geometry {
  Value multi_polygon;     ///< a GeoJSON MultiPolygon; null where nothing was drawn
  bool is_larger = false;  ///< some outline has too many points, and the box round it is drawn instead
};

/// An outline of more points is drawn as the box round it, as in our CAP files.
inline constexpr std::size_t outline_points_max = 10'000;

/// The union of the areas, each polygon and circle for itself.
///
/// Guarantees: what is drawn covers every place of every area, but for the strip between a straight edge and the
/// geodesic one of an outline. A circle is a polygon of 64 corners or more that covers it, at most 2 % wider up to
/// 60 degrees of latitude; near a pole, the band of latitudes that holds it. Longitudes are from -180 to 180. Numbers
/// have seven decimals at most.
[[nodiscard]] Geometry geometry_of(const std::vector<const area::Area*>& areas);

}  // namespace heed::geojson_feed
