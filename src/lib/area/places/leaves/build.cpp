// A new index from many places at once: sort them along the Z-order, fill the leaves in that order.

#include "lib/area/places/leaves/build.h"

#include <algorithm>
#include <array>

#include "lib/area/places/leaves/cut.h"

namespace heed::leaves {
namespace {

constexpr std::size_t fill_first = 80;  // a leaf is filled to between these, about 75 %
constexpr std::size_t fill_last = 112;
constexpr std::uint32_t chunk_fill = 96;  // so many leaves to a chunk

struct Item {
  std::uint64_t key;
  Slot slot;
};

/// Items without the zeros that a vector would begin with.
struct Items {
  explicit Items(std::size_t count) : memory(std::make_unique_for_overwrite<Item[]>(count)), size(count) {}
  std::unique_ptr<Item[]> memory;
  std::size_t size;
};

/// By key, eleven bits at a time from the lowest; stable, so equal keys stay in the order they came in.
void sort(Items& items) {
  constexpr int digit_bits = 11;
  constexpr int digits = 6;
  constexpr std::size_t values = 1 << digit_bits;
  const auto digit_of = [](std::uint64_t key, int digit) { return key >> (digit * digit_bits) & (values - 1); };
  auto counts = std::make_unique<std::array<std::array<std::size_t, values>, digits>>();
  for (std::size_t i = 0; i < items.size; ++i) {
    for (int digit = 0; digit < digits; ++digit) {
      ++(*counts)[static_cast<std::size_t>(digit)][digit_of(items.memory[i].key, digit)];
    }
  }
  Items other(items.size);
  for (int digit = 0; digit < digits; ++digit) {
    auto& next = (*counts)[static_cast<std::size_t>(digit)];
    if (std::ranges::count(next, items.size) == 1) continue;
    std::size_t sum = 0;
    for (auto& value : next) sum += std::exchange(value, sum);
    for (std::size_t i = 0; i < items.size; ++i) {
      const auto& item = items.memory[i];
      other.memory[next[digit_of(item.key, digit)]++] = item;
    }
    std::swap(items.memory, other.memory);
  }
}

/// The end of the leaf that begins at `first`, and the key that the next leaf begins with. Where one spot fills the
/// leaf, that is its key, and `is_crowded` says that this leaf must begin with it, too.
struct End {
  Cut cut;
  bool is_crowded = false;
};

End leaf_end(const Items& items, std::size_t first) {
  const std::size_t left = items.size - first;
  const auto key_at = [&](std::size_t at) { return items.memory[first + at].key; };
  if (left <= fill_last || (left <= leaf_places && key_at(0) == key_at(left - 1))) return {{left, 0}};
  if (key_at(0) == key_at(fill_last)) return {{fill_last, key_at(0)}, true};
  return {cut_of(key_at, fill_last + 1, fill_first, fill_last)};
}

/// The ends of all leaves, counted from the beginning of all.
std::vector<Cut> leaf_ends(const Items& items) {
  std::vector<Cut> cuts;
  for (std::size_t first = 0; first < items.size;) {
    auto [cut, is_crowded] = leaf_end(items, first);
    if (is_crowded && cuts.empty() && cut.key != 0) cuts.push_back({});
    if (is_crowded && !cuts.empty()) cuts.back().key = cut.key;
    cut.at += first;
    first = cut.at;
    cuts.push_back(cut);
  }
  if (cuts.empty()) cuts.push_back({});
  return cuts;
}

class Filling {
 public:
  explicit Filling(State& state) : state_(state) {}

  void leaf(std::uint64_t key, std::span<const Item> items) {
    if (chunk_ == nullptr || chunk_->size == chunk_fill) {
      chunk_ = &state_.add_chunk(key);
    }
    const auto leaf = state_.memory.take();
    const auto entry = chunk_->size++;
    chunk_->keys[entry] = key;
    chunk_->leaves[entry] = leaf;
    chunk_->handles[entry] = state_.add_handle(leaf, state_.current().back());
    chunk_->counts[entry] = static_cast<std::uint8_t>(items.size());
    bool is_run = !items.empty();
    for (std::size_t i = 0; i < items.size(); ++i) {
      const auto point = cells::point_of(items[i].key);
      leaf.slots[i] = items[i].slot;
      leaf.xy[i] = point.x;
      leaf.xy[i + leaf_places] = point.y;
      is_run = is_run && items[i].slot == items[0].slot + i;
      state_.locator.set(items[i].slot, chunk_->handles[entry]);
    }
    chunk_->runs[entry] = is_run ? items[0].slot : no_slot;
    std::fill_n(leaf.slots + items.size(), leaf_places - items.size(), no_slot);
  }

 private:
  State& state_;
  Chunk* chunk_ = nullptr;
};

}  // namespace

void fill(State& state, std::span<const Place> places) {
  Items items(places.size());
  for (std::size_t i = 0; i < places.size(); ++i) {
    HEED_ASSERT(places[i].slot <= slot_max, "slot ", places[i].slot);
    items.memory[i] = {cells::key_of(cells::to_point(places[i].position)), places[i].slot};
  }
  sort(items);
  const auto cuts = leaf_ends(items);
  state.memory.make_room(cuts.size());
  state.chunk_memory.make_room(cuts.size() / chunk_fill + 1);
  state.handles.reserve(cuts.size() + cuts.size() / 8);
  // Why not of slots that are few and far between: most of the room would stay empty.
  Slot last = 0;
  for (std::size_t i = 0; i < items.size; ++i) last = std::max(last, items.memory[i].slot);
  if (last / 2 < items.size) state.locator.make_room(std::size_t{last} + 1);
  Filling filling(state);
  std::uint64_t key = 0;
  std::size_t first = 0;
  for (const auto& cut : cuts) {
    filling.leaf(key, {items.memory.get() + first, cut.at - first});
    key = cut.key;
    first = cut.at;
  }
  state.current().places = items.size;
}

}  // namespace heed::leaves
