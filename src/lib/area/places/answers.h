#pragma once
// The three ways to take an answer. For this folder only.

#include "lib/area/places/descent.h"
#include "lib/area/places/slots.h"

namespace heed::places {

/// All slots in one piece of memory.
class Collected final : public Sink {
 public:
  explicit Collected(Found& into) : into_(into), kernels_(cells::kernels()) {}
  bool leaves(const Chunk& chunk, std::uint32_t first, std::uint32_t last) override;
  bool part(const Chunk& chunk, std::uint32_t entry, const KeyRange& range) override;
  bool some(const Crowd& crowd, const Marks& marks) override;

 private:
  Found& into_;
  const cells::Kernels& kernels_;
};

/// Only how many.
class Counted final : public Sink {
 public:
  [[nodiscard]] std::uint64_t count() const { return count_; }
  bool leaves(const Chunk& chunk, std::uint32_t first, std::uint32_t last) override;
  bool part(const Chunk& chunk, std::uint32_t entry, const KeyRange& range) override;
  bool some(const Crowd& crowd, const Marks& marks) override;

 private:
  std::uint64_t count_ = 0;
};

/// Piece by piece, runs that follow one another as one.
class Visited final : public Sink {
 public:
  explicit Visited(Visitor& visitor) : visitor_(visitor), kernels_(cells::kernels()) {}
  bool leaves(const Chunk& chunk, std::uint32_t first, std::uint32_t last) override;
  bool part(const Chunk& chunk, std::uint32_t entry, const KeyRange& range) override;
  bool some(const Crowd& crowd, const Marks& marks) override;
  /// Hands on the last run.
  void end();

 private:
  bool run(Run run);
  bool list(std::span<const Slot> slots) { return goes_on_ = slots.empty() || visitor_.list(slots); }

  Visitor& visitor_;
  const cells::Kernels& kernels_;
  Run run_;
  bool goes_on_ = true;
};

}  // namespace heed::places
