#include <doctest/doctest.h>

#include "core/text.h"
#include "lib/area/places/places.h"
#include "lib/area/places/twin.h"

namespace heed::places {
namespace {

using namespace testing;

/// Bytes at a multiple of 8, as a mapping gives them.
struct Bytes {
  explicit Bytes(const std::vector<std::byte>& from) : words(from.size() / 8 + 1), size(from.size()) {
    std::ranges::copy(from, span().begin());
  }
  [[nodiscard]] std::span<std::byte> span() { return std::as_writable_bytes(std::span(words)).first(size); }
  std::vector<std::uint64_t> words;
  std::size_t size;
};

std::vector<std::byte> saved(const Places& index) {
  std::vector<std::byte> out;
  REQUIRE(index.save([&](std::span<const std::byte> piece) -> Result<void> {
    out.insert(out.end(), piece.begin(), piece.end());
    return {};
  }));
  return out;
}

/// The same questions and writes to both.
void check_alike(Places& first, Places& second, const Region& region, Random& random) {
  const auto count = static_cast<Slot>(first.size());
  for (int round = 0; round < 3; ++round) {
    const auto area = draw_area(region, random);
    if (!area::check(area)) continue;
    const Shape shape(area, Edges::planar);
    REQUIRE(sorted(second.find(shape)) == sorted(first.find(shape)));
    for (Slot slot = 0; slot < std::min<Slot>(count, 900); slot += 2) {
      const auto position = draw(region, random, area::Reach::place);
      REQUIRE(second.move(slot, position) == first.move(slot, position));
    }
    REQUIRE(second.insert(count + 5, {1, 1}) == first.insert(count + 5, {1, 1}));
    REQUIRE(second.remove(1) == first.remove(1));
  }
  const Shape shape(draw_area(region, random), Edges::planar);
  REQUIRE(sorted(second.find(shape)) == sorted(first.find(shape)));
}

TEST_CASE("an_index_over_saved_bytes_answers_and_changes_as_the_first_one (PU-3)") {
  Random random(12);
  for (const auto& region : regions) {
    for (const std::size_t count : {0U, 1U, 128U, 700U, 70'000U}) {
      if (count > 1'000 && &region != &regions[0]) continue;
      const auto places = draw_places(region, random, count);
      auto first = Places::build(places);
      for (Slot slot = 0; slot < count; slot += 3) first.move(slot, places[count - 1 - slot].position);
      Bytes bytes(saved(first));
      auto second = Places::over(bytes.span());
      REQUIRE(second);
      CHECK(second->size() == count);
      check_alike(first, *second, region, random);
    }
  }
}

TEST_CASE("a_snapshot_with_any_wrong_byte_in_header_or_directory_is_refused") {
  Random random(13);
  const auto good = saved(Places::build(draw_places(regions[0], random, 900)));
  Bytes bytes(good);
  REQUIRE(Places::over(bytes.span()));
  const std::size_t directory = 128 + 13 * 11;  // eleven leaves or so
  for (std::size_t at = 0; at < directory; ++at) {
    for (const int bit : {0, 3, 7}) {
      bytes.span()[at] ^= std::byte{1} << bit;
      const auto read = Places::over(bytes.span());
      REQUIRE_MESSAGE(!read, "byte ", at, " bit ", bit);
      REQUIRE((read.error().code == Code::corrupt || read.error().code == Code::unsupported));
      bytes.span()[at] ^= std::byte{1} << bit;
    }
  }
}

TEST_CASE("a_snapshot_of_any_other_length_is_refused") {
  Random random(14);
  const auto good = saved(Places::build(draw_places(regions[0], random, 300)));
  for (std::size_t size = 0; size < good.size(); size += size < 400 ? 1 : 509) {
    Bytes cut(std::vector<std::byte>(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(size)));
    const auto read = Places::over(cut.span());
    REQUIRE(!read);
    REQUIRE(read.error().code == Code::corrupt);
  }
  auto longer = good;
  longer.push_back(std::byte{0});
  Bytes bytes(longer);
  CHECK(!Places::over(bytes.span()));
}

TEST_CASE("wrong_bytes_in_the_leaves_do_no_harm_but_wrong_answers") {
  Random random(15);
  const auto good = saved(Places::build(draw_places(regions[0], random, 900)));
  for (int round = 0; round < 60; ++round) {
    Bytes bytes(good);
    for (int i = 0; i < 200; ++i) {
      const std::size_t at = 4096 + random() % (good.size() - 4096);
      bytes.span()[at] = static_cast<std::byte>(random());
    }
    auto index = Places::over(bytes.span());
    REQUIRE(index);
    for (Slot slot = 0; slot < 900; ++slot) {
      const auto position = draw(regions[0], random, area::Reach::place);
      if (slot % 3 == 0) {
        index->move(slot, position);
      } else if (slot % 3 == 1) {
        index->insert(slot, position);
      } else {
        index->remove(slot);
      }
    }
    const auto area = draw_area(regions[0], random);
    if (area::check(area)) CHECK(index->find(Shape(area)).size() < 5'000);
  }
}

TEST_CASE("what_fails_while_saving_ends_it") {
  Random random(16);
  const auto index = Places::build(draw_places(regions[0], random, 5'000));
  int calls = 0;
  const auto outcome = index.save([&](std::span<const std::byte>) -> Result<void> {
    ++calls;
    return fail(Code::unavailable, "the disk is full");
  });
  REQUIRE(!outcome);
  CHECK(outcome.error().code == Code::unavailable);
  CHECK(calls == 1);
}

}  // namespace
}  // namespace heed::places
