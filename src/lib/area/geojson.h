#pragma once
// Areas drawn in a map tool: GeoJSON (RFC 7946), longitude first.

#include "core/result.h"
#include "core/value.h"
#include "lib/area/area.h"

namespace heed::area {

/// Polygon, MultiPolygon, GeometryCollection, Feature, FeatureCollection; holes are kept, altitudes are not; a Point is
/// a circle when its feature has the property "radius_km". Members that RFC 7946 does not name are passed over.
/// Guarantees: check(area) holds.
/// Errors: other geometries, other reference systems than WGS 84, and all that check() refuses; with the path to the
/// place.
[[nodiscard]] Result<Area> from_geojson(const core::Value& document);

}  // namespace heed::area
