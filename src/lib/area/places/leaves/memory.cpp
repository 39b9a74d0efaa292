#include "lib/area/places/leaves/memory.h"

#include <algorithm>

namespace heed::leaves {
namespace {

constexpr std::size_t segment_leaves = 256;
constexpr std::size_t segment_chunks = 512;
constexpr std::size_t slot_bytes = leaf_places * sizeof(Slot);
constexpr std::size_t xy_bytes = 2 * leaf_places * sizeof(std::int32_t);
constexpr std::size_t page_bytes = 4096;

}  // namespace

void LeafMemory::make_room(std::size_t leaves) {
  const std::size_t wanted = leaves * (slot_bytes + xy_bytes);
  const std::size_t size = (wanted + page_bytes - 1) / page_bytes * page_bytes;
  auto* memory = segments_.emplace_back(pages::take(size)).get();
  bytes_ += size;
  for (; left_ > 0; --left_) free_.push_back(take());
  next_.slots = static_cast<Slot*>(static_cast<void*>(memory));
  next_.xy = static_cast<std::int32_t*>(static_cast<void*>(memory + leaves * slot_bytes));
  left_ = leaves;
}

Leaf LeafMemory::take() {
  if (left_ == 0) {
    if (!free_.empty()) {
      const auto leaf = free_.back();
      free_.pop_back();
      return leaf;
    }
    make_room(segment_leaves);
  }
  const auto leaf = next_;
  next_.slots += leaf_places;
  next_.xy += 2 * leaf_places;
  --left_;
  return leaf;
}

void ChunkMemory::make_room(std::size_t chunks) {
  auto* memory =
      static_cast<Chunk*>(static_cast<void*>(segments_.emplace_back(pages::take(chunks * sizeof(Chunk))).get()));
  for (std::size_t i = chunks; i > 0; --i) free_.push_back(memory + i - 1);
  made_ += chunks;
}

Chunk* ChunkMemory::take() {
  if (free_.empty()) make_room(std::clamp<std::size_t>(made_, 1, segment_chunks));
  auto* chunk = new (free_.back()) Chunk;
  free_.pop_back();
  return chunk;
}

void Locator::make_page(std::size_t page) {
  if (page >= pages_.size()) pages_.resize(page + 1, nullptr);
  if (pages_[page] != nullptr) return;
  pages_[page] = take_pages(1);
}

std::uint32_t* Locator::take_pages(std::size_t count) {
  const auto size = count * page_slots * sizeof(std::uint32_t);
  auto* memory = owned_.emplace_back(pages::take(size)).get();
  bytes_ += size;
  auto* handles = static_cast<std::uint32_t*>(static_cast<void*>(memory));
  std::fill_n(handles, count * page_slots, no_handle);
  return handles;
}

void Locator::make_room(std::size_t slots) {
  const auto wanted = (slots + page_slots - 1) / page_slots;
  if (wanted <= pages_.size()) return;
  auto* handles = take_pages(wanted - pages_.size());
  for (; pages_.size() < wanted; handles += page_slots) pages_.push_back(handles);
}

void Locator::set(Slot slot, std::uint32_t handle) {
  const auto page = slot / page_slots;
  if (page >= pages_.size() || pages_[page] == nullptr) make_page(page);
  pages_[page][slot % page_slots] = handle;
}

void Locator::use(std::span<std::uint32_t> handles) {
  for (; handles.size() >= page_slots; handles = handles.subspan(page_slots)) pages_.push_back(handles.data());
  if (handles.empty()) return;
  make_page(pages_.size());
  std::ranges::copy(handles, pages_.back());
}

void Locator::prefetch(Slot slot) const {
  const auto page = slot / page_slots;
  if (page < pages_.size() && pages_[page] != nullptr) __builtin_prefetch(pages_[page] + slot % page_slots);
}

}  // namespace heed::leaves
