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
  /// Why the register that was kept apart could not be used, and everything was folded; nothing when all went well.
  std::optional<Error> audience_refused{};
};

/// Where a snapshot has the register of recipients.
enum class Register {
  within,
  apart,  ///< as a promise: whoever takes the snapshot saves the audience of the same instant (audience::save_register)
};

/// `frontier` may cover fewer entries than `state`: those that were not durable yet.
[[nodiscard]] std::string pack_snapshot(const merkle::Frontier& frontier, const flow::State& state);
/// The same with the register apart. `state` is again as it was on return.
[[nodiscard]] std::string pack_snapshot_apart(const merkle::Frontier& frontier, flow::State& state);

/// Whether a snapshot holds exactly `state`, and a frontier that its entries can have had. Of a register that was kept
/// apart it holds the identity alone.
[[nodiscard]] bool is_snapshot_of(const ports::StoredSnapshot& snapshot, flow::State& state);

/// The hashes of a snapshot from which the tree goes on; nothing where they do not unpack.
[[nodiscard]] std::optional<merkle::Frontier> tree_of(const ports::StoredSnapshot& snapshot);

/// What was saved of the audience with the snapshot of so many entries: empty when nothing was.
using SavedAudience = std::function<std::span<std::byte>(std::uint64_t size)>;

/// Folds the record from the newest usable snapshot, or from its first entry. `calls` is told how many entries are
/// folded, for people who wait. A snapshot whose register was kept apart can be used with `saved` alone, and what that
/// gives must outlive the state.
///
/// Guarantees: every entry that is folded has the hash it is kept under. Errors: corrupt, with the entry's index.
[[nodiscard]] Result<Resumed> resume(ports::Store& store, const std::function<void(std::uint64_t)>& calls,
                                     const SavedAudience& saved = {});

}  // namespace heed::desk
