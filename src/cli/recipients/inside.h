#pragma once
// Who of a file of positions is inside an area: the hub's own test, without a hub.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/recipients/progress.h"
#include "cli/recipients/source.h"
#include "core/fields.h"
#include "core/result.h"
#include "lib/area/compiled.h"

namespace heed::recipients {

struct Inside {
  std::string id;
  std::string why;
  HEED_FIELDS(Inside, id, why)
};

/// Called for whoever is inside, in the order of the file: "in circle 1".
using TakeInside = std::function<void(const std::string& id, std::string why)>;

/// Reads CSV with the columns id, lat, lon; others are passed over. Returns how many rows there are. Memory: the rows
/// of one piece. Errors: any row whose id is empty or whose position does not parse, with line and column: an answer
/// that leaves somebody out unseen would be worse than none.
[[nodiscard]] Result<std::uint64_t> resolve_file(Source& source, const area::Compiled& area, const TakeInside& take,
                                                 const Tell& tell);

/// The shapes of one question, added up.
struct Shapes {
  std::vector<std::string> circles;   ///< "lat,lon,km" or "lat,lon km"
  std::vector<std::string> polygons;  ///< "lat,lon lat,lon …"
  std::string geojson{};              ///< the text of a file; empty: none
};
/// Errors: name the shape ("circle 2"), and the point in it.
[[nodiscard]] Result<area::Area> area_of(const Shapes& shapes);

}  // namespace heed::recipients
