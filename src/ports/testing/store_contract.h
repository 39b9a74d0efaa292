#pragma once
// What every store must do, as tests: one body, run by each adapter from a TEST_CASE of its own.

#include <functional>
#include <memory>

#include "ports/store.h"

namespace heed::testing {

using OpenStore = std::function<std::unique_ptr<ports::Store>()>;

/// Runs the whole contract within the present doctest case. Requires: each call of `fresh` gives an empty store that
/// shares nothing with the ones before.
void run_store_contract(const OpenStore& fresh);

/// For stores that outlive their process: what was written is there when the store is opened again.
/// Requires: each call of `open` opens the same store, empty at first; the one before is closed by then.
void run_reopened_store_contract(const OpenStore& open);

/// An entry as a test needs it: some bytes that depend on the index, and 32 bytes in place of a hash.
[[nodiscard]] ports::StoredEntry sample_entry(std::uint64_t index);
/// `count` of them, from `first` on.
[[nodiscard]] std::vector<ports::StoredEntry> sample_entries(std::uint64_t first, std::uint64_t count);
/// Whether the store holds exactly the sample entries from 0 to its size, read back byte for byte.
[[nodiscard]] bool holds_only_samples(ports::Store& store);

}  // namespace heed::testing
