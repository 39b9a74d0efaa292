#pragma once
// Where an alert holds, as much of it as is kept.

#include <optional>
#include <string>
#include <vector>

#include "lib/area/area.h"
#include "lib/cap/alert.h"

namespace heed::heard {

/// A pair of valueName and value: an event code or a geocode.
struct Coded {
  std::string name;
  std::string value;
  HEED_FIELDS(Coded, name, value)
  auto operator<=>(const Coded&) const = default;
};

/// From the south-western corner eastward to the north-eastern one; it runs over the antimeridian when its west is
/// greater than its east. Longitudes are from -180 to 180.
struct Box {
  area::Position south_west;
  area::Position north_east;
  HEED_FIELDS(Box, south_west, north_east)
};

/// The union of all areas of all infos; what stands in several of them, as in two languages, is there once.
struct Place {
  std::optional<area::Area> shapes;  ///< what could be read of polygons and circles; none when is_cut
  bool is_cut = false;               ///< more than points_kept: of the shapes only the box is kept
  std::optional<Box> box;            ///< nobody outside it is inside the shapes
  std::vector<Coded> geocodes;
  std::uint64_t more_geocodes = 0;  ///< beyond geocodes_kept
  std::uint64_t unreadable = 0;     ///< shapes that cannot be meant
  HEED_FIELDS(Place, shapes, is_cut, box, geocodes, more_geocodes, unreadable)
};

[[nodiscard]] Place place_of(const std::vector<cap::Info>& infos);

/// A box round all shapes, in every reading of their edges. Requires: area::check(area).
[[nodiscard]] Box box_of(const area::Area& area);

/// Whether the boxes have a place in common, borders included.
[[nodiscard]] bool meet(const Box& a, const Box& b);

/// The text as the record can keep it: trimmed, characters that it refuses made blanks, and cut at a whole character,
/// with an ellipsis, where it is longer than `bytes`. Requires: bytes > 3.
[[nodiscard]] std::string kept(std::string_view text, std::size_t bytes);

}  // namespace heed::heard
