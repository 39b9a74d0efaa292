#pragma once
// Tiles and entry bundles: how a log is published as files that never change (C2SP tlog-tiles).
//
// A node of level L stands for 256^L leaves: a leaf's hash at level 0, else the root over 256 nodes of the level below.
// A tile is 256 consecutive nodes of one level; the last tile of a level may hold fewer, and is then called partial.
// A bundle is the entries of one tile of level 0.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace heed::tlog {

inline constexpr unsigned tile_width = 256;
inline constexpr unsigned levels_max = 8;               ///< a tree of 64 bits has no nodes above level 7
inline constexpr std::size_t entry_bytes_max = 65'535;  ///< a length has two bytes
inline constexpr std::size_t bundle_bytes_max = tile_width * (2 + entry_bytes_max);

enum class Content { hashes, entries };

struct Tile {
  Content content = Content::hashes;
  unsigned level = 0;           ///< always 0 for entries
  std::uint64_t index = 0;      ///< from the left, within the level
  unsigned width = tile_width;  ///< 1 to 256
  bool operator==(const Tile&) const = default;
};

/// "tile/1/x001/x234/067.p/17", "tile/entries/005". Requires: width 1 to 256, level up to 63.
[[nodiscard]] std::string path(const Tile& tile);
/// Reads exactly what `path` writes; any other spelling of a number, and an index of 2^56 or more, is malformed.
/// Trust: whether a log has the tile is another question: is_within.
[[nodiscard]] Result<Tile> parse_tile_path(std::string_view text);

/// The complete nodes of one level in a tree of `size` leaves.
[[nodiscard]] std::uint64_t nodes_at(unsigned level, std::uint64_t size);
/// The width of tile `index` of that level in a tree of `size` leaves; 0 when there is none.
[[nodiscard]] unsigned width_of(unsigned level, std::uint64_t index, std::uint64_t size);
/// Whether a tree of `size` leaves fixes every hash or entry of the tile. A log may serve all such tiles; the partial
/// ones that a checkpoint of `size` implies are those with width_of.
[[nodiscard]] bool is_within(const Tile& tile, std::uint64_t size);

/// The tiles of one level: full ones from index 0, then a partial one, unless its width is 0.
struct TileRow {
  unsigned level = 0;
  std::uint64_t full = 0;
  unsigned partial = 0;
  bool operator==(const TileRow&) const = default;
};
/// All tiles of hashes that a tree of `size` leaves has, from level 0 up. The bundles are as the tiles of level 0.
[[nodiscard]] std::vector<TileRow> tiles_of(std::uint64_t size);

/// The hashes of a tile's bytes; corrupt when there are not `width` of them.
[[nodiscard]] Result<std::vector<std::string>> hashes_in(std::string_view tile, unsigned width);
/// The root over hashes that stand one straight after the other: a node of the next level when they are 256.
/// Requires: 32 bytes for each, one hash at least.
[[nodiscard]] std::string root_over(std::string_view hashes);

/// Adds one entry to a bundle's bytes. Fails as too_large past entry_bytes_max.
[[nodiscard]] Result<void> add_entry(std::string& bundle, std::string_view entry);
/// The entries of a bundle, as views into `bundle`. Corrupt when there are not exactly `width` of them.
[[nodiscard]] Result<std::vector<std::string_view>> entries_in(std::string_view bundle, unsigned width);

}  // namespace heed::tlog
