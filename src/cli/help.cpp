#include "cli/help.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "core/text.h"

namespace heed::cli {
namespace {

struct Stage {
  std::string_view title;
  std::vector<std::string_view> groups;  ///< first words of the commands
};

/// The way of a warning; whatever belongs to no stage comes last.
const std::vector<Stage>& stages() {
  static const std::vector<Stage> all{
      {"Report: what somebody says", {"report", "alerts", "feeds"}},
      {"Case: what is threatened, and whether to warn", {"case"}},
      {"Warning: what is said, to whom, until when", {"warn"}},
      {"Audience: who can be told", {"recipients", "audience", "geocodes"}},
      {"Delivery: on the way to each recipient", {"deliver", "channel"}},
      {"Response: what the warned say and do", {"ack", "respond"}},
      {"Watch: what is due", {"watch"}},
      {"Record: who knew what when", {"record"}},
  };
  return all;
}

std::string_view first_word(std::string_view path) { return path.substr(0, path.find(' ')); }

/// Letters, not bytes: an ellipsis has three of those.
std::size_t letters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string padded(std::string text, std::size_t width) {
  const auto count = letters(text);
  if (count < width) text.append(width - count, ' ');
  return text;
}

/// "  --title TEXT      what it is": two columns.
std::string two_columns(const std::vector<std::pair<std::string, std::string>>& lines) {
  std::size_t width = 0;
  for (const auto& [left, right] : lines) width = std::max(width, letters(left));
  std::string out;
  for (const auto& [left, right] : lines) out += cat("  ", padded(left, width), "  ", right, "\n");
  return out;
}

std::string lines_of(const std::vector<const Tool*>& tools) {
  std::vector<std::pair<std::string, std::string>> lines;
  for (const auto* tool : tools) lines.emplace_back(tool->path, tool->purpose);
  return two_columns(lines);
}

bool is_positional(const Option& option) { return !option.name.starts_with('-'); }

std::string_view placeholder(OptionKind kind) {
  switch (kind) {
    case OptionKind::text: return " TEXT";
    case OptionKind::number: return " NUMBER";
    case OptionKind::flag: return "";
    case OptionKind::list: return " TEXT …";
  }
  return "";
}

std::pair<std::string, std::string> line_of(const Option& option) {
  auto left = is_positional(option) ? option.name : cat(option.name, placeholder(option.kind));
  auto right = option.help;
  if (option.is_required && !is_positional(option)) right += " (required)";
  if (!option.fallback.empty()) right += cat(" (default: ", option.fallback, ")");
  return {std::move(left), std::move(right)};
}

std::string usage_of(const Tool& tool) {
  auto usage = cat("Usage: heed ", tool.path);
  for (const auto& option : tool.options) {
    if (!is_positional(option)) continue;
    usage += option.is_required ? cat(" ", option.name) : cat(" [", option.name, "]");
  }
  return usage + " [OPTIONS]\n";
}

/// Levenshtein's distance.
std::size_t changes(std::string_view from, std::string_view to) {
  std::vector<std::size_t> row(to.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= from.size(); ++i) {
    auto diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= to.size(); ++j) {
      const auto replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
      diagonal = std::exchange(row[j], std::min({replaced, row[j] + 1, row[j - 1] + 1}));
    }
  }
  return row.back();
}

}  // namespace

std::vector<Option> options_of(const Tool& tool) {
  auto options = tool.options;
  options.push_back({"--json", "answer as one JSON document", OptionKind::flag});
  options.push_back({"--help", "show this text", OptionKind::flag});
  return options;
}

std::string overview(const std::vector<Tool>& tools) {
  std::string out =
      "heed: what is known about a threat, who must be warned of it, and who was.\n"
      "\nUsage: heed COMMAND [OPTIONS]\n       heed COMMAND --help\n";
  std::vector<const Tool*> rest;
  for (const auto& tool : tools) rest.push_back(&tool);
  for (const auto& stage : stages()) {
    std::vector<const Tool*> here;
    for (const auto group : stage.groups) {
      const auto is_here = [&](const Tool* tool) { return first_word(tool->path) == group; };
      std::copy_if(rest.begin(), rest.end(), std::back_inserter(here), is_here);
      std::erase_if(rest, is_here);
    }
    if (!here.empty()) out += cat("\n", stage.title, "\n", lines_of(here));
  }
  if (!rest.empty()) out += cat("\nThe hub itself\n", lines_of(rest));
  out +=
      "\nThe client finds its hub by --hub or HEED_HUB, and says who calls by --token-file or HEED_TOKEN.\n"
      "Exit codes: 0 done; 1 the answer is no; 2 wrong usage; 3 it could not be done now.\n";
  return out;
}

std::string group_help(const std::vector<Tool>& tools, std::string_view group) {
  std::vector<const Tool*> here;
  for (const auto& tool : tools) {
    if (first_word(tool.path) == group) here.push_back(&tool);
  }
  return cat("Usage: heed ", group, " COMMAND [OPTIONS]\n\n", lines_of(here));
}

std::string tool_help(const Tool& tool) {
  std::vector<std::pair<std::string, std::string>> lines;
  for (const auto& option : options_of(tool)) lines.push_back(line_of(option));
  auto out = cat(usage_of(tool), "\n", tool.purpose, "\n\n", two_columns(lines));
  if (!tool.details.empty()) out += cat("\n", tool.details, tool.details.ends_with('\n') ? "" : "\n");
  return out;
}

std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& candidates) {
  const std::string* best = nullptr;
  auto fewest = std::max<std::size_t>(2, word.size() / 3) + 1;
  for (const auto& candidate : candidates) {
    const auto count = changes(word, candidate);
    if (count >= fewest) continue;
    fewest = count;
    best = &candidate;
  }
  return best == nullptr ? std::nullopt : std::optional(*best);
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates) {
  const auto guess = nearest(word, candidates);
  return guess ? cat(" Did you mean \"", *guess, "\"?") : std::string{};
}

}  // namespace heed::cli
