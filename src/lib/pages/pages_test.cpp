#include "lib/pages/pages.h"

#include <map>
#include <vector>

#include <doctest/doctest.h>

namespace heed::pages {
namespace {

std::map<std::byte*, std::size_t> told;

void note(std::byte* memory, std::size_t size) { told[memory] = size; }

struct Advised {
  Advised() {
    told.clear();
    advise_large_memory(note);
  }
  ~Advised() { advise_large_memory(nullptr); }
  Advised(const Advised&) = delete;
  Advised& operator=(const Advised&) = delete;
};

TEST_CASE("large_pieces_are_told_of_in_whole_large_pages_and_small_ones_are_not") {
  constexpr std::size_t large = std::size_t{2} << 20;
  const Advised advised;
  const auto small = take(large - 1);
  CHECK(told.empty());
  const auto one = take(large);
  const auto odd = take(3 * large + 1);
  CHECK(told == std::map<std::byte*, std::size_t>{{one.get(), large}, {odd.get(), 3 * large}});
  // Written to its end: what was asked for is there.
  odd.get()[3 * large] = std::byte{1};
  advise_large_memory(nullptr);
  const auto untold = take(large);
  CHECK(told.size() == 2);
}

TEST_CASE("a_vector_in_large_pages_is_a_vector") {
  const Advised advised;
  std::vector<int, Allocator<int>> numbers;
  for (int i = 0; i < 1'000'000; ++i) numbers.push_back(i);
  const auto copy = numbers;
  numbers.front() = 7;
  CHECK(copy.front() == 0);
  CHECK(copy.back() == 999'999);
  CHECK_FALSE(told.empty());
}

}  // namespace
}  // namespace heed::pages
