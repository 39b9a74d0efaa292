#include <doctest/doctest.h>

#include "cli/completion.h"
#include "cli/help.h"
#include "cli/program.h"
#include "core/text.h"

namespace heed::cli {
namespace {

std::vector<Tool> some_tools() {
  const auto run = [](const Arguments&) { return Exit::done; };
  return {
      {"ack", "Acknowledge.", {{"--who", "who", OptionKind::text, true}}, run},
      {"ack refuse", "Decline.", {{"--reason", "why", OptionKind::text, true}}, run},
      {"record show",
       "Show an entry.",
       {{"INDEX", "which", OptionKind::number}, {"--edition", "n", OptionKind::number, false, "1"}},
       run},
      {"case open",
       "Open a case.",
       {{"--title", "title", OptionKind::text, true}, {"--reports", "reports", OptionKind::list}},
       run},
      {"check", "Check files.", {{"FILES", "files", OptionKind::list, true}, {"--quiet", "q", OptionKind::flag}}, run}};
}

struct Line {
  std::vector<std::string> words;
  const char* tool;
  const char* option;
  std::vector<std::string> values;
};

TEST_CASE("a_command_line_becomes_a_tool_and_its_arguments") {
  const auto tools = some_tools();
  const std::vector<Line> table{
      {{"ack", "--who", "Ada"}, "ack", "--who", {"Ada"}},
      {{"ack", "refuse", "--reason", "no"}, "ack refuse", "--reason", {"no"}},
      {{"ack", "--who=Ada"}, "ack", "--who", {"Ada"}},
      {{"ack", "--who", "-33.8,151.2,5"}, "ack", "--who", {"-33.8,151.2,5"}},
      {{"ack", "--who", ""}, "ack", "--who", {""}},
      {{"record", "show", "12"}, "record show", "INDEX", {"12"}},
      {{"record", "show"}, "record show", "INDEX", {}},
      {{"record", "show"}, "record show", "--edition", {"1"}},
      {{"record", "show", "--edition", "7"}, "record show", "--edition", {"7"}},
      {{"case", "open", "--title", "t", "--reports", "a", "--reports", "[b,c]"},
       "case open",
       "--reports",
       {"a", "[b,c]"}},
      {{"case", "open", "--reports", "a", "--title", "t"}, "case open", "--title", {"t"}},
      {{"check", "a", "b", "--json"}, "check", "FILES", {"a", "b"}},
      {{"check", "--quiet", "a"}, "check", "FILES", {"a"}},
      {{"check", "-"}, "check", "FILES", {"-"}},
      {{"check", "--", "--odd"}, "check", "FILES", {"--odd"}},
  };
  for (const auto& line : table) {
    CAPTURE(core::listed(line.words));
    const auto choice = choose(line.words, tools);
    REQUIRE_MESSAGE(choice, (choice ? std::string{} : core::sentence(choice.error())));
    REQUIRE(choice->tool != nullptr);
    CHECK(choice->tool->path == line.tool);
    CHECK(choice->arguments.list(line.option) == line.values);
  }
  CHECK(choose({"check", "a", "--json"}, tools)->arguments.json());
  CHECK_FALSE(choose({"check", "a"}, tools)->arguments.json());
  CHECK(choose({"record", "show", "12"}, tools)->arguments.number("INDEX") == 12);
}

struct Wrong {
  std::vector<std::string> words;
  const char* says;
};

TEST_CASE("wrong_usage_is_said_in_one_sentence_with_a_guess") {
  const auto tools = some_tools();
  const std::vector<Wrong> table{
      {{"case", "opne"}, "Did you mean \"case open\"?"},
      {{"caes", "open"}, "Did you mean \"case open\"?"},
      {{"zebra"}, "\"heed --help\" lists them all"},
      {{"help", "zebra"}, "there is no command"},
      {{"ack"}, "\"heed ack\" needs --who"},
      {{"ack", "--hwo", "x"}, "takes no option \"--hwo\". Did you mean \"--who\"?"},
      {{"ack", "--who", "x", "y"}, "takes no further value \"y\""},
      {{"ack", "--who"}, "\"--who\" needs a value"},
      {{"ack", "--who", "a", "--who", "b"}, "--who: this is given more than once"},
      {{"record", "show", "x"}, "INDEX: a whole number is wanted"},
      {{"record", "show", "99999999999999999999"}, "INDEX: a whole number is wanted"},
      {{"check"}, "needs FILES"},
  };
  for (const auto& line : table) {
    CAPTURE(core::listed(line.words));
    const auto choice = choose(line.words, tools);
    REQUIRE_FALSE(choice);
    CAPTURE(core::sentence(choice.error()));
    CHECK(core::sentence(choice.error()).find(line.says) != std::string::npos);
  }
}

TEST_CASE("help_is_there_for_all_for_a_group_and_for_a_command") {
  const auto tools = some_tools();
  const std::vector<Wrong> table{
      {{}, "Usage: heed COMMAND"},
      {{"--help"}, "Open a case."},
      {{"case"}, "case open"},
      {{"case", "--help"}, "case open"},
      {{"case", "open", "--help"}, "--title TEXT"},
      {{"help", "case", "open"}, "--title TEXT"},
      {{"--version"}, "heed "},
  };
  for (const auto& line : table) {
    CAPTURE(core::listed(line.words));
    const auto choice = choose(line.words, tools);
    REQUIRE(choice);
    CHECK(choice->tool == nullptr);
    CHECK(choice->text.find(line.says) != std::string::npos);
  }
}

TEST_CASE("commands_are_grouped_in_the_order_of_the_way_of_a_warning") {
  const auto text = overview(some_tools());
  const auto at = [&](const char* what) { return text.find(what); };
  CHECK(at("case open") < at("ack refuse"));
  CHECK(at("ack refuse") < at("record show"));
  CHECK(at("record show") < at("\n  check "));
  CHECK(at("\n  check ") != std::string::npos);
}

TEST_CASE("every_failure_has_its_exit_code") {
  const std::vector<std::pair<Code, Exit>> table{
      {Code::malformed, Exit::usage}, {Code::unsupported, Exit::usage}, {Code::invalid, Exit::no},
      {Code::refused, Exit::no},      {Code::not_found, Exit::no},      {Code::conflict, Exit::no},
      {Code::unidentified, Exit::no}, {Code::forbidden, Exit::no},      {Code::too_large, Exit::no},
      {Code::corrupt, Exit::no},      {Code::too_many, Exit::failed},   {Code::unavailable, Exit::failed},
      {Code::stopped, Exit::failed},  {Code::internal, Exit::failed}};
  for (const auto& [code, exit] : table) CHECK_MESSAGE(exit_of(code) == exit, core::word(code));
}

TEST_CASE("a_completion_script_knows_every_command_and_option") {
  const auto tools = client_tools();
  for (const auto shell : core::all_of<Shell>()) {
    const auto script = completion_script(shell, tools);
    for (const auto& tool : tools) {
      CAPTURE(tool.path);
      CHECK(script.find(tool.path.substr(tool.path.rfind(' ') + 1)) != std::string::npos);
      const auto where = shell == Shell::fish ? cat("__heed_path '", tool.path, "'") : cat("'", tool.path, "')");
      CHECK(script.find(where) != std::string::npos);
      for (const auto& option : tool.options) {
        if (!option.name.starts_with("--")) continue;
        CHECK(script.find(shell == Shell::fish ? cat("-l ", option.name.substr(2)) : option.name) != std::string::npos);
      }
    }
  }
}

}  // namespace
}  // namespace heed::cli
