#include "operations/desk/snapshot.h"

#include "adapters/store/memory/store.h"
#include "lib/digest/sha256.h"
#include "lib/merkle/tree.h"
#include "operations/testing/test_desk.h"
#include "operations/testing/way.h"

namespace heed::desk {
namespace {

using memory::MemoryStore;
using testing::TestDesk;

commands::Caller caller(const testing::Given& given) { return {given.actor, {}, response::Evidence::heard, {}}; }

/// A store with the way of a warning in it; a snapshot after `until` of its commands.
void keep_way(MemoryStore& store, std::size_t snapshot_after) {
  TestDesk desk(store);
  const auto way = testing::way_to_release(desk.clock.now());
  for (std::size_t i = 0; i < way.size(); ++i) {
    if (i == snapshot_after) REQUIRE(desk.run(desk.journal.keep_snapshot(desk.journal.take_snapshot())));
    testing::must(desk.give(caller(way[i]), way[i].command, way[i].body));
  }
  if (snapshot_after >= way.size()) REQUIRE(desk.run(desk.journal.keep_snapshot(desk.journal.take_snapshot())));
}

merkle::Frontier frontier_of(ports::Store& store) {
  merkle::Frontier frontier;
  const auto read = store.read(0, testing::must(store.size()), [&](ports::StoredEntry entry) -> Result<void> {
    frontier.append(merkle::leaf_hash(entry.leaf));
    return {};
  });
  REQUIRE(read);
  return frontier;
}

/// Another store with what `change` makes of the bytes.
template <class Change>
MemoryStore changed(MemoryStore& store, Change change) {
  std::vector<ports::StoredEntry> entries;
  const auto read = store.read(0, testing::must(store.size()), [&](ports::StoredEntry entry) -> Result<void> {
    change(entry);
    entries.push_back(std::move(entry));
    return {};
  });
  REQUIRE(read);
  MemoryStore other;
  REQUIRE(other.append(entries));
  return other;
}

TEST_CASE("a_snapshot_and_what_followed_it_give_the_same_as_every_entry_folded") {
  for (const std::size_t after : {1U, 5U, 10U, 99U}) {
    CAPTURE(after);
    MemoryStore store;
    keep_way(store, after);
    const auto resumed = testing::must(resume(store, {}));
    CHECK(testing::packed(resumed.state) == testing::packed(testing::folded(store)));
    CHECK(resumed.frontier == frontier_of(store));
  }
}

boost::asio::awaitable<Result<void>> take_and_keep(Journal& journal) {
  co_return co_await journal.keep_snapshot(journal.take_snapshot());
}

TEST_CASE("a_snapshot_taken_while_entries_are_on_their_way_to_the_disk_resumes_too") {
  MemoryStore memory;
  testing::FaultyStore store(memory);
  TestDesk desk(store);
  const auto first = testing::way_to_release(desk.clock.now()).front();
  const auto given =
      testing::begin(desk.context, commands::execute(desk.desk, caller(first), first.command, first.body));
  const auto kept = testing::begin(desk.context, take_and_keep(desk.journal));
  REQUIRE(testing::wait_for(desk.context, kept));
  CHECK(testing::must(memory.last_snapshot())->size == 1);
  const auto resumed = testing::must(resume(memory, {}));
  CHECK(testing::packed(resumed.state) == testing::packed(testing::folded(memory)));
  CHECK(resumed.frontier == frontier_of(memory));
}

TEST_CASE("a_snapshot_that_cannot_be_used_is_ignored_and_the_entries_are_folded_instead") {
  struct Row {
    std::string name;
    void (*spoil)(ports::StoredSnapshot&);
  };
  const auto seal = [](ports::StoredSnapshot& s) { s.hash = digest::sha256(s.bytes); };
  static const auto rehash = seal;
  const std::vector<Row> rows = {
      {"another format", [](ports::StoredSnapshot& s) { s.format = "heed-state-0"; }},
      {"a wrong hash", [](ports::StoredSnapshot& s) { s.hash.back() = static_cast<char>(s.hash.back() ^ 1); }},
      {"a changed byte", [](ports::StoredSnapshot& s) { s.bytes.back() = static_cast<char>(s.bytes.back() ^ 1); }},
      {"more entries than there are", [](ports::StoredSnapshot& s) { s.size += 100; }},
      {"another size than its state's", [](ports::StoredSnapshot& s) { s.size -= 1; }},
      {"bytes that do not unpack", [](ports::StoredSnapshot& s) { s.bytes.resize(s.bytes.size() / 2), rehash(s); }},
      {"bytes behind its end", [](ports::StoredSnapshot& s) { s.bytes += "x", rehash(s); }},
      {"nothing at all", [](ports::StoredSnapshot& s) { s.bytes.clear(), rehash(s); }},
  };
  MemoryStore store;
  keep_way(store, 5);
  const auto whole = testing::packed(testing::folded(store));
  for (const auto& row : rows) {
    CAPTURE(row.name);
    auto copy = store;
    auto snapshot = *testing::must(copy.last_snapshot());
    row.spoil(snapshot);
    REQUIRE(copy.put_snapshot(snapshot));
    const auto resumed = testing::must(resume(copy, {}));
    CHECK(testing::packed(resumed.state) == whole);
    CHECK(resumed.frontier == frontier_of(store));
  }
}

// It is unpacked while it is digested, so that any bytes at all must be harmless.
TEST_CASE("a_snapshot_with_a_byte_changed_anywhere_is_ignored") {
  MemoryStore store;
  keep_way(store, 5);
  const auto whole = testing::packed(testing::folded(store));
  const auto kept = *testing::must(store.last_snapshot());
  const auto step = kept.bytes.size() / 300 + 1;
  for (std::size_t at = 0; at < kept.bytes.size(); at += step) {
    CAPTURE(at);
    auto spoilt = kept;
    spoilt.bytes[at] = static_cast<char>(spoilt.bytes[at] ^ (1 << at % 8));
    REQUIRE(store.put_snapshot(spoilt));
    CHECK(testing::packed(testing::must(resume(store, {})).state) == whole);
  }
}

TEST_CASE("resume_finds_an_entry_that_is_not_what_was_written (RA-2)") {
  MemoryStore store;
  keep_way(store, 99);
  const auto size = testing::must(store.size());
  REQUIRE(store.put_snapshot({}));
  for (std::uint64_t index = 0; index < size; ++index) {
    auto other = changed(store, [&](ports::StoredEntry& entry) {
      if (entry.index == index) entry.bytes[entry.bytes.size() / 2] ^= 1;
    });
    const auto resumed = resume(other, {});
    REQUIRE_FALSE(resumed);
    CHECK(resumed.error().code == Code::corrupt);
    CHECK(resumed.error().detail.find(cat("entry ", index, " ")) != std::string::npos);
  }
}

TEST_CASE("an_empty_store_resumes_to_an_empty_hub_and_progress_is_told_every_ten_thousand_entries") {
  MemoryStore empty;
  CHECK(testing::must(resume(empty, {})).state.size == 0);
  MemoryStore store;
  TestDesk desk(store);
  testing::must(desk.note(record::Drafts(20'001, record::draft(report::Discredited{ReportId{"r"}, "no"}))));
  std::vector<std::uint64_t> told;
  testing::must(resume(store, [&](std::uint64_t folded) { told.push_back(folded); }));
  CHECK(told == std::vector<std::uint64_t>{10'000, 20'000});
}

}  // namespace
}  // namespace heed::desk
