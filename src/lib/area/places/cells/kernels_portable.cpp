#include <algorithm>
#include <atomic>

#include "lib/area/places/cells/exact.h"
#include "lib/area/places/cells/kernels.h"
// clang-format off: each needs the ones before.
#include "lib/area/places/cells/edge_kernels.h"
#include "lib/area/places/cells/winding_kernels.h"
#include "lib/area/places/cells/leaf_kernels.h"
// clang-format on

namespace heed::cells {
namespace {

constexpr Kernels table{split, wind, gather, pick, pick_range, index_of};

std::atomic<const Kernels*> chosen_kernels{nullptr};

}  // namespace

const Kernels& portable_kernels() { return table; }

bool has_avx2() { return __builtin_cpu_supports("avx2") != 0; }

const Kernels& kernels() {
  if (const auto* chosen = chosen_kernels.load(std::memory_order_relaxed); chosen != nullptr) return *chosen;
  static const Kernels& best = has_avx2() ? avx2_kernels() : portable_kernels();
  return best;
}

void choose_kernels(const Kernels* chosen) { chosen_kernels.store(chosen, std::memory_order_relaxed); }

}  // namespace heed::cells
