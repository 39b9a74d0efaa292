#pragma once
// Whom of this hub's recipients an alert of others covers.

#include "flow/audience/resolve.h"
#include "operations/desk/desk.h"

namespace heed::hear {

/// Geocodes of one alert that are looked up: each has an outline, and the hub looks while others wait.
inline constexpr std::size_t geocodes_looked_up = 200;

/// How many of each sort are in its shapes, or in what its geocodes mean by the tables of this hub, at some time while
/// it holds. Shapes that were too large to keep count with the box round them: rather too many than too few. Nothing
/// when the alert does not say where it holds, or is over.
[[nodiscard]] std::optional<heard::Concern> concern_of(const desk::Desk& desk, const heard::Heard& heard);

/// The venues, organisations and systems of the register as it is now, by name, at most `most`, each with the reason.
/// Persons are never among them.
[[nodiscard]] std::vector<audience::Within> places_concerned(const desk::Desk& desk, const heard::Heard& heard,
                                                             std::size_t most);

}  // namespace heed::hear
