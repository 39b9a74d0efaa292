// The kernels of leaves and crowds, once for two compilations.
namespace heed::cells {
namespace {

/// Whether to take each of 8, or 128, of something: all bits set, or none.
using Takes = std::uint32_t[leaf_places];

#ifdef HEED_AVX2
/// For each of 256 masks, the numbers of its bits: what to take to the front of a vector.
struct Fronts {
  alignas(32) std::uint32_t of[256][8]{};
  constexpr Fronts() {
    for (unsigned mask = 0; mask < 256; ++mask) {
      unsigned next = 0;
      for (unsigned bit = 0; bit < 8; ++bit) {
        if ((mask >> bit & 1U) != 0) of[mask][next++] = bit;
      }
    }
  }
};
constexpr Fronts fronts;

[[gnu::always_inline]] inline std::size_t take_eight(const Slot* from, unsigned mask, Slot* into) {
  const auto all = _mm256_loadu_si256(static_cast<const __m256i*>(static_cast<const void*>(from)));
  const auto front = _mm256_load_si256(static_cast<const __m256i*>(static_cast<const void*>(fronts.of[mask])));
  _mm256_storeu_si256(static_cast<__m256i*>(static_cast<void*>(into)), _mm256_permutevar8x32_epi32(all, front));
  return static_cast<std::size_t>(__builtin_popcount(mask));
}

[[gnu::always_inline]] inline unsigned mask_of(const std::uint32_t* takes) {
  const auto all = _mm256_loadu_si256(static_cast<const __m256i*>(static_cast<const void*>(takes)));
  return static_cast<unsigned>(_mm256_movemask_ps(_mm256_castsi256_ps(all)));
}
#else
inline std::size_t take_eight(const Slot* from, unsigned mask, Slot* into) {
  std::size_t taken = 0;
  for (unsigned i = 0; i < 8; ++i) {
    into[taken] = from[i];
    taken += mask >> i & 1U;
  }
  return taken;
}

inline unsigned mask_of(const std::uint32_t* takes) {
  unsigned mask = 0;
  for (unsigned i = 0; i < 8; ++i) mask |= (takes[i] & 1U) << i;
  return mask;
}
#endif

/// Of the first `count` of the leaf, those within the cell.
void within(const LeafView& leaf, const Cell& cell, Takes& takes) {
  // Why so: the last point of a cell may be the last there is, and one more would not be a number of this size.
  const auto west = static_cast<std::int32_t>(cell.x);
  const auto south = static_cast<std::int32_t>(cell.y);
  const auto wide = static_cast<std::uint32_t>(cell.side - 1);
  for (std::size_t i = 0; i < leaf_places; ++i) {
    const auto x = static_cast<std::uint32_t>(leaf.xy[i]) - static_cast<std::uint32_t>(west);
    const auto y = static_cast<std::uint32_t>(leaf.xy[i + leaf_places]) - static_cast<std::uint32_t>(south);
    takes[i] = std::max(x, y) <= wide ? ~0U : 0U;
  }
}

/// The bits of those of eight that there are: of `count`, from `first`.
[[gnu::always_inline]] inline unsigned there(std::size_t count, std::size_t first) {
  return count - first >= 8 ? 255U : (1U << (count - first)) - 1;
}

void gather(const LeafView& leaf, const Cell* cell, Crowd& crowd) {
  if (cell == nullptr) {
    for (std::size_t i = 0; i < leaf.count; ++i) {
      crowd.x[crowd.size + i] = leaf.xy[i];
      crowd.y[crowd.size + i] = leaf.xy[i + leaf_places];
      crowd.slot[crowd.size + i] = leaf.slots[i];
    }
    crowd.size += leaf.count;
    return;
  }
  Takes takes;
  within(leaf, *cell, takes);
  std::size_t size = crowd.size;
  for (std::size_t first = 0; first < leaf.count; first += 8) {
    for (auto mask = mask_of(takes + first) & there(leaf.count, first); mask != 0; mask &= mask - 1) {
      const auto i = first + static_cast<std::size_t>(__builtin_ctz(mask));
      crowd.x[size] = leaf.xy[i];
      crowd.y[size] = leaf.xy[i + leaf_places];
      crowd.slot[size++] = leaf.slots[i];
    }
  }
  crowd.size = size;
}

/// Whether a point stands before another in the Z-order: decided by the coordinate in which they first differ.
/// All bits set for yes.
[[gnu::always_inline]] inline std::uint32_t is_before(std::uint32_t ax, std::uint32_t ay, std::uint32_t bx,
                                                      std::uint32_t by) {
  const std::uint32_t x = ax ^ bx;
  const std::uint32_t y = ay ^ by;
  const std::uint32_t is_by_x = (y < x ? ~0U : 0U) & (y < (x ^ y) ? ~0U : 0U);
  const std::uint32_t before_x = ax < bx ? ~0U : 0U;
  const std::uint32_t before_y = ay < by ? ~0U : 0U;
  return (is_by_x & before_x) | (~is_by_x & before_y);
}

std::size_t pick_range(const LeafView& leaf, const KeyRange& range, Slot* into) {
  Takes takes;
  const std::uint32_t first_x = biased(point_of(range.first).x);
  const std::uint32_t first_y = biased(point_of(range.first).y);
  const std::uint32_t last_x = biased(point_of(range.last).x);
  const std::uint32_t last_y = biased(point_of(range.last).y);
  for (std::size_t i = 0; i < leaf_places; ++i) {
    const std::uint32_t x = biased(leaf.xy[i]);
    const std::uint32_t y = biased(leaf.xy[i + leaf_places]);
    takes[i] = ~(is_before(x, y, first_x, first_y) | is_before(last_x, last_y, x, y));
  }
  std::size_t picked = 0;
  for (std::size_t i = 0; i < leaf.count; i += 8) {
    picked += take_eight(leaf.slots + i, mask_of(takes + i) & there(leaf.count, i), into + picked);
  }
  return picked;
}

std::size_t pick(const Crowd& crowd, const Marks& marks, Slot* into) {
  std::size_t picked = 0;
  for (std::size_t i = 0; i < crowd.size; i += 8) {
    const auto mask = static_cast<unsigned>(marks.words[i / 64] >> (i % 64)) & there(crowd.size, i);
    picked += take_eight(crowd.slot + i, mask, into + picked);
  }
  return picked;
}

std::size_t index_of(const Slot* slots, Slot slot) {
  for (std::size_t first = 0; first < leaf_places; first += 32) {
    std::uint32_t takes[32];
    std::uint32_t any = 0;
    for (std::size_t i = 0; i < 32; ++i) {
      takes[i] = slots[first + i] == slot ? ~0U : 0U;
      any |= takes[i];
    }
    if (any == 0) continue;
    for (std::size_t i = 0; i < 32; i += 8) {
      if (const auto mask = mask_of(takes + i); mask != 0)
        return first + i + static_cast<unsigned>(__builtin_ctz(mask));
    }
  }
  return leaf_places;
}

}  // namespace
}  // namespace heed::cells
