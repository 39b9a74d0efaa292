#include "bench/audience/trial.h"
#include "lib/area/covering/covering.h"

namespace heed::audience {
namespace {

constexpr std::size_t newcomers = 1'000'000;
constexpr double longest = 1;  // seconds of one round

struct Level {
  std::size_t areas;
  double least;  ///< million lookups a second; 0: no bar
};
constexpr Level levels[] = {{1'000, 5}, {10'000, 0}, {100'000, 0.5}};

struct Lookups {
  double rate = 0;     ///< million a second
  double matches = 0;  ///< of one lookup
};

Lookups look_up(const covering::Covering& standing, std::span<const area::Position> places) {
  constexpr std::size_t between = 10'000;  // lookups between two looks at the clock
  std::vector<covering::Key> found;
  std::size_t asked = 0, matches = 0;
  const double begin = bench::cpu_seconds();
  double spent = 0;
  for (; asked < places.size() && spent < longest; spent = bench::cpu_seconds() - begin) {
    const auto end = std::min(places.size(), asked + between);
    for (; asked < end; ++asked) {
      found.clear();
      standing.covers(places[asked], found);
      matches += found.size();
    }
  }
  return {static_cast<double>(asked) / 1e6 / spent, static_cast<double>(matches) / static_cast<double>(asked)};
}

std::vector<covering::Entry> entries(const Trial& trial, std::size_t count) {
  std::vector<covering::Entry> out;
  for (auto& area : people::standing(trial.world, count, number(Seed::standing)))
    out.push_back({static_cast<covering::Key>(out.size()), std::move(area), area::Edges::inclusive});
  return out;
}

void measure_level(Trial& trial, Level level, std::span<const area::Position> places) {
  const auto given = entries(trial, level.areas);
  const double begin = bench::cpu_seconds();
  const covering::Covering standing(given);
  const double built = bench::cpu_seconds() - begin;
  std::vector<double> rates;
  Lookups last;
  for (std::uint64_t round = 0; round < trial.order.rounds; ++round) {
    last = look_up(standing, places);
    rates.push_back(last.rate);
  }
  const auto count = static_cast<double>(level.areas);
  const auto name = cat("arrivals, ", level.areas, " areas");
  trial.sheet.figures.push_back({cat(name, ": matches of a lookup"), last.matches, "areas"});
  trial.sheet.figures.push_back({cat(name, ": built, once"), built * 1e6 / count, "us an area"});
  trial.sheet.figures.push_back({cat(name, ": memory"), static_cast<double>(standing.bytes()) / 1e6, "MB"});
  const bench::Figure rate{name, bench::median(rates), "million/s"};
  if (level.least == 0) {
    trial.sheet.figures.push_back(rate);
  } else {
    trial.sheet.bars.push_back(bench::bar(rate, level.least, bench::Direction::at_least));
  }
}

}  // namespace

Result<void> measure_arrivals(Trial& trial) {
  const auto places = trial.world.places(newcomers, number(Seed::newcomers));
  for (const auto& level : levels) {
    // Why: a run with few places is a quick one, and many areas take long to build.
    if (level.areas * 10 > trial.order.places) break;
    say(cat("arrivals among ", level.areas, " standing areas"));
    measure_level(trial, level, places);
  }
  return {};
}

}  // namespace heed::audience
