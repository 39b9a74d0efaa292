#pragma once
// The tools for files of the Common Alerting Protocol. They need no hub.

#include <vector>

#include "cli/program.h"

namespace heed::cap {

/// `cap check`, `cap show`, `cap diff` and `cap fix`.
[[nodiscard]] std::vector<cli::Tool> cap_tools();

}  // namespace heed::cap
