#include "app/drill/scenario.h"

#include <doctest/doctest.h>

#include "flow/record/testing/desk.h"
#include "lib/toml/toml.h"

namespace heed::drill {
namespace {

/// The beginning of every file below: eleven lines, so that a step begins on line 12.
constexpr std::string_view head = R"([drill]
title = "A drill"
begin = "2025-06-01T08:00:00Z"

[drill.stand_ins]
web = ["club"]

[[actor]]
name = "anna"
role = "analyst"

)";

Result<Scenario> read(std::string_view text) {
  TRY(const auto file, toml::parse(text, "drill.toml"));
  return parse_scenario(file);
}

Result<Scenario> read_steps(std::string_view steps) { return read(cat(head, steps)); }

TEST_CASE("a_file_is_read_with_its_times_lines_and_kinds_of_steps") {
  const auto scenario = testing::must(read_steps(R"([[step]]
at = "2025-06-01T08:10:00Z"
say = "A caller rings."
as = "anna"
do = "close_report"
with = { report = "r1", reason = "nothing in it" }
refused = "not_found"

[[step]]
after = "1h30m"
stand_in = "club"
behaviour = "down"

[[step]]
after = "0s"
expect = "told"
recipient = "club"
warning = "w"
edition = 1
none = true
)"));
  REQUIRE(scenario.steps.size() == 3);
  const auto& [give, change, expect] = std::tie(scenario.steps[0], scenario.steps[1], scenario.steps[2]);
  CHECK(give.line == 12);
  CHECK(give.give->command == "close_report");
  CHECK(give.give->refused == "not_found");
  CHECK(give.say == "A caller rings.");
  CHECK(change.at == testing::at("2025-06-01T09:40:00Z"));
  CHECK(change.change->behaviour == "down");
  CHECK(expect.at == change.at);
  CHECK(expect.expect->what == "told");
  CHECK(expect.number == 3);
}

struct Bad {
  std::string name;
  const char* steps;
  const char* says;
  const char* line;
};

void check_refused(const Bad& bad, const Result<Scenario>& scenario) {
  CAPTURE(bad.name);
  REQUIRE_FALSE(scenario);
  const auto said = core::sentence(scenario.error());
  CHECK_MESSAGE(said.find(bad.says) != std::string::npos, said);
  CHECK_MESSAGE(said.find(bad.line) != std::string::npos, said);
}

TEST_CASE("a_step_that_cannot_be_played_is_refused_with_its_number_its_line_and_what_is_wrong") {
  const std::vector<Bad> rows = {
      {"no time", "[[step]]\nas = \"anna\"\ndo = \"close_case\"\n", "\"at\" or \"after\", one of the two", "line 12"},
      {"two times", "[[step]]\nat = \"2025-06-01T08:10:00Z\"\nafter = \"1m\"\nexpect = \"record\"\n", "one of the two",
       "line 12"},
      {"a time before the beginning", "[[step]]\nat = \"2025-06-01T07:59:59Z\"\nexpect = \"record\"\n",
       "before the one above it", "step 1"},
      {"a time that runs backwards",
       "[[step]]\nafter = \"2m\"\nexpect = \"record\"\n[[step]]\nat = \"2025-06-01T08:01:00Z\"\nexpect = \"record\"\n",
       "before the one above it", "line 15"},
      {"no time at all", "[[step]]\nat = \"soon\"\nexpect = \"record\"\n", "at", "line 13"},
      {"a negative span", "[[step]]\nafter = \"-5m\"\nexpect = \"record\"\n", "after", "line 13"},
      {"nothing to do", "[[step]]\nafter = \"1m\"\nsay = \"silence\"\n", "one of \"do\", \"stand_in\" and \"expect\"",
       "line 12"},
      {"two things at once", "[[step]]\nafter = \"1m\"\nas = \"anna\"\ndo = \"close_case\"\nexpect = \"record\"\n",
       "one of \"do\", \"stand_in\" and \"expect\"", "line 12"},
      {"an unknown command", "[[step]]\nafter = \"1m\"\nas = \"anna\"\ndo = \"fly\"\n", "no command \"fly\"",
       "line 12"},
      {"an unknown actor", "[[step]]\nafter = \"1m\"\nas = \"eve\"\ndo = \"close_case\"\n", "no actor \"eve\"",
       "line 12"},
      {"nobody who does it", "[[step]]\nafter = \"1m\"\ndo = \"close_case\"\n", "\"as\" is missing", "line 12"},
      {"a key that belongs to nobody",
       "[[step]]\nafter = \"1m\"\nas = \"anna\"\ndo = \"close_case\"\ncase_id = \"c\"\n", "\"case_id\" does not belong",
       "line 12"},
      {"a stand-in that does nothing", "[[step]]\nafter = \"1m\"\nstand_in = \"club\"\n", "\"behaviour\" is missing",
       "line 12"},
      {"a key too many", "[[step]]\nafter = \"1m\"\nstand_in = \"club\"\nbehaviour = \"down\"\nwith = 1\n",
       "\"with\" does not belong", "line 12"},
      {"an unknown expectation", "[[step]]\nafter = \"1m\"\nexpect = \"rain\"\n", "\"rain\" cannot be expected",
       "line 12"},
      {"an expectation without its fields", "[[step]]\nafter = \"1m\"\nexpect = \"told\"\nwarning = \"w\"\n",
       "recipient", "line 12"},
      {"an expectation with a field too many",
       "[[step]]\nafter = \"1m\"\nexpect = \"due\"\nwhat = \"decide\"\nwho = \"sam\"\n", "there is no such field",
       "line 1"},
      {"a state that is asked nothing", "[[step]]\nafter = \"1m\"\nexpect = \"state\"\npath = \"cases/c\"\n",
       "say one of is, is_not", "line 12"},
      {"a state that is asked two things",
       "[[step]]\nafter = \"1m\"\nexpect = \"state\"\npath = \"cases/c\"\nexists = true\ncount = 1\n",
       "say one of is, is_not", "line 12"},
      {"a word that is none", "[[step]]\nafter = \"1m\"\nexpect = \"due\"\nwhat = \"tea\"\n", "tea", "line 15"},
  };
  for (const auto& row : rows) check_refused(row, read_steps(row.steps));
}

TEST_CASE("a_file_without_its_parts_or_with_an_unknown_one_is_refused (DE-13)") {
  const std::vector<Bad> rows = {
      {"no drill", "[[step]]\nafter = \"1m\"\nexpect = \"record\"\n", "[drill] is missing", ""},
      {"no title", "[drill]\nbegin = \"2025-06-01T08:00:00Z\"\n", "title", "line 1"},
      {"no steps", "[drill]\ntitle = \"A\"\nbegin = \"2025-06-01T08:00:00Z\"\n", "at least one [[step]]", ""},
      {"speaking as live", "[drill]\ntitle = \"A\"\nbegin = \"2025-06-01T08:00:00Z\"\nstatus = \"actual\"\n",
       "never speaks as live", "line 4"},
      {"a part that nobody knows", "wings = 2\n[drill]\ntitle = \"A\"\nbegin = \"2025-06-01T08:00:00Z\"\n", "wings",
       "line 1"},
      {"a step that is no group of fields", "step = [1]\n[drill]\ntitle = \"A\"\nbegin = \"2025-06-01T08:00:00Z\"\n",
       "a step is a group of fields", "line 1"},
      {"an unknown role",
       "[drill]\ntitle = \"A\"\nbegin = \"2025-06-01T08:00:00Z\"\n[[actor]]\nname = \"a\"\nrole = \"king\"\n", "king",
       "line 6"},
      {"a time without a zone", "[drill]\ntitle = \"A\"\nbegin = \"2025-06-01T08:00:00\"\n", "begin", "line 3"},
  };
  for (const auto& row : rows) check_refused(row, read(row.steps));
}

TEST_CASE("a_drill_may_have_as_many_steps_as_the_limit_and_not_one_more") {
  const auto drill_of = [](std::size_t count) {
    std::string steps(head);
    for (std::size_t i = 0; i < count; ++i) steps += "[[step]]\nafter = \"0s\"\nexpect = \"record\"\n";
    return read(steps);
  };
  CHECK(testing::must(drill_of(limits::drill_steps)).steps.size() == limits::drill_steps);
  const auto refused = drill_of(limits::drill_steps + 1);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Code::too_large);
}

}  // namespace
}  // namespace heed::drill
