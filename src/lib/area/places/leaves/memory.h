#pragma once
// Memory of the index: of its leaves, and of the table that says which leaf a slot is in.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "lib/area/places/leaves/directory.h"
#include "lib/pages/pages.h"

namespace heed::leaves {

inline constexpr std::uint32_t no_handle = 0xFFFF'FFFF;
inline constexpr std::size_t page_slots = 1 << 16;

/// Memory of leaves: slots of many together, coordinates of many together, so that answers read slots in a row.
class LeafMemory {
 public:
  LeafMemory() = default;
  LeafMemory(const LeafMemory&) = delete;
  LeafMemory& operator=(const LeafMemory&) = delete;

  [[nodiscard]] Leaf take();
  void give_back(Leaf leaf) { free_.push_back(leaf); }
  /// Makes room for so many in one piece; those are the next to be taken, in order.
  void make_room(std::size_t leaves);
  [[nodiscard]] std::size_t bytes() const { return bytes_; }

 private:
  std::vector<pages::Memory> segments_;
  std::vector<Leaf> free_;
  Leaf next_;
  std::size_t left_ = 0;
  std::size_t bytes_ = 0;
};

/// Memory of chunks: in pieces, each as large as all before it, up to some megabytes.
class ChunkMemory {
 public:
  ChunkMemory() = default;
  ChunkMemory(const ChunkMemory&) = delete;
  ChunkMemory& operator=(const ChunkMemory&) = delete;

  [[nodiscard]] Chunk* take();
  void give_back(Chunk* chunk) { free_.push_back(chunk); }
  /// Makes room for so many in one piece.
  void make_room(std::size_t chunks);
  [[nodiscard]] std::size_t bytes() const { return made_ * sizeof(Chunk); }

 private:
  std::vector<pages::Memory> segments_;
  std::vector<Chunk*> free_;
  std::size_t made_ = 0;
};

/// Which leaf a slot is in, by handle.
class Locator {
 public:
  [[nodiscard]] std::uint32_t of(Slot slot) const {
    const auto page = slot / page_slots;
    return page < pages_.size() && pages_[page] != nullptr ? pages_[page][slot % page_slots] : no_handle;
  }
  void set(Slot slot, std::uint32_t handle);
  /// Room for slots below `slots`, in one piece.
  void make_room(std::size_t slots);
  /// Uses this memory for its first pages; the last may be cut off, and is then copied.
  void use(std::span<std::uint32_t> handles);
  void prefetch(Slot slot) const;
  [[nodiscard]] std::size_t bytes() const { return bytes_; }

 private:
  void make_page(std::size_t page);
  /// As many pages on end, empty.
  [[nodiscard]] std::uint32_t* take_pages(std::size_t count);

  std::vector<std::uint32_t*> pages_;
  std::vector<pages::Memory> owned_;
  std::size_t bytes_ = 0;
};

}  // namespace heed::leaves
