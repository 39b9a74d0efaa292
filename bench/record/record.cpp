#include "bench/record/record.h"

#include <algorithm>
#include <iterator>

#include "bench/record/journal.h"
#include "bench/record/tree.h"

namespace heed::record {
namespace {

double median_of(const std::vector<JournalRound>& rounds, double JournalRound::* part) {
  std::vector<double> values;
  for (const auto& round : rounds) values.push_back(round.*part);
  return bench::median(std::move(values));
}

double steady_percentile(const std::vector<JournalRound>& rounds, double share) {
  std::vector<double> values;
  for (const auto& round : rounds) values.push_back(bench::percentile(round.steady_ms, share));
  return bench::median(std::move(values));
}

}  // namespace

Result<bench::Sheet> bench_record(std::uint64_t tree_entries, std::uint64_t rounds) {
  std::vector<JournalRound> all;
  for (std::uint64_t i = 0; i < rounds; ++i) {
    TRY(all.emplace_back(), measure_journal());
  }
  TRY(auto tree, bench_tree(tree_entries, rounds));

  const bench::Figure pressed{"durable, signed entries, 512 waiting", median_of(all, &JournalRound::pressed), "1/s"};
  const bench::Figure p99{"latency p99 at 2,000 entries/s", steady_percentile(all, 0.99), "ms"};
  const auto processor_us = median_of(all, &JournalRound::processor_us);
  const auto signatures = median_of(all, &JournalRound::signatures);
  const auto bare = median_of(all, &JournalRound::bare);
  bench::Sheet sheet{"record", bench::machine(), rounds, {}, {}};
  sheet.figures = {pressed,
                   {"processor time, all threads", processor_us, "us/entry"},
                   {"processor time, sealing and storing", median_of(all, &JournalRound::other_threads_us), "us/entry"},
                   {"entries in one commit", median_of(all, &JournalRound::group), "1"},
                   {"share of the time in commits of the store", median_of(all, &JournalRound::appending), "ratio"},
                   p99,
                   {"latency p50 at 2,000 entries/s", steady_percentile(all, 0.5), "ms"},
                   {"signatures alone, a core", signatures, "1/s"},
                   {"bare store, the same bytes in the same groups", bare, "1/s"},
                   {"entries beside signatures of one core", pressed.value / signatures, "ratio"},
                   {"entries beside the bare store", pressed.value / bare, "ratio"},
                   {"processor time beside a signature's", processor_us * signatures * 1e-6, "ratio"}};
  std::ranges::move(tree.figures, std::back_inserter(sheet.figures));
  sheet.bars = {bench::bar(pressed, 20'000, bench::Direction::at_least),
                bench::bar(p99, 20, bench::Direction::at_most)};
  std::ranges::move(tree.bars, std::back_inserter(sheet.bars));
  return sheet;
}

}  // namespace heed::record
