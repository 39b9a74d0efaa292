#pragma once
// Where everybody is, kept so that "who is inside this area?" is answered in microseconds. (PU-3)

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/result.h"
#include "lib/area/places/shape.h"
#include "lib/area/places/slots.h"

namespace heed::places {

/// An index of places, changed as they move.
///
/// Guarantees: a question is answered exactly as area::Compiled would answer it for every single place, from the places
/// as they were at one instant between two writes: each place that is inside is found once, at the one position it had
/// then. A question that begins after a write has returned sees that write.
///
/// Threads: one writer at a time (insert, remove, move, move_all, position_of, contains, bytes, moving the object); any
/// number of readers at the same time (find, count, visit, save, size). A reader waits for at most a few writes in
/// progress, some microseconds; writers never wait for readers. What readers still look at is kept for them: a visitor
/// that takes minutes keeps the old form of all leaves that change meanwhile.
///
/// Positions are kept as places on the earth: 180 degrees west is 180 degrees east, and a pole has no longitude.
class Places {
 public:
  Places();
  Places(Places&& other) noexcept;
  Places& operator=(Places&& other) noexcept;
  ~Places();

  /// About 0.1 s a million. Requires: no slot twice; latitudes within ±90 degrees (here and in every write).
  [[nodiscard]] static Places build(std::span<const Place> places);

  /// The place is there from now on, whether or not it was elsewhere. Requires: slot <= slot_max.
  /// Returns whether it is new.
  bool insert(Slot slot, Position position);
  /// Returns false, and does nothing, when there is no such place. The same for remove.
  bool move(Slot slot, Position position);
  bool remove(Slot slot);
  /// The same as moving one after the other, and faster. Readers see them in groups of some dozens, each group at once.
  /// Returns how many were there to be moved.
  std::size_t move_all(std::span<const Place> places);

  [[nodiscard]] std::size_t size() const;
  /// Memory in use, of all kinds.
  [[nodiscard]] std::size_t bytes() const;
  [[nodiscard]] bool contains(Slot slot) const;
  [[nodiscard]] std::optional<Position> position_of(Slot slot) const;

  /// Whoever is inside, in no particular order, each once.
  [[nodiscard]] std::vector<Slot> find(const Shape& shape) const;
  /// The same, added to `into`; the fastest form, when `into` has been used before.
  void find(const Shape& shape, Found& into) const;
  [[nodiscard]] std::uint64_t count(const Shape& shape) const;
  /// The same in pieces: runs of consecutive slots where places that lie close together were numbered one after the
  /// other, lists everywhere else.
  void visit(const Shape& shape, Visitor& visitor) const;

  /// Takes the pieces of a snapshot, in order; what fails there ends the saving.
  using Write = std::function<Result<void>(std::span<const std::byte>)>;
  /// The index as flat bytes, as it is at one instant; `over` makes an index of them again.
  [[nodiscard]] Result<void> save(const Write& write) const;
  /// An index in these bytes, which it uses and changes in place: give it a private mapping of the file (writes are
  /// then copied by the operating system and never reach the file), or a copy. Requires: `bytes` begin at a multiple of
  /// 8, outlive the index, and nobody else changes them. Errors: corrupt, when these are not the bytes of one snapshot
  /// (header and directory are held against a checksum; the places themselves are not, and nothing worse than wrong
  /// answers comes from wrong ones); unsupported, for another version of the format.
  [[nodiscard]] static Result<Places> over(std::span<std::byte> bytes);

 private:
  struct State;
  explicit Places(std::unique_ptr<State> state);

  std::unique_ptr<State> state_;
};

}  // namespace heed::places
