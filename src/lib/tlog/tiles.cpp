#include "lib/tlog/tiles.h"

#include <algorithm>
#include <charconv>
#include <cstring>

#include "core/assert.h"
#include "core/text.h"
#include "lib/merkle/tree.h"

namespace heed::tlog {

namespace {

using merkle::hash_bytes;

constexpr unsigned level_bits = 8;
constexpr std::uint64_t index_end = std::uint64_t{1} << 56;
constexpr unsigned path_level_max = 63;
constexpr std::size_t length_bytes = 2;

std::string three_digits(std::uint64_t number) {
  auto digits = cat(number);
  digits.insert(0, 3 - digits.size(), '0');
  return digits;
}

std::string index_path(std::uint64_t index) {
  auto text = three_digits(index % 1000);
  for (index /= 1000; index > 0; index /= 1000) text = cat("x", three_digits(index % 1000), "/", text);
  return text;
}

std::unexpected<Error> malformed() {
  return fail(Code::malformed,
              "a tile's path has the form tile/<level or entries>/[x<3 digits>/...]<3 digits>[.p/<width>]");
}

/// Reads digits only; leading zeros are found out by the comparison at the end of parse_tile_path.
Result<std::uint64_t> number_in(std::string_view digits) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc{} || end != digits.data() + digits.size()) return malformed();
  return number;
}

/// "x001/x234/067"
Result<std::uint64_t> parse_index(std::string_view text) {
  std::uint64_t index = 0;
  while (true) {
    const auto slash = text.find('/');
    const bool is_last = slash == std::string_view::npos;
    auto group = text.substr(0, slash);
    if (group.starts_with('x') == is_last) return malformed();
    if (!is_last) group.remove_prefix(1);
    if (group.size() != 3) return malformed();
    TRY(const auto number, number_in(group));
    index = index * 1000 + number;
    if (index >= index_end) return fail(Code::malformed, "no log has a tile of this index");
    if (is_last) return index;
    text.remove_prefix(slash + 1);
  }
}

}  // namespace

std::string path(const Tile& tile) {
  HEED_ASSERT(tile.width >= 1 && tile.width <= tile_width && tile.level <= path_level_max, "width ", tile.width);
  const auto level = tile.content == Content::entries ? std::string("entries") : cat(tile.level);
  auto text = cat("tile/", level, "/", index_path(tile.index));
  if (tile.width < tile_width) text += cat(".p/", tile.width);
  return text;
}

Result<Tile> parse_tile_path(std::string_view text) {
  constexpr std::string_view start = "tile/";
  constexpr std::string_view partial = ".p/";
  if (!text.starts_with(start)) return malformed();
  auto rest = text.substr(start.size());
  const auto slash = rest.find('/');
  if (slash == std::string_view::npos) return malformed();
  Tile tile;
  if (rest.substr(0, slash) == "entries") {
    tile.content = Content::entries;
  } else {
    TRY(const auto level, number_in(rest.substr(0, slash)));
    if (level > path_level_max) return malformed();
    tile.level = static_cast<unsigned>(level);
  }
  rest.remove_prefix(slash + 1);
  if (const auto dot = rest.find(partial); dot != std::string_view::npos) {
    TRY(const auto width, number_in(rest.substr(dot + partial.size())));
    if (width < 1 || width >= tile_width) return malformed();
    tile.width = static_cast<unsigned>(width);
    rest = rest.substr(0, dot);
  }
  TRY(tile.index, parse_index(rest));
  // Leading zeros and leading groups of zeros are one more spelling of the same tile.
  if (path(tile) != text) return malformed();
  return tile;
}

std::uint64_t nodes_at(unsigned level, std::uint64_t size) {
  return level < levels_max ? size >> (level_bits * level) : 0;
}

unsigned width_of(unsigned level, std::uint64_t index, std::uint64_t size) {
  const auto nodes = nodes_at(level, size);
  if (index < nodes / tile_width) return tile_width;
  return index == nodes / tile_width ? static_cast<unsigned>(nodes % tile_width) : 0;
}

bool is_within(const Tile& tile, std::uint64_t size) {
  return tile.width > 0 && tile.width <= width_of(tile.level, tile.index, size);
}

std::vector<TileRow> tiles_of(std::uint64_t size) {
  std::vector<TileRow> rows;
  for (unsigned level = 0; nodes_at(level, size) > 0; ++level) {
    const auto nodes = nodes_at(level, size);
    rows.push_back({level, nodes / tile_width, static_cast<unsigned>(nodes % tile_width)});
  }
  return rows;
}

Result<std::vector<std::string>> hashes_in(std::string_view tile, unsigned width) {
  if (tile.size() != width * hash_bytes) {
    return fail(Code::corrupt,
                cat("a tile of ", width, " hashes has ", width * hash_bytes, " bytes, not ", tile.size()));
  }
  std::vector<std::string> hashes;
  hashes.reserve(width);
  for (; !tile.empty(); tile.remove_prefix(hash_bytes)) hashes.emplace_back(tile.substr(0, hash_bytes));
  return hashes;
}

std::string root_over(std::string_view hashes) {
  HEED_ASSERT(!hashes.empty() && hashes.size() % hash_bytes == 0, hashes.size(), " bytes");
  // Pairs from the left, an odd last one carried up: the same as the split at the largest power of two.
  std::string level(hashes);
  while (level.size() > hash_bytes) {
    std::size_t to = 0;
    for (std::size_t from = 0; from < level.size(); from += 2 * hash_bytes, to += hash_bytes) {
      const auto pair = std::string_view(level).substr(from, 2 * hash_bytes);
      const auto node = pair.size() == hash_bytes ? std::string(pair) : merkle::node_hash(pair);
      std::memcpy(level.data() + to, node.data(), hash_bytes);
    }
    level.resize(to);
  }
  return level;
}

Result<void> add_entry(std::string& bundle, std::string_view entry) {
  if (entry.size() > entry_bytes_max) {
    return fail(Code::too_large, cat("an entry has at most ", entry_bytes_max, " bytes, not ", entry.size()));
  }
  bundle += static_cast<char>(entry.size() >> 8);
  bundle += static_cast<char>(entry.size() & 0xFF);
  bundle += entry;
  return {};
}

Result<std::vector<std::string_view>> entries_in(std::string_view bundle, unsigned width) {
  std::vector<std::string_view> entries;
  entries.reserve(width);
  while (entries.size() < width) {
    if (bundle.size() < length_bytes) {
      return fail(Code::corrupt, cat("the bundle ends after ", entries.size(), " of ", width, " entries"));
    }
    const auto high = static_cast<unsigned char>(bundle[0]);
    const auto low = static_cast<unsigned char>(bundle[1]);
    const std::size_t size = std::size_t{high} << 8 | low;
    bundle.remove_prefix(length_bytes);
    if (bundle.size() < size) return fail(Code::corrupt, cat("the bundle ends within entry ", entries.size()));
    entries.push_back(bundle.substr(0, size));
    bundle.remove_prefix(size);
  }
  if (!bundle.empty()) return fail(Code::corrupt, cat("the bundle goes on after its ", width, " entries"));
  return entries;
}

}  // namespace heed::tlog
