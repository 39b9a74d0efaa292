#include "bench/audience/trial.h"
#include "lib/area/compiled.h"

namespace heed::audience {
namespace {

std::vector<places::Place> numbered(const std::vector<area::Position>& positions) {
  std::vector<places::Place> out;
  out.reserve(positions.size());
  for (const auto position : positions) out.push_back({static_cast<places::Slot>(out.size()), position});
  return out;
}

}  // namespace

Result<void> measure_building(Trial& trial) {
  say("building the index");
  const auto given = numbered(trial.places);
  std::vector<double> spent;
  for (std::uint64_t round = 0; round < trial.order.rounds; ++round) {
    trial.index = {};  // before the next one is made: two would not fit at 100 million
    const double begin = bench::cpu_seconds();
    trial.index = places::Places::build(given);
    spent.push_back(bench::cpu_seconds() - begin);
  }
  const auto bytes = static_cast<double>(trial.index.bytes()) / static_cast<double>(trial.places.size());
  trial.sheet.figures.push_back({"index built", bench::median(spent), "s"});
  trial.sheet.bars.push_back(bench::bar({"index, memory", bytes, "bytes a place"}, 24, bench::Direction::at_most));
  return {};
}

Result<void> check_answers(const Trial& trial) {
  for (const auto& kind : trial.kinds) {
    const auto& area = kind.areas.front();
    std::vector<bool> found(trial.places.size());
    std::size_t times = 0;
    for (const auto slot : trial.index.find(places::Shape(area, area::Edges::planar))) {
      found[slot] = true;
      ++times;
    }
    const area::Compiled plainly(area, area::Edges::planar);
    for (std::size_t slot = 0; slot < trial.places.size(); ++slot) {
      if (found[slot] != plainly.contains(trial.places[slot]))
        return fail(Code::internal,
                    cat("the index and area::Compiled are not of one mind about place ", slot, " and a ", kind.name));
      if (found[slot]) --times;
    }
    if (times != 0) return fail(Code::internal, cat("a place was found twice in a ", kind.name));
  }
  return {};
}

}  // namespace heed::audience
