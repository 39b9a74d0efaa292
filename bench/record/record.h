#pragma once
// The record's speed: entries that are signed and durable, and the tree that they stand in.

#include <cstdint>

#include "bench/figures.h"
#include "core/result.h"

namespace heed::record {

/// `tree_entries`: see bench_tree (tree.h).
[[nodiscard]] Result<bench::Sheet> bench_record(std::uint64_t tree_entries, std::uint64_t rounds);

}  // namespace heed::record
