#include "operations/desk/journal.h"

#include <latch>
#include <set>

#include "adapters/store/memory/store.h"
#include "flow/record/authority.h"
#include "lib/digest/base64.h"
#include "operations/testing/test_desk.h"
#include "operations/testing/way.h"

namespace heed::desk {
namespace {

using memory::MemoryStore;
using testing::FaultyStore;
using testing::person;
using testing::TestDesk;

/// Drafts that change nothing but the record.
record::Drafts notes(std::size_t count) {
  return record::Drafts(count, record::draft(record::AccessRefused{"release_warning"}));
}

/// Holds the store's thread at its first write until the test lets it go.
struct Held {
  explicit Held(FaultyStore& store) {
    store.before_append = [this] { gate.wait(); };
  }
  std::latch gate{1};
};

testing::Promised<Result<Committed>> begin_note(TestDesk& desk, std::size_t count = 1) {
  return testing::begin(desk.context,
                        desk.journal.commit(notes(count), {desk.clock.now(), person("ann")}, std::nullopt));
}

TEST_CASE("what_is_decided_while_a_group_is_written_makes_up_the_next_group") {
  MemoryStore memory;
  FaultyStore store(memory);
  TestDesk desk(store);
  Held held(store);
  std::vector<testing::Promised<Result<Committed>>> all;
  for (int i = 0; i < 500; ++i) all.push_back(begin_note(desk));
  desk.context.poll();
  CHECK(desk.state.size == 500);
  CHECK(desk.journal.durable_size() == 0);
  held.gate.count_down();
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto committed = testing::must(testing::wait_for(desk.context, all[i]));
    CHECK(committed.first == i);
    CHECK(committed.count == 1);
  }
  CHECK(store.appends() <= 5);
}

TEST_CASE("entries_stand_in_the_order_in_which_they_were_decided_and_a_caller_hears_of_its_own_only_when_durable") {
  MemoryStore memory;
  FaultyStore store(memory);
  TestDesk desk(store);
  std::vector<std::uint64_t> heard;
  desk.journal.listen([&](const record::Entry& entry) {
    heard.push_back(entry.index);
    CHECK(entry.index < testing::must(memory.size()));
  });
  const auto first = begin_note(desk, 2), second = begin_note(desk, 3);
  CHECK(testing::must(testing::wait_for(desk.context, second)).first == 2);
  CHECK(first->has_value());
  CHECK(heard == std::vector<std::uint64_t>{0, 1, 2, 3, 4});
  const auto entries = testing::must(desk.run(desk.journal.read(0, 5)));
  CHECK(entries.at(1).of == 0);
  CHECK(entries.at(4).of == 2);
}

TEST_CASE("settled_waits_for_all_that_the_state_holds_and_durable_for_one_entry") {
  MemoryStore memory;
  FaultyStore store(memory);
  TestDesk desk(store);
  CHECK(desk.run(desk.journal.settled()));
  testing::must(desk.note(notes(1)));
  Held held(store);
  const auto committed = begin_note(desk);
  const auto settled = testing::begin(desk.context, desk.journal.settled());
  desk.context.restart();
  desk.context.poll();
  CHECK_FALSE(settled->has_value());
  CHECK(desk.run(desk.journal.durable(0)));
  CHECK_FALSE(settled->has_value());
  held.gate.count_down();
  CHECK(testing::wait_for(desk.context, settled));
  CHECK(desk.journal.durable_size() == 2);
}

TEST_CASE("as_many_commands_as_the_limit_may_wait_and_one_more_is_asked_to_come_again") {
  MemoryStore memory;
  FaultyStore store(memory);
  TestDesk desk(store);
  Held held(store);
  std::vector<testing::Promised<Result<Committed>>> waiting;
  for (std::size_t i = 0; i < limits::commands_waiting; ++i) waiting.push_back(begin_note(desk));
  desk.context.poll();
  const auto refused = desk.note(notes(1));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Code::too_many);
  CHECK(desk.state.size == limits::commands_waiting);
  held.gate.count_down();
  for (const auto& each : waiting) CHECK(testing::wait_for(desk.context, each));
  CHECK(desk.note(notes(1)));
}

