#include "ports/testing/store_contract.h"

#include <limits>

#include <doctest/doctest.h>

#include "core/limits.h"
#include "core/text.h"

namespace heed::testing {

namespace {

using ports::Store;
using ports::StoredCheckpoint;
using ports::StoredEntry;
using ports::StoredSnapshot;

constexpr auto no_end = std::numeric_limits<std::uint64_t>::max();

bool is_same(const StoredEntry& a, const StoredEntry& b) {
  return a.index == b.index && a.bytes == b.bytes && a.hash == b.hash && a.leaf == b.leaf && a.salts == b.salts;
}

std::vector<StoredEntry> all_in(Store& store, std::uint64_t from = 0, std::uint64_t until = no_end) {
  std::vector<StoredEntry> found;
  const auto outcome = store.read(from, until, [&](StoredEntry entry) -> Result<void> {
    found.push_back(std::move(entry));
    return {};
  });
  REQUIRE(outcome);
  return found;
}

void check_a_fresh_store_is_empty(Store& store) {
  CHECK(store.size().value() == 0);
  CHECK(all_in(store).empty());
  CHECK(store.checkpoints().value().empty());
  CHECK_FALSE(store.last_checkpoint().value().has_value());
  CHECK_FALSE(store.last_snapshot().value().has_value());
}

void check_any_bytes_read_back(Store& store) {
  std::string every_byte;
  for (int i = 0; i < 256; ++i) every_byte += static_cast<char>(i);
  const std::string hash(32, '\0');
  const std::vector<StoredEntry> entries = {{0, "", hash, "", ""},
                                            {1, every_byte, hash, every_byte, every_byte},
                                            {2, std::string(limits::entry_bytes, '\xff'), hash, "leaf", "salts"},
                                            {3, "\xc3", hash, "\xc3", "\xc3"}};
  REQUIRE(store.append(entries));
  const auto found = all_in(store);
  REQUIRE(found.size() == entries.size());
  for (std::size_t i = 0; i < entries.size(); ++i) CHECK(is_same(found[i], entries[i]));
}

void check_appends_follow_each_other(Store& store) {
  REQUIRE(store.append({}));
  CHECK(store.size().value() == 0);
  REQUIRE(store.append(sample_entries(0, 1)));
  REQUIRE(store.append(sample_entries(1, limits::commit_entries)));
  REQUIRE(store.append({}));
  CHECK(store.size().value() == 1 + limits::commit_entries);
  CHECK(holds_only_samples(store));
}

void check_entries_that_do_not_follow_are_refused_in_whole(Store& store) {
  REQUIRE(store.append(sample_entries(0, 3)));
  const std::vector<StoredEntry> refused[] = {
      sample_entries(2, 1),                                 // there already
      sample_entries(4, 1),                                 // a gap before it
      {sample_entry(3), sample_entry(5)},                   // a gap inside
      {sample_entry(3), sample_entry(4), sample_entry(4)},  // twice
      {sample_entry(4), sample_entry(3)},                   // out of order
  };
  for (const auto& entries : refused) {
    const auto outcome = store.append(entries);
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().code == Code::internal);
    CHECK(store.size().value() == 3);
  }
  REQUIRE(store.append(sample_entries(3, 1)));
  CHECK(holds_only_samples(store));
}

void check_a_range_is_read_in_order(Store& store) {
  REQUIRE(store.append(sample_entries(0, 1000)));
  struct Row {
    std::uint64_t from, until, first, count;
  };
  const Row rows[] = {{0, 1000, 0, 1000},   {0, no_end, 0, 1000}, {0, 0, 0, 0},       {5, 5, 0, 0},
                      {7, 3, 0, 0},         {0, 1, 0, 1},         {255, 257, 255, 2}, {999, no_end, 999, 1},
                      {1000, no_end, 0, 0}, {2000, 3000, 0, 0}};
  for (const auto& row : rows) {
    CAPTURE(row.from);
    CAPTURE(row.until);
    const auto found = all_in(store, row.from, row.until);
    REQUIRE(found.size() == row.count);
    for (std::size_t i = 0; i < found.size(); ++i) REQUIRE(is_same(found[i], sample_entry(row.first + i)));
  }
}

void check_a_reader_may_stop(Store& store) {
  REQUIRE(store.append(sample_entries(0, 600)));
  int seen = 0;
  const auto outcome = store.read(0, no_end, [&](StoredEntry entry) -> Result<void> {
    ++seen;
    if (entry.index == 300) return fail(Code::stopped, "enough");
    return {};
  });
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error() == Error{Code::stopped, "enough"});
  CHECK(seen == 301);
}

