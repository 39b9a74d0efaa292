#include <algorithm>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include "cli/help.h"
#include "cli/program.h"
#include "core/text.h"

#ifndef HEED_VERSION
#define HEED_VERSION "unknown"
#endif

namespace heed::cli {
namespace {

using Words = std::vector<std::string>;

std::string joined(const Words& words, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += (i == 0 ? "" : " ") + words[i];
  return out;
}

std::size_t words_in(std::string_view path) {
  return 1 + static_cast<std::size_t>(std::count(path.begin(), path.end(), ' '));
}

/// The tool with the longest path that the words begin with.
const Tool* find_tool(const Words& words, const std::vector<Tool>& tools) {
  const Tool* found = nullptr;
  for (const auto& tool : tools) {
    const auto count = words_in(tool.path);
    if (count > words.size() || joined(words, count) != tool.path) continue;
    if (found == nullptr || count > words_in(found->path)) found = &tool;
  }
  return found;
}

bool is_group(std::string_view word, const std::vector<Tool>& tools) {
  return std::any_of(tools.begin(), tools.end(),
                     [&](const Tool& tool) { return tool.path.starts_with(cat(word, " ")); });
}

bool asks_for_help(std::string_view word) { return word == "--help" || word == "-h" || word == "help"; }

std::unexpected<Error> unknown_command(const Words& words, const std::vector<Tool>& tools) {
  // Why two guesses: a slip may be in a command of two words, or in its first word alone.
  Words paths;
  for (const auto& tool : tools) paths.push_back(tool.path);
  const auto plain = std::find_if(words.begin(), words.end(), [](const auto& word) { return word.starts_with('-'); });
  const auto count = std::min<std::size_t>(static_cast<std::size_t>(plain - words.begin()), 2);
  const auto typed = joined(words, std::max<std::size_t>(count, 1));
  auto guess = did_you_mean(typed, paths);
  if (guess.empty()) guess = did_you_mean(words.front(), paths);
  if (guess.empty()) guess = " \"heed --help\" lists them all.";
  return fail(Code::malformed, cat("there is no command \"", typed, "\".", guess));
}

/// What CLI11 found, as it was written.
struct Parsed {
  Arguments::Given given{};
  Words left_over{};
  bool asks_for_help = false;
};

void add_option(CLI::App& app, const Option& option) {
  if (option.kind == OptionKind::flag) {
    app.add_flag(option.name)->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
    return;
  }
  // Why one value each time and all times kept: whether twice is too often is said below, in our own words; and a value
  // in brackets is never taken apart.
  const auto spelled = option.name == "--output" ? "-o,--output" : option.name;
  auto* added = app.add_option(spelled, [](const CLI::results_t&) { return true; });
  added->type_size(1)->expected(1)->allow_extra_args(false)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  const bool is_positional = !option.name.starts_with('-');
  if (is_positional && option.kind == OptionKind::list) added->allow_extra_args();
}

/// Trust: the one place where CLI11 works, and where its exceptions end.
Result<Parsed> parse(const Tool& tool, const Words& words) {
  try {
    CLI::App app;
    app.set_help_flag("--help,-h");
    app.allow_extras();
    const auto options = options_of(tool);
    for (const auto& option : options) {
      if (option.name != "--help") add_option(app, option);
    }
    Parsed parsed;
    try {
      app.parse(Words(words.rbegin(), words.rend()));
    } catch (const CLI::CallForHelp&) {
      parsed.asks_for_help = true;
      return parsed;
    } catch (const CLI::ArgumentMismatch&) {
      return fail(Code::malformed, cat("\"", words.back(), "\" needs a value"));
    }
    for (const auto& option : options) {
      if (option.name == "--help" || app.count(option.name) == 0) continue;
      parsed.given[option.name] = app.get_option(option.name)->results();
    }
    parsed.left_over = app.remaining();
    std::erase(parsed.left_over, "--");  // CLI11 leaves the mark there, though it has understood it.
    return parsed;
  } catch (const CLI::Error& error) {
    return fail(Code::malformed, error.what());
  } catch (const std::exception& error) {
    return fail(Code::internal, cat("the command line could not be read: ", error.what()));
  }
}

Result<void> check_number(const Option& option, const std::string& value) {
  const bool is_number = !value.empty() && value.size() <= 19 &&
                         std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (is_number) return {};
  return fail(Code::malformed, cat("a whole number is wanted, not \"", value, "\""), option.name);
}

Result<void> check_left_over(const Tool& tool, const Words& left_over) {
  if (left_over.empty()) return {};
  const auto& word = left_over.front();
  Words known;
  for (const auto& option : options_of(tool)) {
    if (option.name.starts_with('-')) known.push_back(option.name);
  }
  const auto name = word.substr(0, word.find('='));
  const auto guess = did_you_mean(name, known);
  const auto what = word.starts_with('-') ? "takes no option" : "takes no further value";
  return fail(Code::malformed, cat("\"heed ", tool.path, "\" ", what, " \"", name, "\".", guess));
}

/// Fills what is left out; refuses what is missing, or given more often than it may be.
Result<void> complete(const Tool& tool, Arguments::Given& given) {
  Words missing;
  for (const auto& option : tool.options) {
    const auto found = given.find(option.name);
    if (found == given.end()) {
      if (!option.fallback.empty()) given[option.name] = {option.fallback};
      if (option.fallback.empty() && option.is_required) missing.push_back(option.name);
      continue;
    }
    const bool is_like_an_option = found->second.front().starts_with("--") && option.name.starts_with("--");
    if (option.kind != OptionKind::flag && is_like_an_option) {
      return fail(Code::malformed, cat("this needs a value; \"", found->second.front(), "\" is an option"),
                  option.name);
    }
    const bool stands_once = option.kind == OptionKind::text || option.kind == OptionKind::number;
    if (stands_once && found->second.size() > 1) {
      return fail(Code::malformed, "this is given more than once", option.name);
    }
    if (option.kind == OptionKind::number) TRY(check_number(option, found->second.front()));
  }
  if (missing.empty()) return {};
  return fail(Code::malformed,
              cat("\"heed ", tool.path, "\" needs ", core::listed(missing), "; see \"heed ", tool.path, " --help\""));
}

Result<Choice> choose_help(const Words& words, const std::vector<Tool>& tools) {
  Choice choice;
  if (words.empty()) {
    choice.text = overview(tools);
  } else if (const auto* tool = find_tool(words, tools); tool != nullptr) {
    choice.text = tool_help(*tool);
  } else if (is_group(words.front(), tools)) {
    choice.text = group_help(tools, words.front());
  } else {
    return unknown_command(words, tools);
  }
  return choice;
}

}  // namespace

Result<Choice> choose(const Words& words, const std::vector<Tool>& tools) {
  if (words.empty()) return choose_help({}, tools);
  if (asks_for_help(words.front())) return choose_help({words.begin() + 1, words.end()}, tools);
  if (words.front() == "--version") return Choice{nullptr, {}, "heed " HEED_VERSION "\n"};
  const auto* tool = find_tool(words, tools);
  if (tool == nullptr) {
    const bool is_group_only = words.size() == 1 || asks_for_help(words[1]);
    if (is_group_only && is_group(words.front(), tools)) return choose_help({words.front()}, tools);
    return unknown_command(words, tools);
  }
  const auto path_words = static_cast<std::ptrdiff_t>(words_in(tool->path));
  TRY(auto parsed, parse(*tool, Words(words.begin() + path_words, words.end())));
  if (parsed.asks_for_help) return Choice{nullptr, {}, tool_help(*tool)};
  TRY(check_left_over(*tool, parsed.left_over));
  TRY(complete(*tool, parsed.given));
  return Choice{tool, Arguments(std::move(parsed.given)), {}};
}

}  // namespace heed::cli
