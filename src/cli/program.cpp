#include "cli/program.h"

#include <algorithm>
#include <charconv>
#include <iostream>

#include "cli/completion.h"
#include "core/value.h"
#include "lib/json/json.h"

namespace heed::cli {

std::string Arguments::text(std::string_view name) const { return find(name).value_or(std::string{}); }

std::optional<std::string> Arguments::find(std::string_view name) const {
  const auto& all = list(name);
  return all.empty() ? std::nullopt : std::optional(all.front());
}

bool Arguments::flag(std::string_view name) const { return !list(name).empty(); }

std::uint64_t Arguments::number(std::string_view name) const {
  const auto digits = text(name);
  std::uint64_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

const std::vector<std::string>& Arguments::list(std::string_view name) const {
  static const std::vector<std::string> none;
  const auto found = given_.find(name);
  return found == given_.end() ? none : found->second;
}

void print_error(const Error& error, const Arguments& arguments) {
  if (!arguments.json()) {
    std::cerr << "heed: " << core::sentence(error) << '\n';
    return;
  }
  Value told = core::Object{{"code", core::word(error.code)}, {"detail", error.detail}};
  if (!error.place.empty()) told.set("place", error.place);
  std::cout << json::write(core::Object{{"error", std::move(told)}}) << '\n';
}

Exit failed(const Error& error, const Arguments& arguments) {
  print_error(error, arguments);
  return exit_of(error.code);
}

namespace {

/// How a command line that could not be read wants its error: nothing of it is known but the word itself.
Arguments manner_of(const std::vector<std::string>& words) {
  const bool is_json = std::find(words.begin(), words.end(), "--json") != words.end();
  return is_json ? Arguments({{"--json", {"true"}}}) : Arguments{};
}

Exit run_words(const std::vector<std::string>& words, const std::vector<Tool>& tools) {
  const auto choice = choose(words, tools);
  if (!choice) {
    print_error(choice.error(), manner_of(words));
    return Exit::usage;
  }
  if (choice->tool != nullptr) return choice->tool->run(choice->arguments);
  std::cout << choice->text;
  return Exit::done;
}

}  // namespace

int run(int argc, char** argv, std::vector<Tool> tools) {
  tools.push_back(completion_tool(tools));
  const auto exit = run_words({argv + std::min(argc, 1), argv + argc}, tools);
  std::cout.flush();
  // Why: a full disk behind a redirection must not look like success.
  if (!std::cout && exit == Exit::done) {
    std::cerr << "heed: the answer could not be written to standard output\n";
    return static_cast<int>(Exit::failed);
  }
  return static_cast<int>(exit);
}

}  // namespace heed::cli
