#include <doctest/doctest.h>

#include "core/text.h"
#include "lib/area/places/places.h"
#include "lib/area/places/twin.h"

namespace heed::places {
namespace {

using namespace testing;

void check_all(const Places& index, const std::map<Slot, Position>& places, const Region& region, Random& random) {
  REQUIRE(index.size() == places.size());
  for (int i = 0; i < 3; ++i) {
    const auto area = draw_area(region, random);
    if (!area::check(area)) continue;
    REQUIRE(sorted(index.find(Shape(area, Edges::planar))) == who(area, Edges::planar, places));
  }
  for (int i = 0; i < 20; ++i) {
    const auto slot = static_cast<Slot>(random() % (places.size() + 10));
    const auto found = places.find(slot);
    REQUIRE(index.contains(slot) == (found != places.end()));
    if (found == places.end()) continue;
    const auto kept = index.position_of(slot);
    REQUIRE(kept);
    REQUIRE(kept->lat == found->second.lat);
    const bool is_pole = std::abs(kept->lat) == area::quarter_turn;
    REQUIRE((is_pole || (std::int64_t{kept->lon} - found->second.lon) % area::full_turn == 0));
  }
}

void write_at_random(Places& index, std::map<Slot, Position>& places, const Region& region, Random& random) {
  const auto slot = static_cast<Slot>(random() % 4'000);
  const auto position =
      random() % 3 == 0 && !places.empty() ? places.begin()->second : draw(region, random, area::Reach::place);
  const bool is_known = places.contains(slot);
  switch (random() % 5) {
    case 0:
    case 1:
      REQUIRE(index.insert(slot, position) == !is_known);
      places[slot] = position;
      return;
    case 2:
      REQUIRE(index.remove(slot) == is_known);
      places.erase(slot);
      return;
    default:
      REQUIRE(index.move(slot, position) == is_known);
      if (is_known) places[slot] = position;
  }
}

TEST_CASE("after_any_writes_the_index_holds_what_was_written (PU-3)") {
  Random random(5);
  for (const auto& region : regions) {
    Places index;
    std::map<Slot, Position> places;
    for (int round = 0; round < 6; ++round) {
      for (int i = 0; i < 1'500; ++i) write_at_random(index, places, region, random);
      check_all(index, places, region, random);
    }
    while (!places.empty()) {
      REQUIRE(index.remove(places.begin()->first));
      places.erase(places.begin());
    }
    CHECK(index.size() == 0);
    CHECK(index.find(Shape(square(0, 0, 800'000'000))).empty());
  }
}

TEST_CASE("built_and_grown_indexes_of_every_size_give_the_same_answers") {
  Random random(6);
  const auto& region = regions[1];
  const Shape shape(square(static_cast<std::int32_t>(region.lat), static_cast<std::int32_t>(region.lon), 6));
  for (const std::size_t count :
       {0U,   1U,   2U,   63U,  64U,  65U,  79U,  80U,  81U,  111U, 112U, 113U,   127U,    128U,
        129U, 130U, 191U, 192U, 193U, 255U, 256U, 257U, 511U, 512U, 513U, 1'000U, 12'288U, 12'500U}) {
    for (const bool is_one_spot : {false, true}) {
      auto places = draw_places(region, random, count);
      for (auto& place : places) place.position = is_one_spot ? places[0].position : place.position;
      const auto built = Places::build(places);
      Places grown;
      std::size_t inside = 0;
      for (const auto& place : places) {
        grown.insert(place.slot, place.position);
        inside += shape.contains(place.position) ? 1 : 0;
      }
      CHECK_MESSAGE(built.count(shape) == inside, count);
      CHECK_MESSAGE(sorted(built.find(shape)) == sorted(grown.find(shape)), count);
    }
  }
}

TEST_CASE("many_on_one_spot_come_and_go_between_others") {
  const Position spot{558'258'000, 373'903'000};
  const Shape here(square(spot.lat, spot.lon, 1));
  Places index;
  for (Slot slot = 0; slot < 2'000; ++slot) {
    const auto beside = static_cast<std::int32_t>(slot % 7) - 3;
    index.insert(slot, slot % 2 == 0 ? spot : Position{spot.lat + 10 * beside, spot.lon + 30});
  }
  CHECK(index.count(here) == 1'000);
  for (Slot slot = 0; slot < 2'000; slot += 4) index.move(slot, {spot.lat, spot.lon + 2});
  CHECK(index.count(here) == 500);
  for (Slot slot = 1; slot < 2'000; slot += 2) index.move(slot, spot);
  CHECK(index.count(here) == 1'500);
  for (Slot slot = 0; slot < 2'000; ++slot) index.remove(slot);
  CHECK(index.count(here) == 0);
}

TEST_CASE("move_all_is_moving_one_after_the_other") {
  Random random(8);
  const auto& region = regions[0];
  const auto places = draw_places(region, random, 3'000);
  auto one = Places::build(places);
  auto all = Places::build(places);
  std::vector<Place> moves;
  for (int i = 0; i < 5'000; ++i) {
    moves.push_back({static_cast<Slot>(random() % 3'100), draw(region, random, area::Reach::place)});
  }
  std::size_t moved = 0;
  for (const auto& [slot, position] : moves) moved += one.move(slot, position) ? 1 : 0;
  CHECK(all.move_all(moves) == moved);
  for (Slot slot = 0; slot < 3'100; ++slot) REQUIRE(all.position_of(slot) == one.position_of(slot));
  const Shape shape(square(static_cast<std::int32_t>(region.lat), static_cast<std::int32_t>(region.lon), 300'000));
  CHECK(sorted(all.find(shape)) == sorted(one.find(shape)));
}

/// Writes while the answer is being taken.
class Meddler : public Visitor {
 public:
  Meddler(Places& index, Position away) : index_(index), away_(away) {}
  bool run(Run slots) override {
    seen_ += slots.count;
    return meddle();
  }
  bool list(std::span<const Slot> slots) override {
    seen_ += slots.size();
    return meddle();
  }
  std::size_t seen_ = 0;

 private:
  bool meddle() {
    for (int i = 0; i < 200; ++i) index_.move(next_++, away_);
    return true;
  }
  Places& index_;
  Position away_;
  Slot next_ = 0;
};

TEST_CASE("an_answer_is_of_one_instant_whatever_is_written_meanwhile") {
  Random random(9);
  const auto& region = regions[0];
  auto places = draw_places(region, random, 5'000);
  std::ranges::sort(places, {}, [](const Place& place) { return place.position; });
  auto index = Places::build(places);
  const Shape shape(square(static_cast<std::int32_t>(region.lat), static_cast<std::int32_t>(region.lon), 450'000));
  const auto before = index.count(shape);
  Meddler meddler(index, {0, 0});
  index.visit(shape, meddler);
  CHECK(meddler.seen_ == before);
  CHECK(index.count(shape) < before);
  CHECK(index.size() == 5'000);
}

TEST_CASE("a_visitor_that_has_enough_is_asked_no_more") {
  Random random(10);
  auto index = Places::build(draw_places(regions[0], random, 5'000));
  class Once : public Visitor {
   public:
    bool run(Run) override { return ++calls < 2; }
    bool list(std::span<const Slot>) override { return ++calls < 2; }
    int calls = 0;
  } once;
  index.visit(Shape(square(558'258'000, 373'903'000, 500'000)), once);
  CHECK(once.calls == 2);
}

}  // namespace
}  // namespace heed::places
