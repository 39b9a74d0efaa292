#include "operations/commands/command.h"

#include <set>

#include "adapters/store/memory/store.h"
#include "flow/record/authority.h"
#include "operations/testing/test_desk.h"
#include "operations/testing/way.h"

namespace heed::commands {
namespace {

using memory::MemoryStore;
using testing::hours;
using testing::person;
using testing::TestDesk;

Caller caller(record::Actor actor, std::optional<std::string> key = {}) {
  return {std::move(actor), {}, response::Evidence::heard, std::move(key)};
}

Value a_report(const char* name) { return to_value(testing::receive(name)); }

TEST_CASE("a_repeat_under_its_key_is_answered_and_not_done_again") {
  MemoryStore store;
  TestDesk desk(store);
  const auto first = testing::must(desk.give(caller(person("ann"), "k"), "receive_report", a_report("r1")));
  CHECK_FALSE(first.is_repeat);
  const auto again = testing::must(desk.give(caller(person("ann"), "k"), "receive_report", a_report("r1")));
  CHECK(again == Done{first.entry, "r1", true});
  CHECK(desk.state.size == 1);
}

TEST_CASE("a_name_that_the_hub_drew_is_answered_again_under_the_same_key") {
  MemoryStore store;
  TestDesk desk(store);
  auto nameless = testing::receive("r1");
  nameless.report.reset();
  const auto first = testing::must(desk.give(caller(person("ann"), "k"), "receive_report", to_value(nameless)));
  const auto again = testing::must(desk.give(caller(person("ann"), "k"), "receive_report", to_value(nameless)));
  CHECK(first.name.starts_with("report-"));
  CHECK(again.name == first.name);
  CHECK(desk.state.reports.reports.size() == 1);
}

TEST_CASE("a_key_belongs_to_one_caller_and_one_command") {
  struct Row {
    std::string name;
    record::Actor actor;
    std::string command;
    Value body;
    std::string verdict;
  };
  const std::vector<Row> rows = {
      {"another body", person("ann"), "receive_report", a_report("r2"), "conflict @Idempotency-Key"},
      {"another command", person("ann"), "open_case", a_report("r1"), "conflict @Idempotency-Key"},
      {"another person's key", person("bob"), "receive_report", a_report("r2"), "done"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    MemoryStore store;
    TestDesk desk(store);
    testing::must(desk.give(caller(person("ann"), "k"), "receive_report", a_report("r1")));
    CHECK(testing::verdict(desk.give(caller(row.actor, "k"), row.command, row.body)) == row.verdict);
  }
}

TEST_CASE("a_key_is_kept_for_24_hours_and_forgotten_one_moment_later") {
  struct Row {
    Duration after;
    std::string verdict;
  };
  for (const auto& row :
       {Row{flow::done_kept, "conflict @Idempotency-Key"}, Row{flow::done_kept + Duration{1}, "done"}}) {
    CAPTURE(row.after.count());
    MemoryStore store;
    TestDesk desk(store);
    testing::must(desk.give(caller(person("ann"), "k"), "receive_report", a_report("r1")));
    desk.clock.set(desk.clock.now() + row.after);
    CHECK(testing::verdict(desk.give(caller(person("ann"), "k"), "receive_report", a_report("r2"))) == row.verdict);
  }
}

TEST_CASE("a_repeat_that_comes_while_the_first_is_being_written_gets_the_same_answer_when_it_is_durable") {
  MemoryStore store;
  TestDesk desk(store);
  const auto give = [&] {
    return testing::begin(desk.context,
                          execute(desk.desk, caller(person("ann"), "k"), "receive_report", a_report("r1")));
  };
  const auto first = give(), repeat = give();
  const auto answered = testing::must(testing::wait_for(desk.context, repeat));
  CHECK(testing::must(store.size()) == 1);
  CHECK(answered.is_repeat);
  CHECK(answered.entry == testing::must(testing::wait_for(desk.context, first)).entry);
}

TEST_CASE("a_refused_command_leaves_nothing_and_a_forbidden_one_only_that_somebody_tried") {
  struct Row {
    std::string name;
    record::Actor actor;
    std::string command;
    Value body;
    std::string verdict;
    std::vector<std::string> entries;
  };
  auto in_the_future = testing::receive("r1");
  in_the_future.first_awareness.at = testing::at("2030-01-01T00:00:00Z");
  const std::vector<Row> rows = {
      {"unknown command", person("ann"), "fly", {}, "not_found", {}},
      {"unknown field", person("ann"), "close_report", core::Object{{"wings", 2}}, "malformed", {}},
      {"a rule refuses", person("ann"), "receive_report", to_value(in_the_future), "invalid @first_awareness.at", {}},
      {"the role may not",
       person("eva", record::Role::auditor),
       "receive_report",
       a_report("r1"),
       "forbidden",
       {"access.refused"}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    MemoryStore store;
    TestDesk desk(store);
    const auto verdict = testing::verdict(desk.give(caller(row.actor, "k"), row.command, row.body));
    CHECK(verdict.starts_with(row.verdict));
    std::vector<std::string> kinds;
    for (const auto& entry : testing::must(desk.run(desk.journal.read(0, desk.state.size))))
      kinds.push_back(entry.kind);
    CHECK(kinds == row.entries);
  }
}

TEST_CASE("a_refused_command_may_be_given_again_under_its_key_once_it_is_right") {
  MemoryStore store;
  TestDesk desk(store);
  const Value close = to_value(report::Close{ReportId{"r1"}, "nothing in it"});
  CHECK_FALSE(desk.give(caller(person("ann"), "k"), "close_report", close));
  testing::must(desk.give(caller(person("ann")), "receive_report", a_report("r1")));
  CHECK(desk.give(caller(person("ann"), "k"), "close_report", close));
}

TEST_CASE("every_command_has_an_authority_row_and_every_row_that_is_no_reading_is_a_command") {
  std::set<std::string_view> known, allowed;
  for (const auto& command : all()) known.insert(command.name);
  CHECK(known.size() == all().size());
  for (const auto role : all_of<record::Role>()) {
    for (const auto& command : record::commands_of(role)) allowed.insert(command);
  }
  // Alerts of others come as bytes, by a route of their own.
  std::erase_if(allowed, [](const auto& name) { return name.starts_with("read_") || name == "hear_alert"; });
  CHECK(known == allowed);
}

TEST_CASE("a_contact_without_a_channel_or_in_the_wrong_form_is_refused_before_anything_relies_on_it") {
  struct Row {
    audience::Contact contact;
    std::string verdict;
  };
  const std::vector<Row> rows = {
      {{"email", "a@example.org", {}, {}}, "done"},
      {{"pigeon", "a@example.org", {}, {}}, "invalid @contacts[0].channel"},
      {{"email", "nowhere", {}, {}}, "invalid @contacts[0].address"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.verdict);
    MemoryStore store;
    TestDesk desk(store);
    auto made = testing::recipient("hall-office");
    made.contacts = {row.contact};
    const auto body = to_value(audience::registration_of(made));
    CHECK(testing::verdict(desk.give(caller(person("ann")), "register_recipient", body)) == row.verdict);
  }
}

TEST_CASE("of_many_recipients_all_are_registered_or_none") {
  MemoryStore store;
  TestDesk desk(store);
  audience::RegisterMany many;
  for (int i = 0; i < 3; ++i) many.recipients.push_back(audience::registration_of(testing::recipient(cat("r", i))));
  many.recipients.back().contacts.clear();
  CHECK(testing::verdict(desk.give(caller(person("ann")), "register_recipients", to_value(many))) ==
        "invalid @recipients[2].contacts");
  CHECK(desk.state.size == 0);
  many.recipients.pop_back();
  testing::must(desk.give(caller(person("ann")), "register_recipients", to_value(many)));
  CHECK(desk.state.recipients.recipients.size() == 2);
}

}  // namespace
}  // namespace heed::commands
