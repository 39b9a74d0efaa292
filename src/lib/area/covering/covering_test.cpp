// Lookups against the slow twin, one area::Compiled after the other.

#include "lib/area/covering/covering.h"

#include <doctest/doctest.h>

#include "core/text.h"
#include "lib/area/covering/testing/random_areas.h"
#include "lib/area/covering/testing/twin.h"

namespace heed::covering {
namespace {

using testing::RandomAreas;
using testing::sorted;
using testing::Twin;

area::Position place(std::string_view text) { return area::parse_position(text).value(); }
area::Area polygon(std::string_view text) { return {{area::parse_polygon(text).value()}, {}}; }

struct Region {
  std::string_view name;
  std::string_view centre;
  double degrees;  ///< how far areas reach
};
constexpr Region regions[] = {{"a street", "52.52,13.4", 0.000'004},
                              {"a town", "52.52,13.4", 0.1},
                              {"a country", "47,8", 3},
                              {"half the earth", "10,20", 70},
                              {"over the antimeridian", "-17,179.99", 2},
                              {"north pole", "89.5,100", 3},
                              {"south pole", "-89.99,-179", 0.5},
                              {"corner of squares", "0,0", 0.01},
                              {"far north, far east", "80,179.999", 9}};

TEST_CASE("lookups_agree_with_the_exact_test_of_each_area (PU-3)") {
  std::uint32_t seed = 1;
  for (const auto& region : regions) {
    for (const auto count : {1, 3, 30}) {
      RandomAreas random(++seed, place(region.centre),
                         static_cast<std::int64_t>(region.degrees * area::units_per_degree));
      std::vector<Entry> entries;
      Twin twin;
      for (Key key = 0; key < static_cast<Key>(count); ++key) {
        const auto edges = static_cast<area::Edges>(random.below(3));
        entries.push_back({key * 7, random.area(), edges});
        twin.add(key * 7, entries.back().area, edges);
      }
      const Covering covering(entries);
      for (int i = 0; i < 300; ++i) {
        const auto position = random.position();
        const auto found = sorted(covering.covers(position));
        CHECK_MESSAGE(found == twin.covers(position), cat(region.name, ", ", count, ": ", to_text(position)));
      }
    }
  }
}

TEST_CASE("nothing_stands_and_nothing_covers") {
  Covering covering;
  CHECK(covering.size() == 0);
  CHECK(covering.covers(place("1,2")).empty());
  CHECK(covering.covers(place("-90,2")).empty());
  CHECK(covering.moved(place("1,2"), place("90,2")).entered.empty());
  CHECK(!covering.remove(5));
  CHECK(covering.cell_of(place("1,2"))->contains(place("-89.9999999,-180")));
  CHECK(!covering.cell_of(place("1,2"))->contains(place("-90,0")));
}

TEST_CASE("equal_areas_are_all_found_and_do_not_fill_the_memory (PU-3)") {
  std::vector<Entry> entries;
  for (Key key = 0; key < 1000; ++key) entries.push_back({key, polygon("50.1,8.1 50.2,8.3 50.3,8.2 50.25,8.05")});
  const Covering covering(entries);
  for (const auto* inside : {"50.2,8.2", "50.1,8.1", "50.25,8.05"})
    CHECK(covering.covers(place(inside)).size() == 1000);
  CHECK(covering.covers(place("50.1,8.0999999")).empty());
  CHECK(covering.bytes() < 30'000'000);
}

TEST_CASE("longitudes_180_and_minus_180_are_one_place (PU-3)") {
  const std::vector<Entry> entries{{1, polygon("10,170 10,180 20,180 20,170")},
                                   {2, polygon("10,-180 10,-170 20,-170 20,-180")}};
  const Covering covering(entries);
  CHECK(sorted(covering.covers(place("15,180"))) == std::vector<Key>{1, 2});
  CHECK(sorted(covering.covers(place("15,-180"))) == std::vector<Key>{1, 2});
  CHECK(covering.covers(place("15,179.9999999")) == std::vector<Key>{1});
  CHECK(covering.covers(place("15,-179.9999999")) == std::vector<Key>{2});
}

TEST_CASE("keys_are_put_behind_what_the_list_holds") {
  const std::vector<Entry> entries{{9, polygon("0,0 0,2 2,2 2,0")}};
  const Covering covering(entries);
  std::vector<Key> keys{9, 4};
  covering.covers(place("1,1"), keys);
  CHECK(keys == std::vector<Key>{9, 4, 9});
}

TEST_CASE("a_move_enters_and_leaves_what_two_lookups_differ_in (PU-3)") {
  RandomAreas random(77, place("47,8"), 2 * area::units_per_degree);
  Covering covering(Rebuild::by_caller);
  Twin twin;
  for (Key key = 0; key < 60; ++key) {
    const auto area = random.area();
    covering.add(key, area);
    twin.add(key, area);
    if (key == 50) REQUIRE(covering.adopt(rebuilt(*covering.view())));
  }
  for (Key key = 3; key < 60; key += 9) CHECK(covering.remove(key) == twin.remove(key));
  Change change{{1, 2, 3}, {4}};
  auto from = random.position();
  for (int i = 0; i < 1000; ++i) {
    const auto to =
        random.below(3) == 0 ? area::Position{from.lat, from.lon + (from.lon < 0 ? 1 : -1)} : random.position();
    const auto before = twin.covers(from);
    const auto after = twin.covers(to);
    std::vector<Key> entered;
    std::vector<Key> left;
    std::ranges::set_difference(after, before, std::back_inserter(entered));
    std::ranges::set_difference(before, after, std::back_inserter(left));
    covering.moved(from, to, change);
    CHECK_MESSAGE(change.entered == entered, cat(to_text(from), " to ", to_text(to)));
    CHECK_MESSAGE(change.left == left, cat(to_text(from), " to ", to_text(to)));
    from = to;
  }
}

TEST_CASE("within_a_cell_the_answer_is_the_same_everywhere (PU-3)") {
  std::uint32_t seed = 300;
  int total = 0;
  for (const auto& region : regions) {
    RandomAreas random(++seed, place(region.centre),
                       static_cast<std::int64_t>(region.degrees * area::units_per_degree));
    Covering covering(Rebuild::by_caller);
    for (Key key = 0; key < 20; ++key) {
      covering.add(key, random.area());
      if (key == 17) REQUIRE(covering.adopt(rebuilt(*covering.view())));
    }
    int cells = 0;
    for (int i = 0; i < 400; ++i) {
      const auto position = random.position();
      const auto cell = covering.cell_of(position);
      if (!cell) continue;
      ++cells;
      const auto answer = sorted(covering.covers(position));
      const auto [south_west, north_east] = *cell;
      CHECK((position.lon == area::half_turn || cell->contains(position)));
      for (const auto corner : {south_west, north_east, area::Position{south_west.lat, north_east.lon},
                                area::Position{north_east.lat, south_west.lon}}) {
        CHECK(cell->contains(corner));
        CHECK_MESSAGE(sorted(covering.covers(corner)) == answer, cat(region.name, ": ", to_text(corner)));
      }
      if (south_west.lat > -area::quarter_turn) CHECK(!cell->contains({south_west.lat - 1, south_west.lon}));
      if (north_east.lon < area::half_turn) CHECK(!cell->contains({north_east.lat, north_east.lon + 1}));
    }
    total += cells;
  }
  CHECK(total > 100);
}

}  // namespace
}  // namespace heed::covering
