#pragma once
// The subcommands that hold a hub in their hands: making one, serving it, playing a drill, verifying a record,
// measuring.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "cli/program.h"

namespace heed::tools {

[[nodiscard]] std::vector<cli::Tool> hub_tools();     ///< init, serve, account add, demo
[[nodiscard]] std::vector<cli::Tool> drill_tools();   ///< drill run
[[nodiscard]] std::vector<cli::Tool> record_tools();  ///< record verify, disclose, verify, erase
[[nodiscard]] cli::Tool erase_tool();                 ///< one of record_tools
[[nodiscard]] std::vector<cli::Tool> log_tools();     ///< witness, mirror, audit
[[nodiscard]] std::vector<cli::Tool> bench_tools();   ///< bench NAME

/// "127.0.0.1:8440", as of `--listen`, in its two parts.
[[nodiscard]] Result<std::pair<std::string, std::uint16_t>> read_listen(const std::string& text);
/// Prints an error and gives its exit code.
[[nodiscard]] cli::Exit refuse(const Error& error, const cli::Arguments& arguments);

}  // namespace heed::tools
