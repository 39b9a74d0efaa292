#include <algorithm>
#include <immintrin.h>

#include "lib/area/places/cells/exact.h"
#include "lib/area/places/cells/kernels.h"

// Why here and not by a flag of the compiler: only these functions may use the instructions, and only after has_avx2().
// Inline functions of headers stay outside, so that no other file can be given an AVX2 form of them by the linker.
// Without "fma": both forms of the kernels then round alike.
#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,bmi,bmi2,popcnt"))), apply_to = function)
#define HEED_AVX2
#endif
// clang-format off: each needs the one before.
#include "lib/area/places/cells/edge_kernels.h"
#include "lib/area/places/cells/winding_kernels.h"
#include "lib/area/places/cells/leaf_kernels.h"
// clang-format on
#undef HEED_AVX2
#if defined(__x86_64__)
#pragma clang attribute pop
#endif

namespace heed::cells {
namespace {

constexpr Kernels table{split, wind, gather, pick, pick_range, index_of};

}  // namespace

const Kernels& avx2_kernels() { return table; }

}  // namespace heed::cells
