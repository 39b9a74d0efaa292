#pragma once
// What a shell offers when the tabulator key is pressed: written from the table of tools, so it cannot drift apart.

#include "cli/program.h"
#include "core/words.h"

namespace heed::cli {

enum class Shell { bash, zsh, fish };
constexpr auto words(Shell) {
  return core::word_table<Shell>({{Shell::bash, "bash"}, {Shell::zsh, "zsh"}, {Shell::fish, "fish"}});
}

/// A script for that shell: the words of every command, and the options of each.
[[nodiscard]] std::string completion_script(Shell shell, const std::vector<Tool>& tools);

/// `heed completion bash|zsh|fish` over these tools and itself.
[[nodiscard]] Tool completion_tool(std::vector<Tool> tools);

}  // namespace heed::cli
