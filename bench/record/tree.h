#pragma once
// How fast a log's tree grows and is verified, in memory: lib/tlog beside the speed of SHA-256.

#include <cstdint>

#include "bench/figures.h"
#include "core/result.h"

namespace heed::record {

/// Grows a tree of `entries` entries of 700 bytes, with its tiles and bundles, and lets a mirror verify all of it.
/// Rates are of processor time, so they are per core and do not depend on who else uses the machine.
[[nodiscard]] Result<bench::Sheet> bench_tree(std::uint64_t entries, std::uint64_t rounds);

}  // namespace heed::record
