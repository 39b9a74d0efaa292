#pragma once
// What the measurements of one run share, and the measurements. Each adds its figures and bars to the sheet.

#include <string_view>
#include <vector>

#include "bench/audience/audience.h"
#include "bench/audience/people/kinds.h"
#include "bench/audience/people/people.h"
#include "bench/audience/scratch.h"
#include "lib/area/places/places.h"

namespace heed::audience {

struct Trial {
  Order order;
  Scratch folder;
  people::World world;
  std::vector<area::Position> places;  ///< of slot 0, 1, …
  std::vector<people::Kind> kinds;
  places::Places index;
  bench::Sheet sheet;
};

/// Seeds, one for each thing that is drawn.
enum class Seed : std::uint64_t { world = 1, places = 2, areas = 2, standing = 3, movers = 4, newcomers = 5 };
[[nodiscard]] constexpr std::uint64_t number(Seed seed) { return static_cast<std::uint64_t>(seed); }

/// The index made of the places: processor time, bytes.
[[nodiscard]] Result<void> measure_building(Trial& trial);
/// Areas asked for those inside, beside PostGIS where it is wanted, and beside copying the answer.
[[nodiscard]] Result<void> measure_answers(Trial& trial);
/// The index saved, and ready again from the file.
[[nodiscard]] Result<void> measure_restart(Trial& trial);
/// The same of a hub: everybody registered, and their index mapped from its file.
[[nodiscard]] Result<void> measure_ready(Trial& trial);
/// People who move. Afterwards the places are other ones.
[[nodiscard]] Result<void> measure_moves(Trial& trial);
/// Places asked for the areas that cover them.
[[nodiscard]] Result<void> measure_arrivals(Trial& trial);

/// Asks the index for the first area of each kind, and every place by itself. Errors: internal, where they differ.
[[nodiscard]] Result<void> check_answers(const Trial& trial);

/// One line on the error stream: what is done at the moment.
void say(std::string_view words);

}  // namespace heed::audience
