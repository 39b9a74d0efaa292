#pragma once
// Areas drawn in a map tool: GeoJSON (RFC 7946), longitude first.

#include "core/result.h"
#include "core/value.h"
#include "lib/area/area.h"

namespace heed::geojson {

/// Polygon, MultiPolygon, GeometryCollection, Feature, FeatureCollection; holes are kept, altitudes are not; a Point is
/// a circle when its feature has the property "radius_km". Members that RFC 7946 does not name are passed over.
/// Guarantees: area::check holds.
/// Errors: other geometries, other reference systems than WGS 84, and all that area::check refuses; with the path to
/// the place.
[[nodiscard]] Result<area::Area> read_area(const core::Value& document);

/// The reference system that a document names, if any, is WGS 84. `read_area` checks it; a document whose features are
/// read one by one is given to this first. Errors: unsupported.
[[nodiscard]] Result<void> check_reference(const Value& document);

}  // namespace heed::geojson
