#include "lib/tlog/tiles.h"

#include <doctest/doctest.h>

#include "core/text.h"
#include "lib/merkle/tree.h"

namespace heed::tlog {
namespace {

using merkle::hash_bytes;

TEST_CASE("a_tile_has_one_path") {
  const std::pair<Tile, std::string_view> rows[] = {
      {{Content::hashes, 0, 0}, "tile/0/000"},
      {{Content::hashes, 0, 5}, "tile/0/005"},
      {{Content::hashes, 1, 1'234'067}, "tile/1/x001/x234/067"},
      {{Content::hashes, 1, 1'234'067, 17}, "tile/1/x001/x234/067.p/17"},
      {{Content::hashes, 2, 999, 1}, "tile/2/999.p/1"},
      {{Content::hashes, 63, 1'000, 255}, "tile/63/x001/000.p/255"},
      {{Content::entries, 0, 273, 112}, "tile/entries/273.p/112"},
      {{Content::entries, 0, (1ULL << 56) - 1}, "tile/entries/x072/x057/x594/x037/x927/935"},
  };
  for (const auto& [tile, text] : rows) {
    CHECK(path(tile) == text);
    CHECK(parse_tile_path(text).value() == tile);
  }
}

TEST_CASE("every_other_spelling_of_a_path_is_refused") {
  for (const std::string_view text : {"",
                                      "tile",
                                      "tile/",
                                      "tile/0",
                                      "tile/0/",
                                      "/tile/0/000",
                                      "tile/0/000/",
                                      "Tile/0/000",
                                      "tile/00/000",
                                      "tile/64/000",
                                      "tile/-1/000",
                                      "tile/+1/000",
                                      "tile/a/000",
                                      "tile//000",
                                      "tile/0/0",
                                      "tile/0/0000",
                                      "tile/0/00a",
                                      "tile/0/-01",
                                      "tile/0/x000",
                                      "tile/0/x000/005",
                                      "tile/0/001/005",
                                      "tile/0/x001/x005",
                                      "tile/0/x001//005",
                                      "tile/0/X001/005",
                                      "tile/0/x072/x057/x594/x037/x927/936",
                                      "tile/0/x999/x999/x999/x999/x999/x999/x999/999",
                                      "tile/0/000.p",
                                      "tile/0/000.p/",
                                      "tile/0/000.p/0",
                                      "tile/0/000.p/01",
                                      "tile/0/000.p/256",
                                      "tile/0/000.p/+1",
                                      "tile/0/000.p/1/",
                                      "tile/0/000.p/1.p/1",
                                      "tile/0/000.P/1",
                                      "tile/entries",
                                      "tile/Entries/000",
                                      "tile/data/000",
                                      "tile/0/../000",
                                      "tile/0/%30%30%30"}) {
    CAPTURE(text);
    const auto read = parse_tile_path(text);
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().code == Code::malformed);
  }
}

TEST_CASE("a_tree_has_the_tiles_of_the_examples_of_the_specification") {
  CHECK(tiles_of(70'000) == std::vector<TileRow>{{0, 273, 112}, {1, 1, 17}, {2, 0, 1}});
  CHECK(tiles_of(256) == std::vector<TileRow>{{0, 1, 0}, {1, 0, 1}});
  CHECK(tiles_of(255) == std::vector<TileRow>{{0, 0, 255}});
  CHECK(tiles_of(0).empty());
  CHECK(tiles_of(~std::uint64_t{0}).size() == levels_max);
  CHECK(tiles_of(~std::uint64_t{0}).back() == TileRow{7, 0, 255});
}

TEST_CASE("a_tile_is_within_a_tree_that_fills_it") {
  CHECK(width_of(0, 272, 70'000) == 256);
  CHECK(width_of(0, 273, 70'000) == 112);
  CHECK(width_of(0, 274, 70'000) == 0);
  CHECK(width_of(8, 0, ~std::uint64_t{0}) == 0);
  CHECK(width_of(63, 0, ~std::uint64_t{0}) == 0);
  for (const unsigned width : {1U, 112U}) CHECK(is_within({Content::hashes, 0, 273, width}, 70'000));
  CHECK_FALSE(is_within({Content::hashes, 0, 273, 113}, 70'000));
  CHECK_FALSE(is_within({Content::hashes, 0, 273}, 70'000));
  CHECK(is_within({Content::hashes, 0, 273}, 70'144));
  CHECK(is_within({Content::entries, 0, 273, 112}, 70'000));
  CHECK(is_within({Content::hashes, 1, 0}, 70'000));
  CHECK_FALSE(is_within({Content::hashes, 1, 0}, 65'535));
  CHECK_FALSE(is_within({Content::hashes, 1, 1, 18}, 70'000));
}

TEST_CASE("the_root_over_hashes_is_that_of_their_tree") {
  std::vector<std::string> leaves;
  std::string tile;
  for (unsigned width = 1; width <= tile_width; ++width) {
    leaves.push_back(merkle::leaf_hash(cat(width)));
    tile += leaves.back();
    REQUIRE(root_over(tile) == merkle::root_of(leaves));
    REQUIRE(hashes_in(tile, width).value() == leaves);
    REQUIRE_FALSE(hashes_in(tile, width + 1));
    REQUIRE_FALSE(hashes_in(tile, width - 1));
  }
  tile.pop_back();
  CHECK(hashes_in(tile, tile_width).error().code == Code::corrupt);
}

TEST_CASE("a_bundle_gives_its_entries_back") {
  const std::vector<std::string> entries = {"",
                                            "one",
                                            std::string(255, 'a'),
                                            std::string(256, 'b'),
                                            std::string(entry_bytes_max, 'c'),
                                            std::string("\0\n", 2)};
  std::string bundle;
  for (const auto& entry : entries) REQUIRE(add_entry(bundle, entry));
  CHECK(bundle.substr(0, 7) == std::string("\0\0\0\3one", 7));
  const auto read = entries_in(bundle, 6).value();
  CHECK(std::vector<std::string>(read.begin(), read.end()) == entries);
  CHECK(add_entry(bundle, std::string(entry_bytes_max + 1, 'd')).error().code == Code::too_large);
  CHECK(entries_in(bundle, 6).has_value());  // nothing was added
}

TEST_CASE("a_bundle_that_is_cut_or_goes_on_is_corrupt") {
  std::string bundle;
  for (const std::string_view entry : {"first", "", "third"}) REQUIRE(add_entry(bundle, entry));
  for (std::size_t size = 0; size < bundle.size(); ++size) {
    CAPTURE(size);
    CHECK(entries_in(std::string_view(bundle).substr(0, size), 3).error().code == Code::corrupt);
  }
  CHECK(entries_in(bundle + '\0', 3).error().code == Code::corrupt);
  CHECK(entries_in(bundle, 2).error().code == Code::corrupt);
  CHECK(entries_in(bundle, 4).error().code == Code::corrupt);
  CHECK(entries_in("", 0).value().empty());
}

}  // namespace
}  // namespace heed::tlog
