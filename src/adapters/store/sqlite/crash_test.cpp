// The store is killed, and its disk is full, in the midst of writing. Each runs in a process of its own.

#include <csignal>
#include <random>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <doctest/doctest.h>

#include "adapters/store/sqlite/folder_test.h"
#include "adapters/store/sqlite/store.h"
#include "ports/testing/store_contract.h"

namespace heed::sqlite {
namespace {

using testing::sample_entries;

/// In the child: appends batches of 1 to 5 entries for ever, and tells the new size after each.
[[noreturn]] void append_for_ever(const std::string& path, int report) {
  const auto store = SqliteStore::open(path, Mode::create);
  if (!store) _exit(1);
  auto size = (*store)->size().value();
  while (true) {
    const auto batch = size % 5 + 1;
    if (!(*store)->append(sample_entries(size, batch))) _exit(2);
    size += batch;
    if (write(report, &size, sizeof size) != sizeof size) _exit(3);
  }
}

/// The next size that the child tells, or 0 when it is gone.
std::uint64_t next_report(int report) {
  std::uint64_t size = 0;
  return read(report, &size, sizeof size) == sizeof size ? size : 0;
}

/// Lets a child append, kills it after `reports` reports, and gives the largest size that it told.
std::uint64_t append_and_kill(const std::string& path, unsigned reports) {
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  const auto child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    close(ends[0]);
    append_for_ever(path, ends[1]);
  }
  close(ends[1]);
  std::uint64_t told = 0;
  for (unsigned i = 0; i < reports; ++i) told = std::max(told, next_report(ends[0]));
  kill(child, SIGKILL);
  for (auto size = next_report(ends[0]); size != 0; size = next_report(ends[0])) told = std::max(told, size);
  close(ends[0]);
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  REQUIRE(WIFSIGNALED(status));
  return told;
}

TEST_CASE("a_killed_store_has_every_entry_that_it_acknowledged_and_no_gap") {
  const Folder folder;
  const auto path = folder.file("store");
  std::mt19937 random(20240306);
  std::uint64_t told = 0;
  for (int round = 0; round < 20; ++round) {
    CAPTURE(round);
    told = std::max(told, append_and_kill(path, 1 + random() % 40));
    const auto store = SqliteStore::open(path, Mode::existing);
    REQUIRE_MESSAGE(store.has_value(), store.error().detail);
    const auto size = (*store)->size().value();
    CHECK(size >= told);
    CHECK(size <= told + 5);  // at most the one batch that was written and not told
    CHECK(testing::holds_only_samples(**store));
  }
}

/// In the child: appends until the disk takes no more, then once again. 0 when both failures are as they must be.
int fill_the_disk(const std::string& path) {
  const auto store = SqliteStore::open(path, Mode::create);
  if (!store) return 1;
  const rlimit limit{1UL << 20, 1UL << 20};
  std::signal(SIGXFSZ, SIG_IGN);
  if (setrlimit(RLIMIT_FSIZE, &limit) != 0) return 2;
  Result<void> outcome;
  std::uint64_t size = 0;
  while (outcome && size < 100'000) {
    outcome = (*store)->append(sample_entries(size, 10));
    if (outcome) size += 10;
  }
  if (outcome || outcome.error().code != Code::unavailable) return 3;
  const auto again = (*store)->append(sample_entries(size, 1));
  if (again || again.error().code != Code::unavailable) return 4;
  return (*store)->size() && (*store)->size().value() == size ? 0 : 5;
}

TEST_CASE("a_full_disk_stops_every_further_write_and_loses_nothing") {
  const Folder folder;
  const auto path = folder.file("store");
  const auto child = fork();
  REQUIRE(child >= 0);
  if (child == 0) _exit(fill_the_disk(path));
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  REQUIRE(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
  const auto store = SqliteStore::open(path, Mode::existing);
  REQUIRE_MESSAGE(store.has_value(), store.error().detail);
  CHECK((*store)->size().value() % 10 == 0);
  CHECK((*store)->size().value() > 0);
  CHECK(testing::holds_only_samples(**store));
}

}  // namespace
}  // namespace heed::sqlite
