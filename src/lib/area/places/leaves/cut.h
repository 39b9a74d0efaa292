#pragma once
// Where leaves end.

#include <bit>
#include <cstddef>
#include <cstdint>

namespace heed::leaves {

/// A leaf ends before the key at `at`; the next one begins with `key`. At 0: all keys are the same.
struct Cut {
  std::size_t at = 0;
  std::uint64_t key = 0;
};

/// Of sorted keys, from 1 to `count` - 1: the place from `first` to `last` where the largest square of the grid ends,
/// the nearest to `target` of several; failing that, any place where the key changes. Why squares: a leaf that is one
/// square, or few, is seldom cut by the cells of a question.
template <class KeyAt>
Cut cut_of(const KeyAt& key_at, std::size_t count, std::size_t first, std::size_t last) {
  const std::size_t target = (first + last) / 2;
  const auto distance = [&](std::size_t at) { return at < target ? target - at : at - target; };
  std::size_t best = 0;
  bool is_best_inside = false;
  int best_bit = -1;
  for (std::size_t at = 1; at < count; ++at) {
    const std::uint64_t change = key_at(at - 1) ^ key_at(at);
    if (change == 0) continue;
    const bool is_inside = first <= at && at <= last;
    const int bit = is_inside ? 63 - std::countl_zero(change) : 0;
    const bool is_better = is_inside != is_best_inside ? is_inside
                           : bit != best_bit           ? bit > best_bit
                                                       : best == 0 || distance(at) < distance(best);
    if (!is_better) continue;
    best = at;
    best_bit = bit;
    is_best_inside = is_inside;
  }
  if (best == 0) return {};
  const int bit = 63 - std::countl_zero(key_at(best - 1) ^ key_at(best));
  return {best, key_at(best) >> bit << bit};
}

}  // namespace heed::leaves
