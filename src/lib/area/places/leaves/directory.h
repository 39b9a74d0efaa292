#pragma once
// Where the leaves are: one version of the index, as a reader sees it.
//
// Leaves stand in the order of their keys. A leaf holds the places with keys from its own up to, but not including, the
// next leaf's. Where more places stand on one spot than a leaf takes, several leaves in a row have that spot's key; all
// but the last of them hold nothing else. The first key of all is 0.

#include <algorithm>
#include <cstdint>
#include <vector>

#include "lib/area/places/cells/kernels.h"

namespace heed::leaves {

using cells::leaf_places;
using cells::LeafView;
using cells::Place;
using cells::Point;
using cells::Slot;
using cells::slot_max;

inline constexpr Slot no_slot = slot_max + 1;
inline constexpr std::size_t chunk_leaves = 128;

/// The places of one leaf, in no order. Slots past the last are no_slot.
struct Leaf {
  Slot* slots = nullptr;       ///< leaf_places of them
  std::int32_t* xy = nullptr;  ///< as many x, then as many y
};

/// Neighbouring leaves.
struct Chunk {
  std::uint64_t version = 0;  ///< of the root that it was made for
  std::uint32_t size = 0;
  std::uint64_t keys[chunk_leaves];
  Leaf leaves[chunk_leaves];
  std::uint32_t handles[chunk_leaves];  ///< names of the leaves that stay when the leaves are copied
  Slot runs[chunk_leaves];              ///< the first slot, where the slots are consecutive in order, else no_slot
  std::uint8_t counts[chunk_leaves];

  [[nodiscard]] LeafView view(std::uint32_t entry) const {
    return {leaves[entry].slots, leaves[entry].xy, counts[entry]};
  }
  /// Where the next place of the leaf will stand.
  void prefetch_end(std::uint32_t entry) const {
    const auto& leaf = leaves[entry];
    const std::size_t end = counts[entry] < leaf_places ? counts[entry] : leaf_places - 1;
    __builtin_prefetch(leaf.slots + end, 1);
    __builtin_prefetch(leaf.xy + end, 1);
    __builtin_prefetch(leaf.xy + end + leaf_places, 1);
  }
};

/// Of a leaf.
struct Spot {
  std::uint32_t chunk = 0;
  std::uint32_t entry = 0;
  auto operator<=>(const Spot&) const = default;
};

/// One version. Never changed while a reader looks at it.
struct Root {
  std::vector<std::uint64_t> keys;  ///< the first of each chunk
  std::vector<Chunk*> chunks;       ///< none is empty; there is at least one
  std::uint64_t places = 0;
  std::uint64_t version = 0;
  std::uint32_t readers = 0;  ///< guarded by the lock of the state
  /// What no later version uses.
  std::vector<Chunk*> old_chunks;
  std::vector<Leaf> old_leaves;

  /// The first leaf that may hold the key.
  [[nodiscard]] Spot first_spot(std::uint64_t key) const;
  /// The last leaf that may hold the key: where it is added.
  [[nodiscard]] Spot last_spot(std::uint64_t key) const;
  [[nodiscard]] Spot next(Spot spot) const {
    return spot.entry + 1 < chunks[spot.chunk]->size ? Spot{spot.chunk, spot.entry + 1} : Spot{spot.chunk + 1, 0};
  }
  [[nodiscard]] Spot previous(Spot spot) const {
    return spot.entry > 0 ? Spot{spot.chunk, spot.entry - 1} : Spot{spot.chunk - 1, chunks[spot.chunk - 1]->size - 1};
  }
  [[nodiscard]] Spot back() const { return {static_cast<std::uint32_t>(chunks.size()) - 1, chunks.back()->size - 1}; }
  [[nodiscard]] bool is_end(Spot spot) const { return spot.chunk >= chunks.size(); }
  [[nodiscard]] std::uint64_t key(Spot spot) const { return chunks[spot.chunk]->keys[spot.entry]; }
  /// The last key that the leaf may hold.
  [[nodiscard]] std::uint64_t last_key(Spot spot) const {
    const auto after = next(spot);
    if (is_end(after)) return ~std::uint64_t{0};
    const auto end = key(after);
    return end == key(spot) ? end : end - 1;
  }
};

/// Index of the first element not less than `key`.
[[nodiscard]] inline std::uint32_t lower_bound(const std::uint64_t* keys, std::uint32_t count, std::uint64_t key) {
  std::uint32_t first = 0;
  while (count > 0) {
    const std::uint32_t half = count / 2;
    // Why a mask: which half it is cannot be foreseen, and a wrongly foreseen branch costs more than the whole step.
    const auto is_less = static_cast<std::uint32_t>(keys[first + half] < key);
    first += (0 - is_less) & (count - half);
    count = half;
  }
  return first;
}

/// The same, of the keys of a chunk. Waits for memory twice: for the keys that end each sixteen, which are read
/// together, and for one sixteen; halving would wait for a line at each of the first four steps.
[[nodiscard]] inline std::uint32_t lower_entry(const Chunk& chunk, std::uint64_t key) {
  constexpr std::uint32_t group = 16;
  std::uint32_t first = 0;
  for (std::uint32_t end = group; end <= chunk.size; end += group) first += chunk.keys[end - 1] < key ? group : 0;
  return first + lower_bound(chunk.keys + first, std::min(group, chunk.size - first), key);
}

}  // namespace heed::leaves
