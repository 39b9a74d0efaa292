#pragma once
// What a command line names: files, and the hub to speak to.

#include "cli/api/hub.h"
#include "cli/program.h"

namespace heed::cli {

/// The bytes of a file, or of standard input for "-". Errors: not_found, unavailable; too_large over
/// limits::import_bytes.
[[nodiscard]] Result<std::string> read_input(const std::string& path);

/// --hub and --token-file.
[[nodiscard]] std::vector<Option> access_options();
/// Where the hub is: --hub, or HEED_HUB, or this machine. Who calls: --token-file, or HEED_TOKEN; `unidentified`
/// without.
[[nodiscard]] Result<api::Access> access_of(const Arguments& arguments);

}  // namespace heed::cli
