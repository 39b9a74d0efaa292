#pragma once
// The state as bytes, and back at the start: a shortcut, never a source of truth.

#include "flow/state.h"
#include "lib/merkle/frontier.h"
#include "ports/store.h"

namespace heed::desk {

/// The hub as it stood after some entry: the state, and the hashes that the tree needs to go on.
struct Resumed {
  flow::State state;
  merkle::Frontier frontier;
  /// Why the saved index of the audience was of no use; nothing when it was used, or none was given.
  std::optional<Error> index_refused{};
};

/// `frontier` may cover fewer entries than `state`: those that were not durable yet.
[[nodiscard]] std::string pack_snapshot(const merkle::Frontier& frontier, const flow::State& state);

/// Whether a snapshot holds exactly `state`, and a frontier that its entries can have had.
[[nodiscard]] bool is_snapshot_of(const ports::StoredSnapshot& snapshot, const flow::State& state);

/// The hashes of a snapshot from which the tree goes on; nothing where they do not unpack.
[[nodiscard]] std::optional<merkle::Frontier> tree_of(const ports::StoredSnapshot& snapshot);

/// Folds the record from the newest usable snapshot, or from its first entry. `calls` is told how many entries are
/// folded, for people who wait. `saved_index`: what was saved of the audience's ground when that snapshot was kept, or
/// nothing; the state uses it where it fits, so it must outlive the state.
///
/// Guarantees: every entry that is folded has the hash it is kept under. Errors: corrupt, with the entry's index.
[[nodiscard]] Result<Resumed> resume(ports::Store& store, const std::function<void(std::uint64_t)>& calls,
                                     std::span<std::byte> saved_index = {});

}  // namespace heed::desk