void check_a_reader_may_use_the_store(Store& store) {
  REQUIRE(store.append(sample_entries(0, 600)));
  const auto outcome = store.read(0, no_end, [&](StoredEntry entry) -> Result<void> {
    TRY(const auto size, store.size());
    if (size != 600) return fail(Code::internal, cat("size ", size));
    if (entry.index == 10) return store.put_checkpoint({600, "note"});
    return {};
  });
  CHECK(outcome);
  CHECK(store.checkpoints().value().size() == 1);
}

void check_checkpoints_only_grow(Store& store) {
  struct Row {
    StoredCheckpoint checkpoint;
    bool is_kept;
  };
  const Row rows[] = {{{0, "empty"}, true}, {{0, "empty"}, true},  {{0, "other"}, false},
                      {{5, "five"}, true},  {{5, "five"}, true},   {{5, "other"}, false},
                      {{4, "four"}, false}, {{0, "empty"}, false}, {{6, "six\n\nline\n"}, true}};
  for (const auto& row : rows) {
    CAPTURE(row.checkpoint.note);
    const auto outcome = store.put_checkpoint(row.checkpoint);
    CHECK(outcome.has_value() == row.is_kept);
    if (!outcome) CHECK(outcome.error().code == Code::conflict);
  }
  const auto kept = store.checkpoints().value();
  REQUIRE(kept.size() == 3);
  CHECK(kept[0].note == "empty");
  CHECK(kept[1].size == 5);
  CHECK(kept[2].note == "six\n\nline\n");
  CHECK(store.last_checkpoint().value().value().size == 6);
}

void check_only_the_last_snapshot_is_kept(Store& store) {
  const std::string bytes("packed\0state", 12);
  REQUIRE(store.put_snapshot({10, "format 1", "older", std::string(32, 'a')}));
  REQUIRE(store.put_snapshot({10, "format 2", "", std::string(32, 'b')}));
  CHECK(store.last_snapshot().value().value().format == "format 2");
  REQUIRE(store.put_snapshot({20, "format 2", bytes, std::string(32, 'c')}));
  const auto last = store.last_snapshot().value().value();
  CHECK(last.size == 20);
  CHECK(last.bytes == bytes);
  CHECK(last.hash == std::string(32, 'c'));
}

/// Sizes around those at which a store may cut it into pieces.
void check_a_snapshot_of_any_size_comes_back(Store& store) {
  for (const std::size_t size : {std::size_t{1}, (1UL << 20) - 1, 1UL << 20, (1UL << 20) + 1, (3UL << 20) + 7}) {
    CAPTURE(size);
    std::string bytes(size, '\0');
    for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>(i * 31 + i / 4096);
    REQUIRE(store.put_snapshot({size, "format", bytes, std::string(32, 'c')}));
    CHECK((store.last_snapshot().value().value().bytes == bytes));
  }
}

void check_leaves_and_hashes_are_read_by_range(Store& store) {
  auto entries = sample_entries(0, 600);
  entries[255].completes = {{1, 0, std::string(32, 'n')}};
  entries[511].completes = {{1, 1, std::string(32, 'o')}, {2, 0, std::string(32, 'p')}};
  REQUIRE(store.append(entries));
  const auto leaves = store.leaves(598, 10).value();
  REQUIRE(leaves.size() == 2);
  CHECK(leaves[1] == sample_entry(599).leaf);
  CHECK(store.leaves(600, 1).value().empty());
  const auto hashes = store.hashes(0, 590, 10).value();
  REQUIRE(hashes.size() == 10);
  CHECK(hashes[9] == sample_entry(599).hash);
  CHECK(store.hashes(1, 0, 2).value() == std::vector{std::string(32, 'n'), std::string(32, 'o')});
  CHECK(store.hashes(2, 0, 1).value() == std::vector{std::string(32, 'p')});
  CHECK(store.hashes(2, 0, 0).value().empty());
  struct Row {
    unsigned level;
    std::uint64_t first;
    std::size_t count;
  };
  for (const auto& [level, first, count] : {Row{0, 599, 2}, Row{0, 600, 1}, Row{1, 1, 2}, Row{2, 1, 1}, Row{3, 0, 1}}) {
    const auto missing = store.hashes(level, first, count);
    REQUIRE_FALSE(missing);
    CHECK(missing.error().code == Code::corrupt);
  }
}

