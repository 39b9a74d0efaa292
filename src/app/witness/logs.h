#pragma once
// Which logs a witness cosigns for.

#include <string_view>
#include <vector>

#include "lib/tlog/witness.h"

namespace heed::witness {

/// Reads one log a line: its verifier key as in log.vkey, or "log <vkey> [<url>]" as in a tlog-policy. Empty lines,
/// comments after '#', and a policy's lines about witnesses and quorum are passed over. Keys of one origin belong to
/// one log. Errors name the line; a text without any log is invalid.
[[nodiscard]] Result<std::vector<tlog::WitnessedLog>> parse_logs(std::string_view text);

}  // namespace heed::witness
