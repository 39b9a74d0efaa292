#pragma once
// The tools for files of the Common Alerting Protocol. They need no hub.

#include <vector>

#include "cli/program.h"

namespace heed::cap {

/// `cap check`, `show`, `diff`, `fix`, `sign` and `signature`.
[[nodiscard]] std::vector<cli::Tool> cap_tools();

}  // namespace heed::cap
