#include "lib/area/places/places.h"

#include <doctest/doctest.h>

#include "core/text.h"
#include "lib/area/places/cells/kernels.h"
#include "lib/area/places/twin.h"

namespace heed::places {
namespace {

using namespace testing;

std::map<Slot, Position> as_map(const std::vector<Place>& places) {
  std::map<Slot, Position> map;
  for (const auto& [slot, position] : places) map[slot] = position;
  return map;
}

std::string shown(const area::Area& area, const Region& region, int round) {
  std::string text = cat(region.name, ", round ", round);
  for (const auto& polygon : area.polygons) {
    for (const auto& ring : polygon.rings) text += cat("\n  ring ", area::to_text(ring));
  }
  for (const auto& circle : area.circles) text += cat("\n  circle ", area::to_text(circle));
  return text;
}

Edges edges_of(int round) {
  return round % 3 == 0 ? Edges::planar : round % 3 == 1 ? Edges::inclusive : Edges::geodesic;
}

class Collector : public Visitor {
 public:
  bool run(Run slots) override {
    for (std::uint32_t i = 0; i < slots.count; ++i) slots_.push_back(slots.first + i);
    ++runs;
    return true;
  }
  bool list(std::span<const Slot> slots) override {
    slots_.insert(slots_.end(), slots.begin(), slots.end());
    return true;
  }
  std::vector<Slot> slots_;
  int runs = 0;
};

/// All three forms of the answer.
void check_answers(const Places& index, const Shape& shape, const std::vector<Slot>& expected,
                   const std::string& what) {
  REQUIRE_MESSAGE(sorted(index.find(shape)) == expected, what);
  REQUIRE_MESSAGE(index.count(shape) == expected.size(), what);
  Collector collector;
  index.visit(shape, collector);
  REQUIRE_MESSAGE(sorted(collector.slots_) == expected, what);
}

void check_random_areas(int rounds, std::size_t places_max, std::uint64_t seed) {
  Random random(seed);
  for (const auto& region : regions) {
    for (int round = 0; round < rounds; ++round) {
      const auto area = draw_area(region, random);
      if (!area::check(area)) continue;
      const auto places = draw_places(region, random, random() % places_max);
      const auto edges = edges_of(round);
      check_answers(Places::build(places), Shape(area, edges), who(area, edges, as_map(places)),
                    shown(area, region, round));
    }
  }
}

TEST_CASE("the_index_finds_whom_the_slow_test_finds (PU-3)") {
  cells::choose_kernels(&cells::portable_kernels());
  check_random_areas(4, 800, 1);
  cells::choose_kernels(nullptr);
  check_random_areas(8, 1200, 2);
}

TEST_CASE("a_shape_holds_a_position_when_the_slow_test_says_so (PU-3)") {
  Random random(3);
  for (const auto& region : regions) {
    for (int round = 0; round < 6; ++round) {
      const auto area = draw_area(region, random);
      if (!area::check(area)) continue;
      const area::Compiled compiled(area, edges_of(round));
      const Shape shape(area, edges_of(round));
      for (int i = 0; i < 40; ++i) {
        const auto position = draw(region, random, area::Reach::place);
        REQUIRE_MESSAGE(shape.contains(position) == compiled.contains(position),
                        cat(area::to_text(position), " in ", shown(area, region, round)));
      }
    }
  }
}

}  // namespace
}  // namespace heed::places
