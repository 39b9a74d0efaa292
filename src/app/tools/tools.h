#pragma once
// The subcommands that hold a hub in their hands: making one, serving it, playing a drill, verifying a record,
// measuring.

#include <vector>

#include "cli/program.h"

namespace heed::tools {

[[nodiscard]] std::vector<cli::Tool> hub_tools();     ///< init, serve, account add, demo
[[nodiscard]] std::vector<cli::Tool> drill_tools();   ///< drill run
[[nodiscard]] std::vector<cli::Tool> record_tools();  ///< record verify, disclose, verify, erase
[[nodiscard]] cli::Tool erase_tool();                 ///< one of record_tools
[[nodiscard]] std::vector<cli::Tool> log_tools();     ///< witness, mirror, audit
[[nodiscard]] std::vector<cli::Tool> bench_tools();   ///< bench NAME

/// Prints an error and gives its exit code.
[[nodiscard]] cli::Exit refuse(const Error& error, const cli::Arguments& arguments);

}  // namespace heed::tools
