#pragma once
// What kind of event a warning is about, by the lists of this hub.

#include "operations/desk/desk.h"

namespace heed::commands {

inline constexpr std::size_t event_codes_max = 20;  ///< of one edition

/// Writes each code ("SAME CEM") as its list spells it.
/// Errors, with the field ("event_codes[1]"): malformed, not_found for what no list has, conflict for one that stands
/// twice; too_large beyond event_codes_max; unsupported where the hub has no lists.
[[nodiscard]] Result<void> look_up_event_codes(const desk::Desk& desk, std::vector<std::string>& codes);

}  // namespace heed::commands
