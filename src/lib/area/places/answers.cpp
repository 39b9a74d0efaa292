#include "lib/area/places/answers.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <numeric>

namespace heed::places {
namespace {

constexpr std::size_t pick_slack = 8;  // kernels write a few slots past the last

}  // namespace

void Found::reserve(std::size_t count) {
  const std::size_t wanted = std::max(count, capacity_ + capacity_ / 2);
  auto grown = std::make_unique_for_overwrite<Slot[]>(wanted);
  std::copy_n(slots_.get(), size_, grown.get());
  slots_ = std::move(grown);
  capacity_ = wanted;
}

bool Collected::leaves(const Chunk& chunk, std::uint32_t first, std::uint32_t last) {
  auto* const begin = into_.room((last + 1 - first) * cells::leaf_places);
  auto* to = begin;
  for (auto entry = first; entry <= last; ++entry) {
    const std::size_t count = chunk.counts[entry];
    if (chunk.runs[entry] != leaves::no_slot) {
      std::iota(to, to + count, chunk.runs[entry]);
    } else {
      std::memcpy(to, chunk.leaves[entry].slots, count * sizeof(Slot));
    }
    to += count;
  }
  into_.grow(static_cast<std::size_t>(to - begin));
  return true;
}

bool Collected::part(const Chunk& chunk, std::uint32_t entry, const KeyRange& range) {
  const auto leaf = chunk.view(entry);
  into_.grow(kernels_.pick_range(leaf, range, into_.room(leaf.count + pick_slack)));
  return true;
}

bool Collected::some(const Crowd& crowd, const Marks& marks) {
  into_.grow(kernels_.pick(crowd, marks, into_.room(crowd.size + pick_slack)));
  return true;
}

bool Counted::leaves(const Chunk& chunk, std::uint32_t first, std::uint32_t last) {
  count_ += std::accumulate(chunk.counts + first, chunk.counts + last + 1, std::uint32_t{0});
  return true;
}

bool Counted::part(const Chunk& chunk, std::uint32_t entry, const KeyRange& range) {
  std::array<Slot, cells::leaf_places + pick_slack> slots;
  count_ += cells::kernels().pick_range(chunk.view(entry), range, slots.data());
  return true;
}

bool Counted::some(const Crowd& crowd, const Marks& marks) {
  for (std::size_t i = 0; i < crowd.size; i += 64) {
    const std::size_t left = crowd.size - i;
    const std::uint64_t valid = left >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << left) - 1;
    count_ += static_cast<std::uint64_t>(std::popcount(marks.words[i / 64] & valid));
  }
  return true;
}

bool Visited::leaves(const Chunk& chunk, std::uint32_t first, std::uint32_t last) {
  for (auto entry = first; entry <= last && goes_on_; ++entry) {
    const std::uint32_t count = chunk.counts[entry];
    if (count == 0) continue;
    if (chunk.runs[entry] != leaves::no_slot) {
      run({chunk.runs[entry], count});
    } else {
      list({chunk.leaves[entry].slots, count});
    }
  }
  return goes_on_;
}

bool Visited::part(const Chunk& chunk, std::uint32_t entry, const KeyRange& range) {
  std::array<Slot, cells::leaf_places + pick_slack> slots;
  return list({slots.data(), kernels_.pick_range(chunk.view(entry), range, slots.data())});
}

bool Visited::some(const Crowd& crowd, const Marks& marks) {
  std::array<Slot, cells::crowd_max + pick_slack> slots;
  return list({slots.data(), kernels_.pick(crowd, marks, slots.data())});
}

bool Visited::run(Run next) {
  if (run_.count > 0 && run_.first + run_.count == next.first) {
    run_.count += next.count;
    return true;
  }
  const auto done = std::exchange(run_, next);
  return goes_on_ = done.count == 0 || visitor_.run(done);
}

void Visited::end() {
  if (goes_on_ && run_.count > 0) visitor_.run(run_);
}

}  // namespace heed::places
