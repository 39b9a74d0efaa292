#pragma once
// Where an alert holds, as much of it as is kept, and how many it covers there.

#include <optional>
#include <string>
#include <vector>

#include "lib/area/overlap/box.h"
#include "lib/cap/alert.h"

namespace heed::heard {

/// A pair of valueName and value: an event code or a geocode.
struct Coded {
  std::string name;
  std::string value;
  HEED_FIELDS(Coded, name, value)
  auto operator<=>(const Coded&) const = default;
};

/// The union of all areas of all infos; what stands in several of them, as in two languages, is there once.
struct Place {
  std::optional<area::Area> shapes;  ///< what could be read of polygons and circles; none when is_cut
  bool is_cut = false;               ///< more than points_kept: of the shapes only the box is kept
  std::optional<overlap::Box> box;   ///< nobody outside it is inside the shapes
  std::vector<Coded> geocodes;
  std::uint64_t more_geocodes = 0;  ///< beyond geocodes_kept
  std::uint64_t unreadable = 0;     ///< shapes that cannot be meant
  HEED_FIELDS(Place, shapes, is_cut, box, geocodes, more_geocodes, unreadable)
};

/// How many of this hub's recipients are in its areas while it holds, or are responsible for what they touch: as the
/// register was when it was heard.
struct Concern {
  std::uint64_t persons = 0;
  std::uint64_t organisations = 0;
  std::uint64_t venues = 0;
  std::uint64_t systems = 0;
  std::uint64_t codes_left_out = 0;  ///< geocodes of which the hub does not know what they mean, or that were too many
  [[nodiscard]] std::uint64_t recipients() const { return persons + organisations + venues + systems; }
  HEED_FIELDS(Concern, persons, organisations, venues, systems, codes_left_out)
};

[[nodiscard]] Place place_of(const std::vector<cap::Info>& infos);

/// The text as the record can keep it: trimmed, characters that it refuses made blanks, and cut at a whole character,
/// with an ellipsis, where it is longer than `bytes`. Requires: bytes > 3.
[[nodiscard]] std::string kept(std::string_view text, std::size_t bytes);

}  // namespace heed::heard
