#include "flow/record/authority.h"

#include <algorithm>
#include <set>

#include "flow/record/testing/desk.h"

namespace heed::record {
namespace {

std::set<std::string_view> every_command() {
  std::set<std::string_view> all;
  for (const auto role : all_of<Role>()) {
    for (const auto command : commands_of(role)) all.insert(command);
  }
  return all;
}

TEST_CASE("a_role_may_give_exactly_the_commands_that_are_listed_for_it") {
  for (const auto role : all_of<Role>()) {
    if (role == Role::hub) continue;
    const auto own = commands_of(role);
    for (const auto command : every_command()) {
      const bool is_own = std::find(own.begin(), own.end(), command) != own.end();
      CHECK_MESSAGE(may(role, command).has_value() == is_own, word(role), " ", command);
    }
  }
}

TEST_CASE("duties_that_must_be_apart_are_apart (SR-4, AS-3, RA-3)") {
  struct Row {
    std::string_view why;
    Role role;
    std::string_view command;
    bool allowed;
  };
  for (const auto& row : {Row{"who drafts does not release", Role::analyst, "release_warning", false},
                          Row{"the second person releases", Role::releaser, "release_warning", true},
                          Row{"who releases does not draft", Role::releaser, "draft_warning", false},
                          Row{"a waiver is for a senior officer", Role::analyst, "approve_waiver", false},
                          Row{"a waiver is for a senior officer", Role::senior_officer, "approve_waiver", true},
                          Row{"a lapse is accepted by a senior officer", Role::releaser, "name_disposition", false},
                          Row{"a recipient sees nothing but its own", Role::recipient, "read_cases", false},
                          Row{"a recipient acknowledges", Role::recipient, "acknowledge", true},
                          Row{"an auditor reads the record", Role::auditor, "read_record", true},
                          Row{"an administrator sees no content", Role::administrator, "read_cases", false},
                          Row{"an administrator sees no content", Role::administrator, "read_reports", false},
                          Row{"a reporter decides nothing", Role::reporter, "assess_threshold", false}}) {
    CHECK_MESSAGE(may(row.role, row.command).has_value() == row.allowed, row.why);
  }
}

TEST_CASE("an_auditor_reads_everything_and_changes_nothing (RA-3)") {
  for (const auto command : commands_of(Role::auditor)) CHECK_MESSAGE(command.starts_with("read_"), command);
}

TEST_CASE("a_command_without_a_row_is_nobodys_and_a_refusal_names_who_may") {
  for (const auto role : all_of<Role>()) {
    if (role == Role::hub) continue;
    CHECK(testing::verdict(may(role, "erase_record")) == "forbidden");
    CHECK(testing::verdict(may(role, "")) == "forbidden");
  }
  CHECK(may(Role::hub, "release_warning"));
  const auto refused = testing::said(may(Role::analyst, "release_warning"));
  CHECK(refused.find("senior_officer or releaser") != std::string::npos);
}

}  // namespace
}  // namespace heed::record
