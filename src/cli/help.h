#pragma once
// What --help says, and what was probably meant.

#include "cli/program.h"

namespace heed::cli {

/// The tool's own options and those that every tool has.
[[nodiscard]] std::vector<Option> options_of(const Tool& tool);

/// Every command, grouped by stage, in the order of the way of a warning.
[[nodiscard]] std::string overview(const std::vector<Tool>& tools);
/// The commands below one first word ("case").
[[nodiscard]] std::string group_help(const std::vector<Tool>& tools, std::string_view group);
[[nodiscard]] std::string tool_help(const Tool& tool);

/// The candidate with the fewest letters to change, where they are few enough for a slip.
[[nodiscard]] std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& candidates);
/// The sentence ` Did you mean "x"?`, or nothing.
[[nodiscard]] std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace heed::cli
