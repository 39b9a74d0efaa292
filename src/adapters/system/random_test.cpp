#include "adapters/system/random.h"

#include <set>

#include <doctest/doctest.h>

#include "core/text.h"
#include "lib/digest/sha256.h"

namespace heed::system {
namespace {

TEST_CASE("seeded_chance_is_the_same_every_time_and_differs_by_seed") {
  SeededRandom one(7);
  SeededRandom two(7);
  SeededRandom other(8);
  const auto first = one.bytes(100);
  CHECK(first == two.bytes(100));
  CHECK(first != other.bytes(100));
  CHECK(first != one.bytes(100));
}

TEST_CASE("seeded_bytes_do_not_depend_on_how_they_are_asked_for") {
  SeededRandom whole(1);
  SeededRandom pieces(1);
  std::string joined;
  for (const std::size_t count : {1U, 31U, 33U, 0U, 64U, 71U}) joined += pieces.bytes(count);
  CHECK(joined == whole.bytes(200));
  CHECK(joined.substr(0, 32) == digest::sha256("heed seeded random 1 0"));
}

TEST_CASE("numbers_below_a_bound_are_below_it_and_reach_all_of_it") {
  SeededRandom random(3);
  for (const std::uint64_t bound : {1ULL, 2ULL, 3ULL, 10ULL}) {
    std::set<std::uint64_t> seen;
    for (int i = 0; i < 400; ++i) {
      const auto number = random.below(bound);
      REQUIRE(number < bound);
      seen.insert(number);
    }
    CHECK(seen.size() == bound);
  }
  constexpr auto huge = (1ULL << 63) + 1;
  for (int i = 0; i < 100; ++i) CHECK(random.below(huge) < huge);
}

TEST_CASE("system_bytes_have_the_length_asked_for_and_do_not_repeat") {
  SystemRandom random;
  CHECK(random.bytes(0).empty());
  CHECK(random.bytes(1000).size() == 1000);
  CHECK(random.bytes(32) != random.bytes(32));
  CHECK(random.below(5) < 5);
}

}  // namespace
}  // namespace heed::system
