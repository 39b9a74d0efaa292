#include "bench/audience/trial.h"

namespace heed::audience {
namespace {

constexpr std::size_t most = 1'000'000;   // moves in one round
constexpr std::size_t together = 10'000;  // moves that a feed brings at once

/// Anybody, to wherever somebody lives: most go far, which is the hardest case.
std::vector<places::Place> moves(const Trial& trial, std::uint64_t round) {
  people::Dice dice(number(Seed::movers) + round);
  std::vector<places::Place> out;
  const auto goals = trial.world.places(std::min(most, trial.places.size()), dice.next());
  out.reserve(goals.size());
  for (const auto goal : goals) out.push_back({static_cast<places::Slot>(dice.below(trial.places.size())), goal});
  return out;
}

double one_by_one(places::Places& index, std::span<const places::Place> all) {
  const double begin = bench::cpu_seconds();
  for (const auto& place : all) index.move(place.slot, place.position);
  return static_cast<double>(all.size()) / 1e6 / (bench::cpu_seconds() - begin);
}

double in_batches(places::Places& index, std::span<const places::Place> all) {
  const double begin = bench::cpu_seconds();
  for (std::size_t at = 0; at < all.size(); at += together)
    index.move_all(all.subspan(at, std::min(together, all.size() - at)));
  return static_cast<double>(all.size()) / 1e6 / (bench::cpu_seconds() - begin);
}

}  // namespace

Result<void> measure_moves(Trial& trial) {
  say("moving people");
  std::vector<double> single, batched;
  for (std::uint64_t round = 0; round < trial.order.rounds * 2; ++round) {
    const auto all = moves(trial, round);
    const bool is_single = round % 2 == 0;
    (is_single ? single : batched).push_back(is_single ? one_by_one(trial.index, all) : in_batches(trial.index, all));
    for (const auto& place : all) trial.places[place.slot] = place.position;
  }
  TRY(check_answers(trial));
  const auto bytes = static_cast<double>(trial.index.bytes()) / static_cast<double>(trial.places.size());
  const bench::Figure memory{"index, memory after the moves", bytes, "bytes a place"};
  trial.sheet.bars.push_back(bench::bar(memory, 24, bench::Direction::at_most));
  const auto least = bench::Direction::at_least;
  trial.sheet.bars.push_back(bench::bar({"moves, one by one", bench::median(single), "million/s"}, 1, least));
  trial.sheet.bars.push_back(bench::bar({"moves, 10,000 at a time", bench::median(batched), "million/s"}, 1, least));
  return {};
}

}  // namespace heed::audience
