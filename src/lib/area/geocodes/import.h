#pragma once
// Tables of geocodes from GeoJSON, as offices publish their regions.

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "lib/area/geocodes/system.h"

namespace heed::geocodes {

/// The properties of a feature that are its code and its name: "NUTS_ID", "NAME_LATN".
struct Columns {
  std::string code;
  std::string name;  ///< may be empty, and missing in a feature: the code is then its name
};

/// Reads a FeatureCollection, or features one after the other (RFC 8142), each by itself, so that only one of them must
/// keep to the limits of a document. Features of one code add up.
/// Errors: malformed, invalid, unsupported or too_large, with the number of the feature from 0, its line and the path.
[[nodiscard]] Result<std::vector<Row>> read_geojson(std::string_view text, const Columns& columns);

}  // namespace heed::geocodes