void check_contents_are_rewritten_all_or_none_and_the_snapshot_goes(Store& store) {
  REQUIRE(store.append(sample_entries(0, 3)));
  REQUIRE(store.put_snapshot({3, "format", "state", std::string(32, 'h')}));
  auto other = sample_entry(1);
  other.bytes = "erased";
  other.salts = std::string(16, '\0');
  auto absent = sample_entry(7);
  CHECK_FALSE(store.rewrite({other, absent}));
  CHECK(holds_only_samples(store));
}

void check_a_rewrite_leaves_leaf_and_hash(Store& store) {
  REQUIRE(store.append(sample_entries(0, 3)));
  REQUIRE(store.put_snapshot({3, "format", "state", std::string(32, 'h')}));
  auto other = sample_entry(1);
  other.bytes = "erased";
  other.salts = std::string(16, '\0');
  other.leaf = "another leaf", other.hash = std::string(32, 'x');
  REQUIRE(store.rewrite({other}));
  const auto found = all_in(store);
  CHECK(is_same(found[0], sample_entry(0)));
  CHECK(found[1].bytes == "erased");
  CHECK(found[1].salts == std::string(16, '\0'));
  CHECK(found[1].leaf == sample_entry(1).leaf);
  CHECK(found[1].hash == sample_entry(1).hash);
  CHECK_FALSE(store.last_snapshot().value().has_value());
  REQUIRE(store.append(sample_entries(3, 1)));
}

void check_signatures_are_added_once(Store& store) {
  REQUIRE(store.put_checkpoint({5, "text\n\n\u2014 log AAAA\n"}));
  REQUIRE(store.add_signatures(5, {"\u2014 w1 BBBB\n", "\u2014 w2 CCCC\n"}));
  REQUIRE(store.add_signatures(5, {"\u2014 w1 BBBB\n"}));
  CHECK(store.last_checkpoint().value().value().note == "text\n\n\u2014 log AAAA\n\u2014 w1 BBBB\n\u2014 w2 CCCC\n");
  const auto absent = store.add_signatures(6, {"\u2014 w1 BBBB\n"});
  REQUIRE_FALSE(absent);
  CHECK(absent.error().code == Code::not_found);
}

void check_checkpoints_are_found_from_a_size_on(Store& store) {
  for (const std::uint64_t size : {2U, 5U, 9U}) REQUIRE(store.put_checkpoint({size, cat("note ", size)}));
  const auto sizes = [&](std::uint64_t from, std::size_t count) {
    std::vector<std::uint64_t> found;
    for (const auto& checkpoint : store.checkpoints_from(from, count).value()) found.push_back(checkpoint.size);
    return found;
  };
  CHECK(sizes(0, 10) == std::vector<std::uint64_t>{2, 5, 9});
  CHECK(sizes(5, 10) == std::vector<std::uint64_t>{5, 9});
  CHECK(sizes(3, 1) == std::vector<std::uint64_t>{5});
  CHECK(sizes(10, 10).empty());
}

void check_a_checkpoint_has_one_time_stamp(Store& store) {
  using Stamp = ports::StoredTimeStamp;
  for (const std::uint64_t size : {2U, 5U, 9U}) REQUIRE(store.put_checkpoint({size, cat("note ", size)}));
  CHECK_FALSE(store.last_time_stamp().value().has_value());
  const Stamp second{5, std::string("\0two\xff", 5)}, third{9, "three"};
  REQUIRE(store.put_time_stamp(second));
  REQUIRE(store.put_time_stamp(third));
  REQUIRE(store.put_time_stamp(second));
  CHECK(store.put_time_stamp({5, "another"}).error().code == Code::conflict);
  CHECK(store.put_time_stamp({6, "of nothing"}).error().code == Code::not_found);
  CHECK(store.time_stamp_from(0).value() == second);
  CHECK(store.time_stamp_from(5).value() == second);
  CHECK(store.time_stamp_from(6).value() == third);
  CHECK_FALSE(store.time_stamp_from(10).value().has_value());
  CHECK(store.last_time_stamp().value() == third);
}

