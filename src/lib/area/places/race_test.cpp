#include <atomic>
#include <thread>

#include <doctest/doctest.h>

#include "lib/area/places/places.h"
#include "lib/area/places/twin.h"

namespace heed::places {
namespace {

using namespace testing;

/// Slots below `still` stay inside or outside; the others are driven back and forth between two spots, both inside.
TEST_CASE("readers_see_every_place_once_while_a_writer_moves_them (PU-3)") {
  constexpr Slot still = 2'000;
  constexpr Slot moving = 1'000;
  Random random(11);
  const auto& region = regions[0];
  auto places = draw_places(region, random, still);
  const auto area = square(558'258'000, 373'903'000, 400'000);
  const Shape shape(area);
  std::map<Slot, Position> known;
  for (const auto& [slot, position] : places) known[slot] = position;
  const auto expected = who(area, Edges::inclusive, known);
  for (Slot slot = still; slot < still + moving; ++slot) places.push_back({slot, {558'258'000 - 390'000, 373'903'000}});
  auto index = Places::build(places);
  std::atomic<int> wrong{0};
  std::atomic<int> answers{0};
  const auto read = [&] {
    for (int i = 0; i < 150; ++i) {
      const auto found = sorted(index.find(shape));
      const auto end = std::ranges::lower_bound(found, still);
      const bool is_right = std::equal(found.begin(), end, expected.begin(), expected.end()) &&
                            found.size() == expected.size() + moving &&
                            std::ranges::adjacent_find(found) == found.end();
      wrong += is_right ? 0 : 1;
      ++answers;
    }
  };
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i) readers.emplace_back(read);
  for (int i = 0; answers < 450; ++i) {
    const Slot slot = still + static_cast<Slot>(i) % moving;
    const Position there{558'258'000 + static_cast<std::int32_t>(random() % 700'000) - 350'000,
                         373'903'000 + i % 5'000};
    if (i % 8 == 0) {
      index.move_all(std::vector<Place>{{slot, there}, {still + static_cast<Slot>(random() % moving), there}});
    } else {
      index.move(slot, there);
    }
  }
  for (auto& reader : readers) reader.join();
  CHECK(wrong == 0);
}

}  // namespace
}  // namespace heed::places