TEST_CASE("no_crash_falls_between_the_entries_of_one_command_however_many_they_are") {
  struct Row {
    std::string name;
    std::vector<std::size_t> commands;
  };
  // The last but one of a group to be sealed, its last, and the first of the next; and the same of a commit.
  const std::vector<Row> rows = {
      {"small ones", std::vector<std::size_t>(600, 3)},
      {"as many as are sealed together", {1, 128, 128}},
      {"two of which the second stands across the cut", {1, 127, 2, 127, 2}},
      {"as many as are committed together", {1, limits::commit_entries}},
      {"one command larger than a commit", {1, limits::commit_entries + 1}},
      {"two that just fit together", {1, limits::commit_entries - 2, 2}},
      {"two of which the second stands across the cut of a commit", {1, limits::commit_entries - 1, 2}},
      {"two of which the second stands behind it", {1, limits::commit_entries, 2}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    MemoryStore memory;
    FaultyStore store(memory);
    TestDesk desk(store);
    Held held(store);
    std::vector<testing::Promised<Result<Committed>>> all;
    std::set<std::uint64_t> ends;
    for (const auto count : row.commands) {
      all.push_back(begin_note(desk, count));
      ends.insert(ends.empty() ? count : *ends.rbegin() + count);
    }
    desk.context.poll();
    held.gate.count_down();
    for (const auto& each : all) CHECK(testing::wait_for(desk.context, each));
    for (const auto end : store.ends()) CHECK_MESSAGE(ends.contains(end), "a commit ended at ", end);
  }
}

TEST_CASE("an_entry_beyond_the_limit_is_refused_and_leaves_nothing_behind") {
  MemoryStore memory;
  TestDesk desk(memory);
  const std::string half(limits::entry_bytes / 2, 'x');
  record::Drafts drafts = notes(1);
  drafts.push_back({"test.large", Value(core::Object{{"a", half}, {"b", half}})});
  const auto refused = desk.note(std::move(drafts));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Code::too_large);
  CHECK(desk.state.size == 0);
  CHECK(desk.note(notes(1)));
  CHECK(testing::must(memory.size()) == 1);
}

TEST_CASE("a_checkpoint_or_a_snapshot_that_cannot_be_kept_is_reported_and_stops_nothing") {
  MemoryStore memory;
  FaultyStore store(memory);
  TestDesk desk(store);
  testing::must(desk.note(notes(1)));
  store.refuses_shortcuts = true;
  CHECK_FALSE(desk.run(desk.journal.publish_checkpoint()));
  CHECK_FALSE(desk.run(desk.journal.keep_snapshot(desk.journal.take_snapshot())));
  CHECK(desk.failures.empty());
  store.refuses_shortcuts = false;
  CHECK(desk.note(notes(1)));
  CHECK(desk.run(desk.journal.publish_checkpoint()));
  CHECK(testing::must(memory.last_checkpoint())->size == 2);
}

TEST_CASE("what_does_not_read_back_as_it_was_written_is_never_signed_and_stops_the_hub (RA-2)") {
  MemoryStore memory;
  FaultyStore store(memory);
  TestDesk desk(store);
  testing::must(desk.note(notes(2)));
  CHECK(desk.run(desk.journal.publish_checkpoint()));
  testing::must(desk.note(notes(2)));
  store.turns_a_bit = true;
  const auto refused = desk.run(desk.journal.publish_checkpoint());
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Code::corrupt);
  CHECK(testing::must(memory.last_checkpoint())->size == 2);
  CHECK(desk.failures.size() == 1);
  CHECK_FALSE(desk.note(notes(1)));
}

TEST_CASE("a_hub_goes_on_only_from_the_log_that_it_signed (RA-2)") {
  MemoryStore memory;
  const auto resumed = [&memory](ports::Store& store) {
    TestDesk desk(memory);
    auto found = testing::must(desk::resume(memory, {}));
    sealing::Keeper keeper(store, desk.keys.keys());
    return keeper.resume(std::move(found.frontier));
  };
  {
    TestDesk desk(memory);
    testing::must(desk.note(notes(300)));
    REQUIRE(desk.run(desk.journal.publish_checkpoint()));
  }
  CHECK(resumed(memory));
  SUBCASE("a checkpoint of more entries than there are: an older copy was brought back") {
    MemoryStore older;
    TestDesk desk(older);
    testing::must(desk.note(notes(1)));
    REQUIRE(older.put_checkpoint(*testing::must(memory.last_checkpoint())));
    sealing::Keeper keeper(older, desk.keys.keys());
    const auto refused = keeper.resume(testing::must(desk::resume(older, {})).frontier);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().detail.contains("older copy"));
  }
  SUBCASE("a checkpoint over other entries") {
    MemoryStore other;
    TestDesk desk(other);
    testing::must(desk.note({{"test.other", Value(core::Object{{"a", 1}})}}));
    testing::must(desk.note(notes(300)));
    REQUIRE(other.put_checkpoint(*testing::must(memory.last_checkpoint())));
    sealing::Keeper keeper(other, desk.keys.keys());
    const auto refused = keeper.resume(testing::must(desk::resume(other, {})).frontier);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == Code::corrupt);
  }
}