void check_originals_stay_untouched_until_they_are_old(Store& store) {
  const std::string bytes("\0<alert>\xff\n", 10);
  const Instant first{1'000}, second{2'000};
  REQUIRE(store.keep_originals({{"a", first, bytes}, {"b", first, "two"}, {"c", second, ""}}));
  REQUIRE(store.keep_originals({{"a", second, "another"}, {"a", second, "another"}}));
  CHECK(store.original("a").value() == bytes);
  CHECK(store.original("c").value() == "");
  CHECK_FALSE(store.original("d").value().has_value());
  REQUIRE(store.pin_original("b"));
  REQUIRE(store.pin_original("d"));
  CHECK(store.drop_originals(first).value() == 0);
  REQUIRE(store.keep_originals({{"d", first, "four"}}));
  CHECK(store.drop_originals(second).value() == 1);
  CHECK_FALSE(store.original("d").value().has_value());
  // It came again later, and is as old as that; an earlier time makes it no older.
  REQUIRE(store.keep_originals({{"a", first, bytes}}));
  CHECK(store.drop_originals(second).value() == 0);
  CHECK(store.original("a").value() == bytes);
  CHECK(store.drop_originals(Instant{3'000}).value() == 2);
  CHECK_FALSE(store.original("a").value().has_value());
  CHECK(store.original("b").value() == "two");
}

struct Clause {
  const char* promise;
  void (*check)(Store& store);
};

constexpr Clause clauses[] = {
    {"a fresh store is empty", check_a_fresh_store_is_empty},
    {"any bytes read back", check_any_bytes_read_back},
    {"appends follow each other", check_appends_follow_each_other},
    {"entries that do not follow are refused in whole", check_entries_that_do_not_follow_are_refused_in_whole},
    {"a range is read in order", check_a_range_is_read_in_order},
    {"a reader may stop", check_a_reader_may_stop},
    {"a reader may use the store", check_a_reader_may_use_the_store},
    {"checkpoints only grow", check_checkpoints_only_grow},
    {"only the last snapshot is kept", check_only_the_last_snapshot_is_kept},
    {"a snapshot of any size comes back", check_a_snapshot_of_any_size_comes_back},
    {"leaves and hashes are read by range", check_leaves_and_hashes_are_read_by_range},
    {"contents are rewritten all or none", check_contents_are_rewritten_all_or_none_and_the_snapshot_goes},
    {"a rewrite leaves leaf and hash, and drops the snapshot", check_a_rewrite_leaves_leaf_and_hash},
    {"signatures are added once", check_signatures_are_added_once},
    {"checkpoints are found from a size on", check_checkpoints_are_found_from_a_size_on},
    {"a checkpoint has one time stamp", check_a_checkpoint_has_one_time_stamp},
    {"originals stay untouched until they are old", check_originals_stay_untouched_until_they_are_old},
};

}  // namespace

void run_store_contract(const OpenStore& fresh) {
  for (const auto& clause : clauses) {
    CAPTURE(clause.promise);
    const auto store = fresh();
    REQUIRE(store != nullptr);
    clause.check(*store);
  }
}

void run_reopened_store_contract(const OpenStore& open) {
  constexpr std::uint64_t batch = 7;
  for (std::uint64_t round = 0; round < 5; ++round) {
    CAPTURE(round);
    const auto store = open();
    REQUIRE(store != nullptr);
    const auto size = round * batch;
    REQUIRE(store->size().value() == size);
    CHECK(holds_only_samples(*store));
    CHECK(store->checkpoints().value().size() == round);
    const auto snapshot = store->last_snapshot().value();
    REQUIRE(snapshot.has_value() == (round > 0));
    if (snapshot) CHECK(snapshot->bytes == cat("state at ", size));

    REQUIRE(store->append(sample_entries(size, batch)));
    REQUIRE(store->put_checkpoint({size + batch, cat("note ", round)}));
    REQUIRE(store->put_snapshot({size + batch, "format", cat("state at ", size + batch), std::string(32, 'h')}));
  }
}

StoredEntry sample_entry(std::uint64_t index) {
  const auto letter = static_cast<char>('a' + index % 26);
  return {index, cat("entry ", index, " ", std::string(index * 37 % 500, letter)), std::string(32, letter),
          cat("leaf ", index), cat("salts ", index)};
}

std::vector<StoredEntry> sample_entries(std::uint64_t first, std::uint64_t count) {
  std::vector<StoredEntry> entries;
  for (auto index = first; index < first + count; ++index) entries.push_back(sample_entry(index));
  return entries;
}

bool holds_only_samples(Store& store) {
  const auto found = all_in(store);
  if (found.size() != store.size().value()) return false;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (!is_same(found[i], sample_entry(i))) return false;
  }
  return true;
}

}  // namespace heed::testing
