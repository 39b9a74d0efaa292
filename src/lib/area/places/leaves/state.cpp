#include "lib/area/places/leaves/state.h"

#include <algorithm>
#include <cstring>
#include <thread>

namespace heed::leaves {

State::State() { roots.push_back(std::make_unique<Root>()); }

State::~State() {
  for (const auto& root : roots) HEED_ASSERT(root->readers == 0, "an index was destroyed while it was read");
}

Root& State::pin() {
  arriving.fetch_add(1, std::memory_order_relaxed);
  const std::lock_guard guard(lock);
  arriving.fetch_sub(1, std::memory_order_relaxed);
  auto& root = *roots.back();
  ++root.readers;
  return root;
}

void State::unpin(Root& root) {
  const std::lock_guard guard(lock);
  --root.readers;
}

// Why only so often: readers that arrive without end must not keep the writer out.
std::unique_lock<std::mutex> State::begin() {
  constexpr int courtesies = 64;
  for (int i = 0; i < courtesies && arriving.load(std::memory_order_relaxed) > 0; ++i) std::this_thread::yield();
  std::unique_lock held(lock);
  reclaim();
  if (auto& now = current(); now.readers > 0) {
    auto next = std::make_unique<Root>();
    next->keys = now.keys;
    next->chunks = now.chunks;
    next->places = now.places;
    next->version = now.version + 1;
    roots.push_back(std::move(next));
  }
  return held;
}

void State::reclaim() {
  while (roots.size() > 1 && roots.front()->readers == 0) {
    for (auto* chunk : roots.front()->old_chunks) chunk_memory.give_back(chunk);
    for (const auto leaf : roots.front()->old_leaves) memory.give_back(leaf);
    roots.pop_front();
  }
}

Chunk* State::new_chunk() {
  auto* chunk = chunk_memory.take();
  chunk->version = current().version;
  return chunk;
}

Chunk& State::add_chunk(std::uint64_t key) {
  auto* chunk = new_chunk();
  current().keys.push_back(key);
  current().chunks.push_back(chunk);
  return *chunk;
}

std::uint32_t State::add_handle(Leaf leaf, Spot spot) {
  const Named named{leaf, current().version, spot};
  if (!free_handles.empty()) {
    const auto handle = free_handles.back();
    free_handles.pop_back();
    handles[handle] = named;
    return handle;
  }
  handles.push_back(named);
  return static_cast<std::uint32_t>(handles.size() - 1);
}

Chunk& State::own_chunk(std::uint32_t chunk) {
  auto*& here = current().chunks[chunk];
  if (is_ours(here->version)) return *here;
  auto* copy = new_chunk();
  const auto version = copy->version;
  *copy = *here;
  copy->version = version;
  roots[roots.size() - 2]->old_chunks.push_back(here);
  here = copy;
  return *copy;
}

Leaf State::own_leaf(Chunk& chunk, std::uint32_t entry) {
  if (roots.size() == 1) return chunk.leaves[entry];
  auto& named = handles[chunk.handles[entry]];
  if (is_ours(named.version)) return named.leaf;
  const auto copy = memory.take();
  std::memcpy(copy.slots, named.leaf.slots, leaf_places * sizeof(Slot));
  std::memcpy(copy.xy, named.leaf.xy, 2 * leaf_places * sizeof(std::int32_t));
  roots[roots.size() - 2]->old_leaves.push_back(named.leaf);
  named.leaf = copy;
  named.version = current().version;
  chunk.leaves[entry] = copy;
  return copy;
}

bool State::seat(Slot slot, Seat& seat) const {
  seat.handle = locator.of(slot);
  // Bytes of a snapshot may name any handle.
  if (seat.handle >= handles.size() || handles[seat.handle].leaf.slots == nullptr) return false;
  seat.leaf = handles[seat.handle].leaf;
  seat.index = cells::kernels().index_of(seat.leaf.slots, slot);
  return seat.index < leaf_places;
}

void State::prefetch(Slot slot) const {
  const auto handle = locator.of(slot);
  if (handle >= handles.size() || handles[handle].leaf.slots == nullptr) return;
  const auto leaf = handles[handle].leaf;
  for (std::size_t i = 0; i < leaf_places; i += 16) __builtin_prefetch(leaf.slots + i);
}

void State::prefetch(Slot slot, Point point) const {
  Seat from;
  if (!seat(slot, from)) return;
  __builtin_prefetch(from.leaf.xy + from.index);
  __builtin_prefetch(from.leaf.xy + from.index + leaf_places);
  // The last place of the leaf takes the seat.
  const auto count = std::max<std::size_t>(cells::kernels().index_of(from.leaf.slots, no_slot), 1);
  __builtin_prefetch(from.leaf.xy + count - 1);
  __builtin_prefetch(from.leaf.xy + count - 1 + leaf_places);
  const auto& root = *roots.back();
  const auto to = root.last_spot(cells::key_of(point));
  root.chunks[to.chunk]->prefetch_end(to.entry);
}

}  // namespace heed::leaves