TEST_CASE("after_a_start_links_name_the_leaves_of_entries_that_only_the_store_remembers (RA-2)") {
  MemoryStore memory;
  Instant now;
  {
    TestDesk desk(memory);
    now = desk.clock.now();
    for (const auto& step : testing::way_to_release(now))
      testing::must(desk.give({step.actor, {}, {}, {}}, step.command, step.body));
  }
  TestDesk again(memory, now);
  again.resume();
  again.note_facts(delivery::Attempted{testing::to_office, 1, 0}, delivery::Attempted{testing::to_newspaper, 1, 0});
  const auto size = again.state.size;
  const auto entries = testing::must(again.run(again.journal.read(size - 2, size)));
  for (const auto& entry : entries) {
    REQUIRE(entry.thread.size() == 1);
    const auto& link = entry.thread.front();
    CHECK(link.n == 2);
    CHECK(link.leaf == digest::to_base64url(testing::must(memory.hashes(0, *link.after, 1)).front()));
  }
}

TEST_CASE("what_is_done_towards_somebody_in_the_command_that_plans_it_is_a_link_of_its_thread_too (RA-2)") {
  MemoryStore memory;
  TestDesk desk(memory);
  for (const auto& step : testing::way_to_release(desk.clock.now()))
    testing::must(desk.give({step.actor, {}, {}, {}}, step.command, step.body));
  auto planned = desk.state.deliveries.deliveries.at(testing::to_office).planned;
  planned.delivery = DeliveryId{"w/9/hall-office"};
  desk.note_facts(planned, delivery::Stopped{planned.delivery, "a test"});
  const auto size = desk.state.size;
  const auto entries = testing::must(desk.run(desk.journal.read(size - 2, size)));
  CHECK(entries[0].thread.at(0).n == 2);
  CHECK(entries[1].thread.at(0).n == 3);
}

TEST_CASE("a_body_with_a_name_that_leaves_use_themselves_is_refused_and_stops_nothing") {
  MemoryStore memory;
  TestDesk desk(memory);
  for (const auto* name : {"_sd", "_sd_alg", "..."}) {
    const auto refused = desk.note({{"test.noted", Value(core::Object{{"a", Value(core::Object{{name, 1}})}})}});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == Code::invalid);
  }
  CHECK(desk.state.size == 0);
  CHECK(desk.note(notes(1)));
}

TEST_CASE("after_the_store_failed_every_waiting_caller_and_every_later_one_is_refused_and_somebody_is_told_once") {
  MemoryStore memory;
  FaultyStore store(memory);
  store.fail_append(1, FaultyStore::Fault::lost);
  TestDesk desk(store);
  Held held(store);
  const auto writing = begin_note(desk);
  const auto waiting = begin_note(desk);
  const auto settled = testing::begin(desk.context, desk.journal.settled());
  desk.context.poll();
  held.gate.count_down();
  CHECK_FALSE(testing::wait_for(desk.context, writing));
  CHECK_FALSE(testing::wait_for(desk.context, waiting));
  CHECK_FALSE(testing::wait_for(desk.context, settled));
  CHECK(desk.failures.size() == 1);
  const auto size = desk.state.size;
  CHECK_FALSE(desk.note(notes(1)));
  CHECK_FALSE(desk.run(desk.journal.settled()));
  CHECK_FALSE(desk.run(desk.journal.publish_checkpoint()));
  CHECK(desk.state.size == size);
  CHECK(desk.failures.size() == 1);
  CHECK(store.appends() == 1);
  CHECK(testing::must(memory.size()) == 0);
}

}  // namespace
}  // namespace heed::desk
