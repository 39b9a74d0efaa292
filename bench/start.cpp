// Being ready again with a million entries: from a snapshot, and by folding every entry.

#include <chrono>
#include <filesystem>
#include <unistd.h>

#include "adapters/store/sqlite/store.h"
#include "bench/bench.h"
#include "flow/record/content.h"
#include "flow/record/seal.h"
#include "flow/report/rules.h"
#include "lib/digest/sha256.h"
#include "lib/merkle/tree.h"
#include "lib/tlog/edge.h"
#include "operations/desk/snapshot.h"

namespace heed::bench {
namespace {

constexpr std::uint64_t entries = 1'000'000;

record::Entry entry_of(std::uint64_t index) {
  report::Received received;
  received.report = ReportId{cat("report-", index)};
  received.text = "A caller names a hall and an evening; the voice is the one of last week.";
  received.source = "telephone line";
  received.first_awareness.at = Instant{1'700'000'000'000};
  record::Entry entry;
  entry.index = index;
  entry.of = index;
  entry.at = Instant{1'700'000'000'000 + static_cast<std::int64_t>(index)};
  entry.kind = report::Received::kind;
  entry.actor = {"analyst", record::Role::analyst};
  entry.body = to_value(received);
  return entry;
}

/// Not random: nobody has anything to hide here.
std::string seed_of(std::uint64_t index) {
  auto seed = cat(index);
  seed.resize(record::salt_seed_bytes, 's');
  return seed;
}

/// A record of a million reports, with its snapshot.
Result<void> make(ports::Store& store) {
  flow::State state;
  merkle::Frontier frontier;
  tlog::Edge edge;
  // A start verifies no signature, so none is made.
  const record::Issuer issuer{"bench.example/log", "00000000", [](std::string_view) { return std::string(64, '0'); }};
  std::vector<ports::StoredEntry> group;
  for (std::uint64_t index = 0; index < entries; ++index) {
    const auto entry = entry_of(index);
    TRY(flow::apply(state, entry));
    TRY(auto sealed, record::seal(entry, issuer, seed_of(index)));
    auto hash = merkle::leaf_hash(sealed.leaf);
    frontier.append(hash);
    ports::StoredEntry stored{index, record::content_bytes(entry), hash, std::move(sealed.leaf),
                              std::move(sealed.salts)};
    for (auto& node : edge.append(hash)) stored.completes.push_back({node.level, node.index, std::move(node.hash)});
    group.push_back(std::move(stored));
    if (group.size() < 10'000 && index + 1 < entries) continue;
    TRY(store.append(group));
    group.clear();
  }
  auto packed = desk::pack_snapshot(frontier, state);
  auto hash = digest::sha256(packed);
  return store.put_snapshot({entries, std::string(flow::snapshot_format()), std::move(packed), std::move(hash)});
}

Result<double> timed_start(ports::Store& store) {
  const auto begin = std::chrono::steady_clock::now();
  TRY(const auto resumed, desk::resume(store, {}));
  if (resumed.state.size != entries) return fail(Code::corrupt, "not every entry came back");
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

}  // namespace

Result<Sheet> bench_start(std::uint64_t rounds) {
  const auto folder = std::filesystem::temp_directory_path() / cat("heed-bench-start-", ::getpid());
  std::filesystem::create_directories(folder);
  const auto path = (folder / "record.sqlite").string();
  std::vector<double> with, without;
  {
    TRY(const auto store, sqlite::SqliteStore::open(path, sqlite::Mode::create));
    TRY(make(*store));
  }
  for (std::uint64_t round = 0; round < rounds; ++round) {
    TRY(const auto store, sqlite::SqliteStore::open(path, sqlite::Mode::existing));
    TRY(const auto seconds, timed_start(*store));
    with.push_back(seconds);
  }
  {
    TRY(const auto store, sqlite::SqliteStore::open(path, sqlite::Mode::existing));
    TRY(store->put_snapshot({entries, "of another build", "", digest::sha256("")}));
    TRY(const auto seconds, timed_start(*store));
    without.push_back(seconds);
  }
  const auto size = static_cast<double>(std::filesystem::file_size(path));
  std::filesystem::remove_all(folder);
  Sheet sheet{"start", machine(), rounds, {}, {}};
  const Figure ready{"ready with a million entries, snapshot", median(with), "s"};
  sheet.figures = {ready,
                   {"ready without a snapshot (one round)", median(without), "s"},
                   {"gain of the snapshot", median(without) / median(with), "ratio"},
                   {"size of the record on disk", size / 1e6, "MB"}};
  sheet.bars = {bar(ready, 5, Direction::at_most)};
  return sheet;
}

}  // namespace heed::bench
