#pragma once
// Private to this folder: what the tools are made of.

#include "cli/program.h"
#include "core/value.h"

namespace heed::cap {

[[nodiscard]] cli::Exit run_check(const cli::Arguments& arguments);
[[nodiscard]] cli::Exit run_show(const cli::Arguments& arguments);
[[nodiscard]] cli::Exit run_diff(const cli::Arguments& arguments);
[[nodiscard]] cli::Exit run_fix(const cli::Arguments& arguments);

/// Text from outside as a terminal may show it: control characters, which could steer it, become spaces.
[[nodiscard]] std::string printable(std::string_view text);

}  // namespace heed::cap
