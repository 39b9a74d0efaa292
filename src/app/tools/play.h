#pragma once
// Reading a scenario file and playing it, for the drill command and the demonstration.

#include "app/drill/runner.h"

namespace heed::tools {

[[nodiscard]] Result<drill::Scenario> load_scenario(const std::string& file);

/// Plays in an event loop of its own. Blocking.
[[nodiscard]] Result<drill::Account> play_scenario(const drill::Scenario& scenario, const drill::Options& options,
                                                   std::function<void(const drill::Played&)> calls);

/// One line for a step, as a terminal shows it while a drill is played.
[[nodiscard]] std::string line_of(const drill::Played& played, std::size_t steps);

}  // namespace heed::tools
