// Areas that come and go, against the slow twin and against an index built anew.

#include <doctest/doctest.h>

#include "core/text.h"
#include "lib/area/covering/base.h"
#include "lib/area/covering/covering.h"
#include "lib/area/covering/testing/random_areas.h"
#include "lib/area/covering/testing/twin.h"

namespace heed::covering {
namespace {

using testing::RandomAreas;
using testing::sorted;
using testing::Twin;

area::Position place(std::string_view text) { return area::parse_position(text).value(); }
area::Area square(int lat, int lon) {
  const auto corner = [](int north, int east) { return area::Position{north * 10'000'000, east * 10'000'000}; };
  return {{area::Polygon{{{{corner(lat, lon), corner(lat, lon + 1), corner(lat + 1, lon + 1), corner(lat + 1, lon)}}}}},
          {}};
}

void check_same(const Covering& covering, const Twin& twin, RandomAreas& random, int count) {
  CHECK(covering.size() == twin.size());
  for (int i = 0; i < count; ++i) {
    const auto position = random.position();
    CHECK_MESSAGE(sorted(covering.covers(position)) == twin.covers(position), to_text(position));
  }
}

TEST_CASE("additions_and_removals_in_any_order_equal_an_index_built_anew (PU-3)") {
  for (std::uint32_t seed = 1; seed <= 3; ++seed) {
    RandomAreas random(seed, place("-17,179"), area::units_per_degree);
    Covering covering(Rebuild::by_caller);
    Twin twin;
    std::map<Key, area::Area> standing;
    std::vector<std::shared_ptr<const Base>> built;
    for (int step = 0; step < 100; ++step) {
      const auto key = static_cast<Key>(random.below(40));
      if (random.below(3) == 0) {
        const bool stood = covering.stands(key);
        CHECK(covering.remove(key) == stood);
        CHECK(twin.remove(key) == stood);
        standing.erase(key);
      } else {
        standing[key] = random.area();
        covering.add(key, standing[key]);
        twin.add(key, standing[key]);
      }
      if (random.below(8) == 0) built.push_back(rebuilt(*covering.view()));
      // Now and then one of the last trees comes into use, sometimes an older one after a newer one.
      if (!built.empty() && random.below(6) == 0) {
        const auto which = built.size() - 1 - static_cast<std::size_t>(random.below(std::min(3L, std::ssize(built))));
        const bool is_newer = built[which]->as_of() > covering.view()->base().as_of();
        CHECK(covering.adopt(built[which]) == is_newer);
      }
      if (step % 5 == 0) check_same(covering, twin, random, 8);
    }
    std::vector<Entry> entries;
    for (const auto& [key, area] : standing) entries.push_back({key, area});
    const Covering anew(entries);
    CHECK(anew.size() == covering.size());
    for (int i = 0; i < 100; ++i) {
      const auto position = random.position();
      CHECK_MESSAGE(sorted(anew.covers(position)) == sorted(covering.covers(position)), to_text(position));
    }
  }
}

TEST_CASE("the_answer_is_the_same_on_both_sides_of_a_rebuild") {
  for (const auto policy : {Rebuild::at_once, Rebuild::by_caller}) {
    RandomAreas random(5, place("52,13"), area::units_per_degree);
    Covering covering(policy);
    Twin twin;
    for (Key key = 0; key < delta_max + 2; ++key) {
      const auto area = key < 5 || key + 5 > delta_max ? random.area() : square(50 + static_cast<int>(key % 5), 12);
      covering.add(key, area);
      twin.add(key, area);
      if (key == 0 || key + 2 >= delta_max) check_same(covering, twin, random, 50);
      const bool is_beyond = key + 1 > delta_max;
      CHECK(covering.is_due() == (is_beyond && policy == Rebuild::by_caller));
      if (key + 1 == delta_max) CHECK(covering.view()->waiting() == delta_max);
      if (key == delta_max) CHECK(covering.view()->waiting() == (policy == Rebuild::at_once ? 0 : delta_max + 1));
    }
  }
}

TEST_CASE("removals_count_toward_the_rebuild_like_additions") {
  std::vector<Entry> entries;
  for (Key key = 0; key < delta_max + 10; ++key) entries.push_back({key, square(static_cast<int>(key % 50), 5)});
  Covering covering(entries);
  for (Key key = 0; key < delta_max; ++key) CHECK(covering.remove(key));
  CHECK(covering.view()->waiting() == delta_max);
  CHECK(covering.covers(place("0.5,5.5")).empty());
  CHECK(covering.remove(delta_max));
  CHECK(covering.view()->waiting() == 0);
  CHECK(covering.size() == 9);
  CHECK(covering.covers(place("7.5,5.5")) == std::vector<Key>{257});
}

TEST_CASE("a_key_that_comes_again_has_its_new_area_only") {
  const std::vector<Entry> twice{{4, square(1, 1)}, {4, square(2, 2)}};
  Covering covering(twice, Rebuild::by_caller);
  CHECK(covering.size() == 1);
  CHECK(covering.covers(place("1.5,1.5")).empty());
  CHECK(covering.covers(place("2.5,2.5")) == std::vector<Key>{4});
  const auto older = rebuilt(*covering.view());
  covering.add(4, square(3, 3));
  const auto newer = rebuilt(*covering.view());
  CHECK(covering.covers(place("2.5,2.5")).empty());
  CHECK(covering.covers(place("3.5,3.5")) == std::vector<Key>{4});
  CHECK(covering.remove(4));
  covering.add(4, square(5, 5));
  CHECK(!covering.adopt(older));
  for (const bool is_adopted : {false, true}) {
    if (is_adopted) REQUIRE(covering.adopt(newer));
    CHECK(covering.size() == 1);
    CHECK(covering.covers(place("3.5,3.5")).empty());
    CHECK(covering.covers(place("5.5,5.5")) == std::vector<Key>{4});
  }
  CHECK(covering.remove(4));
  CHECK(!covering.stands(4));
  CHECK(covering.covers(place("5.5,5.5")).empty());
}

TEST_CASE("a_view_stays_as_it_was_and_its_revision_tells_of_changes") {
  Covering covering(Rebuild::by_caller);
  covering.add(1, square(1, 1));
  const auto before = covering.view();
  covering.add(2, square(1, 1));
  CHECK(covering.view()->revision() > before->revision());
  CHECK(before->covers(place("1.5,1.5")) == std::vector<Key>{1});
  CHECK(covering.covers(place("1.5,1.5")) == std::vector<Key>{1, 2});
  const auto revision = covering.view()->revision();
  REQUIRE(covering.adopt(rebuilt(*covering.view())));
  CHECK(covering.view()->revision() == revision);
  CHECK(covering.remove(1));
  CHECK(covering.view()->revision() > revision);
}

}  // namespace
}  // namespace heed::covering
