#include "lib/area/places/leaves/memory.h"

#include <algorithm>

namespace heed::leaves {
namespace {

constexpr std::size_t segment_leaves = 256;
constexpr std::size_t slot_bytes = leaf_places * sizeof(Slot);
constexpr std::size_t xy_bytes = 2 * leaf_places * sizeof(std::int32_t);
constexpr std::size_t page_bytes = 4096;

}  // namespace

void LeafMemory::make_room(std::size_t leaves) {
  const std::size_t wanted = leaves * (slot_bytes + xy_bytes);
  const std::size_t size = (wanted + page_bytes - 1) / page_bytes * page_bytes;
  auto* memory = static_cast<std::byte*>(std::aligned_alloc(page_bytes, size));
  HEED_ASSERT(memory != nullptr, "no memory for ", size, " bytes");
  segments_.emplace_back(memory);
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

void Locator::make_page(std::size_t page) {
  if (page >= pages_.size()) pages_.resize(page + 1, nullptr);
  if (pages_[page] != nullptr) return;
  owned_.push_back(std::make_unique_for_overwrite<std::uint32_t[]>(page_slots));
  pages_[page] = owned_.back().get();
  std::fill_n(pages_[page], page_slots, no_handle);
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
