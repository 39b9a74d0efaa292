#pragma once
// Who of a file of positions is inside an area: the hub's own test, without a hub.

#include <string>
#include <string_view>
#include <vector>

#include "core/fields.h"
#include "core/result.h"
#include "lib/area/compiled.h"

namespace heed::recipients {

struct Inside {
  std::string id;
  std::string why;  ///< "in circle 1"
  HEED_FIELDS(Inside, id, why)
};

struct Resolved {
  std::uint64_t asked = 0;
  std::vector<Inside> inside;  ///< in the order of the file
};

/// Reads CSV with the columns id, lat, lon; others are passed over. Errors: any row whose id is empty or whose position
/// does not parse, with line and column: an answer that leaves somebody out unseen would be worse than none.
[[nodiscard]] Result<Resolved> resolve_file(std::string_view text, const area::Compiled& area);

/// The shapes of one question, added up.
struct Shapes {
  std::vector<std::string> circles;   ///< "lat,lon,km" or "lat,lon km"
  std::vector<std::string> polygons;  ///< "lat,lon lat,lon …"
  std::string geojson{};              ///< the text of a file; empty: none
};
/// Errors: name the shape ("circle 2"), and the point in it.
[[nodiscard]] Result<area::Area> area_of(const Shapes& shapes);

}  // namespace heed::recipients
