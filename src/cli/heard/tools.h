#pragma once
// The alerts of others that a hub heard, and how it goes with the feeds that bring them.

#include <vector>

#include "cli/api/hub.h"
#include "cli/program.h"

namespace heed::heard {

/// `alerts list`, `alerts show`, `alerts original`, `alerts hear` and `feeds`. `wire` is how requests travel.
[[nodiscard]] std::vector<cli::Tool> heard_tools(const api::Wire& wire = api::over_http);

}  // namespace heed::heard
