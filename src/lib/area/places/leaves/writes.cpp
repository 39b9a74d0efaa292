// What happens to leaves when places come, move and go. state.h says who may see it.

#include <algorithm>
#include <array>
#include <numeric>

#include "lib/area/places/leaves/cut.h"
#include "lib/area/places/leaves/state.h"

namespace heed::leaves {
namespace {

void write(Leaf leaf, std::size_t index, Slot slot, Point point) {
  leaf.slots[index] = slot;
  leaf.xy[index] = point.x;
  leaf.xy[index + leaf_places] = point.y;
}

Point point_at(Leaf leaf, std::size_t index) { return {leaf.xy[index], leaf.xy[index + leaf_places]}; }

void append(Chunk& chunk, std::uint32_t entry, Slot slot, Point point) {
  auto& count = chunk.counts[entry];
  auto& run = chunk.runs[entry];
  write(chunk.leaves[entry], count, slot, point);
  if (count == 0) {
    run = slot;
  } else if (run != no_slot && slot != run + count) {
    run = no_slot;
  }
  ++count;
}

}  // namespace

Spot State::spot_of(std::uint32_t handle, std::uint64_t key) {
  const auto& root = current();
  const auto is_at = [&](Spot spot) { return root.chunks[spot.chunk]->handles[spot.entry] == handle; };
  auto& seen_at = handles[handle].seen_at;
  if (!root.is_end(seen_at) && seen_at.entry < root.chunks[seen_at.chunk]->size && is_at(seen_at)) return seen_at;
  for (auto spot = root.last_spot(key);; spot = root.previous(spot)) {
    if (is_at(spot)) return seen_at = spot;
    // Only leaves of one crowded spot share a key.
    const bool is_more = root.key(spot) == key && (spot.chunk > 0 || spot.entry > 0);
    if (!is_more) return {static_cast<std::uint32_t>(root.chunks.size()), 0};
  }
}

bool State::put(Slot slot, Point point) {
  if (move(slot, point)) return false;
  const auto key = cells::key_of(point);
  add(slot, point, key, current().last_spot(key));
  ++current().places;
  return true;
}

bool State::take(Slot slot) {
  Seat from;
  if (!seat(slot, from)) return false;
  const auto spot = spot_of(from.handle, cells::key_of(from.point()));
  if (current().is_end(spot) || from.index >= current().chunks[spot.chunk]->counts[spot.entry]) return false;
  drop(spot, from.index);
  locator.set(slot, no_handle);
  --current().places;
  return true;
}

// Why the goal first: where somebody comes from is one wait for memory after another, and where it goes can be found
// and fetched meanwhile.
bool State::move(Slot slot, Point point) {
  locator.prefetch(slot);
  const auto new_key = cells::key_of(point);
  const auto to = current().last_spot(new_key);
  current().chunks[to.chunk]->prefetch_end(to.entry);
  Seat from;
  if (!seat(slot, from)) return false;
  const auto old_key = cells::key_of(from.point());
  const auto is_at = [&](Spot spot) { return current().chunks[spot.chunk]->handles[spot.entry] == from.handle; };
  if (is_at(to) && from.index < current().chunks[to.chunk]->counts[to.entry]) {
    auto& chunk = own_chunk(to.chunk);
    write(own_leaf(chunk, to.entry), from.index, slot, point);
    return true;
  }
  const auto spot = spot_of(from.handle, old_key);
  if (current().is_end(spot) || from.index >= current().chunks[spot.chunk]->counts[spot.entry]) return false;
  const bool is_still_there = drop(spot, from.index);
  add(slot, point, new_key, is_still_there ? to : current().last_spot(new_key));
  return true;
}

void State::add(Slot slot, Point point, std::uint64_t key, Spot spot) {
  while (current().chunks[spot.chunk]->counts[spot.entry] == leaf_places) {
    split_leaf(spot);
    spot = current().last_spot(key);
  }
  auto& chunk = own_chunk(spot.chunk);
  own_leaf(chunk, spot.entry);
  append(chunk, spot.entry, slot, point);
  locator.set(slot, chunk.handles[spot.entry]);
}

bool State::drop(Spot spot, std::size_t index) {
  auto& chunk = own_chunk(spot.chunk);
  const auto leaf = own_leaf(chunk, spot.entry);
  const std::size_t last = --chunk.counts[spot.entry];
  if (index != last) {
    write(leaf, index, leaf.slots[last], point_at(leaf, last));
    chunk.runs[spot.entry] = no_slot;
  }
  leaf.slots[last] = no_slot;
  if (last > 0 || (spot.chunk == 0 && spot.entry == 0)) return true;
  remove_entry(spot);
  return false;
}

/// Makes two leaves of a full one. Where all its places stand on one spot, the second is empty and both begin there;
/// but the first leaf of all begins at 0, so that it gives them all away.
void State::split_leaf(Spot spot) {
  auto& chunk = own_chunk(spot.chunk);
  const auto leaf = own_leaf(chunk, spot.entry);
  std::array<std::uint64_t, leaf_places> keys{};
  for (std::size_t i = 0; i < leaf_places; ++i) keys[i] = cells::key_of(point_at(leaf, i));
  auto sorted = keys;
  std::ranges::sort(sorted);
  const auto cut = cut_of([&](std::size_t at) { return sorted[at]; }, leaf_places, 40, 88);
  const auto border = cut.at == 0 ? sorted[0] : cut.key;
  const bool is_first = spot.chunk == 0 && spot.entry == 0;
  const bool gives_all = cut.at == 0 && is_first && border != 0;
  if (cut.at == 0 && !is_first) {
    chunk.keys[spot.entry] = border;
    if (spot.entry == 0) current().keys[spot.chunk] = border;
  }
  Chunk halves;
  halves.size = 2;
  for (std::uint32_t half = 0; half < 2; ++half) {
    halves.counts[half] = 0;
    halves.runs[half] = no_slot;
  }
  halves.leaves[0] = leaf;
  halves.handles[0] = chunk.handles[spot.entry];
  halves.leaves[1] = memory.take();
  halves.handles[1] = add_handle(halves.leaves[1], {spot.chunk, spot.entry + 1});
  std::fill_n(halves.leaves[1].slots, leaf_places, no_slot);
  for (std::size_t i = 0; i < leaf_places; ++i) {
    const std::uint32_t half = gives_all || (cut.at != 0 && keys[i] >= border) ? 1 : 0;
    const Slot slot = leaf.slots[i];
    append(halves, half, slot, point_at(leaf, i));
    if (half == 1) locator.set(slot, halves.handles[1]);
  }
  for (std::size_t i = halves.counts[0]; i < leaf_places; ++i) leaf.slots[i] = no_slot;
  chunk.counts[spot.entry] = halves.counts[0];
  chunk.runs[spot.entry] = halves.runs[0];
  insert_entry({spot.chunk, spot.entry + 1}, border, halves, 1);
}

/// Adds an entry of another chunk before `spot`, which may be past the last of its chunk.
void State::insert_entry(Spot spot, std::uint64_t key, const Chunk& from, std::uint32_t entry) {
  if (current().chunks[spot.chunk]->size == chunk_leaves) {
    split_chunk(spot.chunk);
    const auto first = current().chunks[spot.chunk]->size;
    if (spot.entry > first) spot = {spot.chunk + 1, spot.entry - first};
  }
  auto& chunk = own_chunk(spot.chunk);
  const auto open = [&](auto* column) {
    std::copy_backward(column + spot.entry, column + chunk.size, column + chunk.size + 1);
  };
  open(chunk.keys);
  open(chunk.leaves);
  open(chunk.handles);
  open(chunk.runs);
  open(chunk.counts);
  ++chunk.size;
  chunk.keys[spot.entry] = key;
  chunk.leaves[spot.entry] = from.leaves[entry];
  chunk.handles[spot.entry] = from.handles[entry];
  chunk.runs[spot.entry] = from.runs[entry];
  chunk.counts[spot.entry] = from.counts[entry];
}

void State::split_chunk(std::uint32_t number) {
  auto& chunk = own_chunk(number);
  auto* second = new_chunk();
  const std::uint32_t first = chunk.size / 2;
  second->size = chunk.size - first;
  const auto take_half = [&](const auto* from, auto* to) { std::copy(from + first, from + chunk.size, to); };
  take_half(chunk.keys, second->keys);
  take_half(chunk.leaves, second->leaves);
  take_half(chunk.handles, second->handles);
  take_half(chunk.runs, second->runs);
  take_half(chunk.counts, second->counts);
  chunk.size = first;
  auto& root = current();
  root.keys.insert(root.keys.begin() + number + 1, second->keys[0]);
  root.chunks.insert(root.chunks.begin() + number + 1, second);
}

/// Forgets an empty leaf; the one before it holds its keys from now on. Requires: it is not the first of all.
void State::remove_entry(Spot spot) {
  auto& root = current();
  auto& chunk = own_chunk(spot.chunk);
  const auto handle = chunk.handles[spot.entry];
  if (is_ours(handles[handle].version)) memory.give_back(handles[handle].leaf);
  handles[handle] = {};
  free_handles.push_back(handle);
  if (chunk.size == 1) {
    chunk_memory.give_back(&chunk);
    root.keys.erase(root.keys.begin() + spot.chunk);
    root.chunks.erase(root.chunks.begin() + spot.chunk);
    return;
  }
  const auto close = [&](auto* column) {
    std::copy(column + spot.entry + 1, column + chunk.size, column + spot.entry);
  };
  close(chunk.keys);
  close(chunk.leaves);
  close(chunk.handles);
  close(chunk.runs);
  close(chunk.counts);
  --chunk.size;
  if (spot.entry == 0) root.keys[spot.chunk] = chunk.keys[0];
}

}  // namespace heed::leaves
