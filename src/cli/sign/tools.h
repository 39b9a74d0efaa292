#pragma once
// Answering a warning with a key of one's own: `ack sign` and `ack register-key`. They need the link that came with the
// warning, and no account.

#include <vector>

#include "cli/api/hub.h"
#include "cli/program.h"

namespace heed::sign {

/// `wire` is how requests travel.
[[nodiscard]] std::vector<cli::Tool> sign_tools(const api::Wire& wire = api::over_http);

}  // namespace heed::sign
