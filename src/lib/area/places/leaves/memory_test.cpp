#include "lib/area/places/leaves/memory.h"

#include <memory>
#include <set>

#include <doctest/doctest.h>

namespace heed::leaves {
namespace {

TEST_CASE("chunks_that_are_given_back_are_taken_again_and_all_memory_is_counted") {
  ChunkMemory memory;
  std::set<Chunk*> taken;
  for (int i = 0; i < 100; ++i) taken.insert(memory.take());
  CHECK(taken.size() == 100);
  CHECK(memory.bytes() >= 100 * sizeof(Chunk));
  CHECK(memory.bytes() <= 256 * sizeof(Chunk));
  const auto bytes = memory.bytes();
  (*taken.begin())->size = 7;
  for (auto* chunk : taken) memory.give_back(chunk);
  for (int i = 0; i < 100; ++i) {
    auto* chunk = memory.take();
    CHECK(taken.contains(chunk));
    CHECK(chunk->size == 0);
  }
  CHECK(memory.bytes() == bytes);
}

TEST_CASE("an_entry_is_found_in_a_chunk_of_any_size_as_halving_finds_it") {
  auto chunk = std::make_unique<Chunk>();
  for (std::uint32_t size = 0; size <= chunk_leaves; ++size) {
    CAPTURE(size);
    // Keys in pairs, as crowded spots have them: 0, 0, 10, 10, 20, …
    chunk->size = size;
    for (std::uint32_t i = 0; i < size; ++i) chunk->keys[i] = i / 2 * 10;
    for (std::uint64_t key = 0; key <= size * 5 + 15; ++key)
      REQUIRE(lower_entry(*chunk, key) == lower_bound(chunk->keys, size, key));
  }
}

TEST_CASE("handles_are_found_again_whether_their_pages_were_made_together_or_one_by_one") {
  for (const bool is_together : {true, false}) {
    CAPTURE(is_together);
    Locator locator;
    locator.set(3, 30);
    if (is_together) locator.make_room(3 * page_slots);
    CHECK(locator.of(3) == 30);
    CHECK(locator.of(2 * page_slots) == no_handle);
    locator.set(2 * page_slots, 7);
    locator.set(9 * page_slots + 1, 8);
    locator.make_room(page_slots);
    CHECK(locator.of(2 * page_slots) == 7);
    CHECK(locator.of(9 * page_slots + 1) == 8);
    CHECK(locator.of(9 * page_slots) == no_handle);
    CHECK(locator.bytes() == (is_together ? 4 : 3) * page_slots * sizeof(std::uint32_t));
  }
}

}  // namespace
}  // namespace heed::leaves
