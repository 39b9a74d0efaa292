#pragma once
// Private to this folder: areas as CAP can draw them.

#include <string>
#include <vector>

#include "flow/warning/entries.h"
#include "lib/area/area.h"
#include "lib/cap/alert.h"

namespace heed::cap_alert {

/// The polygon as CAP polygons, or, where CAP cannot hold it (it crosses itself or the antimeridian, or has too many
/// points), the box around it, in two pieces where it meets the antimeridian.
/// Guarantees: what is drawn covers the outline; whoever reads it warns more people, never fewer.
[[nodiscard]] std::vector<std::string> drawn(const area::Polygon& polygon);

/// An area with its description, which says so when something is drawn larger than it is.
[[nodiscard]] cap::Area drawn(const area::Area& area);

/// The code, under its name, beside its outline: for those who know the code, and for those who do not. The outline is
/// the table's own, without the margin by which the hub widens it.
[[nodiscard]] cap::Area drawn(const warning::Geocode& geocode);

}  // namespace heed::cap_alert
