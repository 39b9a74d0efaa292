#pragma once
// The words of an answer: numbers of places, in runs and lists.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "lib/area/places/cells/slot.h"

namespace heed::places {

using cells::Place;
using cells::Slot;
using cells::slot_max;

/// `first`, `first` + 1, …: `count` of them.
struct Run {
  Slot first = 0;
  std::uint32_t count = 0;
};

/// Takes an answer in pieces, in no particular order. Each slot comes in one piece only. Returning false ends the
/// answer.
class Visitor {
 public:
  virtual ~Visitor() = default;
  virtual bool run(Run slots) = 0;
  /// The span lives until the call returns.
  virtual bool list(std::span<const Slot> slots) = 0;
};

/// Room for answers, kept from one to the next. Unlike std::vector it does not write zeros first, which would cost as
/// much as the answer.
class Found {
 public:
  [[nodiscard]] std::span<const Slot> slots() const { return {slots_.get(), size_}; }
  [[nodiscard]] std::size_t size() const { return size_; }
  void clear() { size_ = 0; }

  /// Room for `count` more; the caller writes there, then says with grow() how many it wrote.
  [[nodiscard]] Slot* room(std::size_t count) {
    if (capacity_ - size_ < count) reserve(size_ + count);
    return slots_.get() + size_;
  }
  void grow(std::size_t count) { size_ += count; }

 private:
  void reserve(std::size_t count);

  std::unique_ptr<Slot[]> slots_;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace heed::places
