#pragma once
// What the geocodes of a reach mean, by the tables of this hub: looked up once, at the command, before any entry.

#include "operations/desk/desk.h"

namespace heed::operations {

/// How many points the areas of one reach's geocodes may have in all, with their margins: a few of the largest
/// countries, or some thousand counties. Each edition keeps its outlines, and the hub makes them ready while everybody
/// waits.
inline constexpr std::size_t geocode_points = 600'000;

/// Writes into each geocode what it means now, and its system and code as the table spells them.
/// Guarantees: parts_of (flow/audience/cover.h) finds every area, with its margin.
/// Errors, with the field ("geocodes[1].code"): not_found for a code or a system that no table has; invalid where a
/// meaning was given; too_large beyond geocode_points; and what is wrong with a table's file.
[[nodiscard]] Result<void> look_up_geocodes(const desk::Desk& desk, warning::Reach& reach);
/// The same for each, with the field as "reach[0].geocodes[1].code".
[[nodiscard]] Result<void> look_up_geocodes(const desk::Desk& desk, std::vector<warning::Reach>& reach);

}  // namespace heed::operations
