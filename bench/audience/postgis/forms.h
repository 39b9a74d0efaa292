#pragma once
// Places and areas in the forms that PostGIS reads.

#include <span>
#include <string>

#include "bench/audience/postgis/server.h"
#include "lib/area/area.h"

namespace heed::postgis {

/// Rows (id, geom) for COPY in its binary form. `places` must outlive the stream.
/// Calls `on_progress` with the number of places given so far, about a hundred times.
[[nodiscard]] Pieces rows(std::span<const area::Position> places, std::function<void(std::size_t)> on_progress);

/// A polygon in degrees, as EWKB in hex. Beyond the antimeridian its longitudes run on, eastward, over 180.
/// Requires: one polygon of one ring.
[[nodiscard]] std::string ewkb_hex(const area::Area& area);

}  // namespace heed::postgis
