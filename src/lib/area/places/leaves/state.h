#pragma once
// The index as its one writer changes it.
//
// Versions. Readers pin the current root, under a lock that is held for some nanoseconds, and then look at it without
// any. The writer, who holds the lock during one write, first asks whether a reader has pinned the current root. If so,
// it goes on with a copy of the root (some kilobytes), and copies every chunk and leaf before changing it the first
// time in that version; if nobody looks, it changes them in place. So nothing that a reader can reach is ever written,
// which is why leaves need no atomics and no marks of their own. What was replaced is kept with the last root that
// shows it, and used again when that root and all before it have lost their readers. Why a lock: pin and unpin must not
// slip between the writer's question and its write. A reader waits for one write in progress (or a group of move_all),
// never for one that has not begun: the writer lets arriving readers go first.

#include <atomic>
#include <deque>
#include <memory>
#include <mutex>
#include <vector>

#include "lib/area/places/leaves/directory.h"
#include "lib/area/places/leaves/memory.h"

namespace heed::leaves {

struct State {
  State();
  ~State();
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  /// For readers.
  [[nodiscard]] Root& pin();
  void unpin(Root& root);

  /// For the writer. Every write happens between lock and unlock of the same.
  [[nodiscard]] std::unique_lock<std::mutex> begin();
  bool put(Slot slot, Point point);
  bool move(Slot slot, Point point);
  bool take(Slot slot);
  /// Where a slot is: its leaf, and its index there. False when it is nowhere.
  struct Seat {
    std::uint32_t handle = no_handle;
    Leaf leaf;
    std::size_t index = 0;
    [[nodiscard]] Point point() const { return {leaf.xy[index], leaf.xy[index + leaf_places]}; }
  };
  [[nodiscard]] bool seat(Slot slot, Seat& seat) const;
  /// What a move will touch: first the slots of its leaf, then the rest, where it is and where it goes.
  void prefetch(Slot slot) const;
  void prefetch(Slot slot, Point point) const;

  /// For building: takes over the chunks and leaves as they are.
  std::uint32_t add_handle(Leaf leaf, Spot spot);
  Chunk& add_chunk(std::uint64_t key);
  [[nodiscard]] Root& current() { return *roots.back(); }

  std::mutex lock;
  std::atomic<std::uint32_t> arriving{0};   ///< readers that wait for the lock
  std::deque<std::unique_ptr<Root>> roots;  ///< the last is the current one; the first has readers, or is the only one
  struct Named {
    Leaf leaf;
    std::uint64_t version = 0;  ///< of the root that the leaf was made for
    Spot seen_at;               ///< where the leaf was found last; it may stand elsewhere by now
  };
  std::vector<Named, pages::Allocator<Named>> handles;
  std::vector<std::uint32_t> free_handles;
  LeafMemory memory;
  Locator locator;
  ChunkMemory chunk_memory;

 private:
  void reclaim();
  [[nodiscard]] bool is_ours(std::uint64_t version) const {
    return roots.size() == 1 || version == roots.back()->version;
  }
  Chunk& own_chunk(std::uint32_t chunk);
  Leaf own_leaf(Chunk& chunk, std::uint32_t entry);
  /// The leaf of that handle, which holds the key; the end when there is none, as wrong bytes of a snapshot may have
  /// it.
  [[nodiscard]] Spot spot_of(std::uint32_t handle, std::uint64_t key);
  void add(Slot slot, Point point, std::uint64_t key, Spot spot);
  /// Returns whether all leaves stand where they stood.
  bool drop(Spot spot, std::size_t index);
  void split_leaf(Spot spot);
  void insert_entry(Spot spot, std::uint64_t key, const Chunk& from, std::uint32_t entry);
  void split_chunk(std::uint32_t chunk);
  void remove_entry(Spot spot);
  Chunk* new_chunk();
};

}  // namespace heed::leaves
