#include "cli/completion.h"

#include <algorithm>
#include <iostream>
#include <set>

#include "cli/help.h"
#include "core/text.h"

namespace heed::cli {
namespace {

/// What may follow each beginning of a command: "" -> case report …; "case" -> open list …; "case open" -> --title ….
using Follow = std::map<std::string, std::set<std::string>>;

Follow follow_of(const std::vector<Tool>& tools) {
  Follow follow;
  for (const auto& tool : tools) {
    std::string path;
    for (const auto word : core::split(tool.path, ' ')) {
      follow[path].insert(std::string(word));
      path += cat(path.empty() ? "" : " ", word);
    }
    for (const auto& option : options_of(tool)) {
      if (option.name.starts_with('-')) follow[path].insert(option.name);
    }
  }
  return follow;
}

std::string joined(const std::set<std::string>& words) {
  std::string out;
  for (const auto& word : words) out += cat(out.empty() ? "" : " ", word);
  return out;
}

/// Sets `next` to what may follow the words before the cursor, in a `case` that bash and zsh read alike.
std::string lookup(const Follow& follow) {
  std::string out = "  case \"$typed\" in\n";
  for (const auto& [path, words] : follow) out += cat("    '", path, "') next='", joined(words), "' ;;\n");
  return out + "    *) next='' ;;\n  esac\n";
}

std::string bash(const Follow& follow) {
  return cat(
      "# heed: completion for bash. Load it with: source <(heed completion bash)\n"
      "_heed() {\n"
      "  local current=\"${COMP_WORDS[COMP_CWORD]}\" typed='' next='' word\n"
      "  COMPREPLY=()\n"
      "  for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
      "    case \"$word\" in -*) break ;; esac\n"
      "    typed=\"${typed:+$typed }$word\"\n"
      "  done\n",
      lookup(follow),
      "  if [ -n \"$next\" ]; then COMPREPLY=($(compgen -W \"$next\" -- \"$current\")); fi\n"
      "}\n"
      "complete -o default -F _heed heed\n");
}

std::string zsh(const Follow& follow) {
  return cat(
      "#compdef heed\n"
      "# heed: completion for zsh. Load it with: source <(heed completion zsh)\n"
      "_heed() {\n"
      "  local typed='' next='' word\n"
      "  for word in \"${(@)words[2,CURRENT-1]}\"; do\n"
      "    case \"$word\" in -*) break ;; esac\n"
      "    typed=\"${typed:+$typed }$word\"\n"
      "  done\n",
      lookup(follow),
      "  if [[ -n \"$next\" ]]; then compadd -- ${=next}; fi\n"
      "  _files\n"
      "}\n"
      "if [ \"$funcstack[1]\" = \"_heed\" ]; then _heed; else compdef _heed heed; fi\n");
}

std::string quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' || c == '\\' ? cat('\\', c) : std::string(1, c);
  return out + "'";
}

std::string fish(const std::vector<Tool>& tools) {
  std::string out =
      "# heed: completion for fish. Load it with: heed completion fish | source\n"
      "function __heed_path\n"
      "  set -l path\n"
      "  for word in (commandline -opc)[2..-1]\n"
      "    if string match -q -- '-*' $word; break; end\n"
      "    set -a path $word\n"
      "  end\n"
      "  test \"$path\" = \"$argv[1]\"\n"
      "end\n";
  const auto offer = [&](std::string_view path, std::string_view what, std::string_view help) {
    out += cat("complete -c heed -n \"__heed_path '", path, "'\" ", what, " -d ", quoted(help), "\n");
  };
  std::set<std::string> said;
  for (const auto& tool : tools) {
    std::string path;
    for (const auto word : core::split(tool.path, ' ')) {
      const auto whole = cat(path, path.empty() ? "" : " ", word);
      const auto help = whole == tool.path ? std::string_view(tool.purpose) : std::string_view{};
      if (whole == tool.path || said.insert(whole).second) offer(path, cat("-a '", word, "'"), help);
      path = whole;
    }
    for (const auto& option : options_of(tool)) {
      if (!option.name.starts_with("--")) continue;
      const auto takes = option.kind == OptionKind::flag ? "" : " -r";
      offer(path, cat("-l ", option.name.substr(2), takes), option.help);
    }
  }
  return out;
}

/// The tool without what it does: for its own line in the scripts.
Tool described() {
  return {"completion",
          "Print what a shell needs to complete commands of heed.",
          {{"SHELL", "bash, zsh or fish", OptionKind::text, true}},
          {},
          "Examples:\n"
          "  source <(heed completion bash)\n"
          "  heed completion fish > ~/.config/fish/completions/heed.fish\n"};
}

}  // namespace

std::string completion_script(Shell shell, const std::vector<Tool>& tools) {
  switch (shell) {
    case Shell::bash: return bash(follow_of(tools));
    case Shell::zsh: return zsh(follow_of(tools));
    case Shell::fish: return fish(tools);
  }
  return {};
}

Tool completion_tool(std::vector<Tool> tools) {
  auto tool = described();
  tools.push_back(tool);
  tool.run = [tools = std::move(tools)](const Arguments& arguments) {
    const auto shell = core::parse_word<Shell>(arguments.text("SHELL"));
    if (!shell) return failed(shell.error(), arguments);
    std::cout << completion_script(*shell, tools);
    return Exit::done;
  };
  return tool;
}

}  // namespace heed::cli
