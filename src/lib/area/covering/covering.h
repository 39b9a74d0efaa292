#pragma once
// Which of many standing areas cover a position: the reverse of area::Compiled, and of one mind with it. (PU-3)

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include "lib/area/area.h"
#include "lib/area/covering/view.h"
#include "lib/area/readings.h"

namespace heed::covering {

/// An area that is to stand from the beginning.
struct Entry {
  Key key = 0;
  area::Area area;
  area::Edges edges = area::Edges::inclusive;
};

/// Who puts what was added lately into the tree.
enum class Rebuild {
  at_once,    ///< the call that goes beyond delta_max does it, and takes as long as the whole tree takes
  by_caller,  ///< whoever sees is_due(), on any thread: adopt(rebuilt(*view()))
};

/// Additions and removals since the tree was built: beyond this many, lookups are noticeably slower.
inline constexpr std::size_t delta_max = 256;

/// The standing areas. One thread owns it and calls everything here; only view() may be called from any thread.
///
/// Guarantees: when add() returns, every view() taken afterwards, on any thread, answers with the new area. So whoever
/// first stores a move and then looks up what covers the new place, while somebody else first adds an area and then
/// asks the store who is inside, cannot both miss each other: one of the two finds the person, or both do. (PU-3)
class Covering {
 public:
  explicit Covering(Rebuild rebuild = Rebuild::at_once);
  /// All at once, which is far quicker than one by one. Of entries with the same key the last one stands.
  explicit Covering(std::span<const Entry> entries, Rebuild rebuild = Rebuild::at_once);

  /// From now on the area of this key is this one. Requires: area::check(area), as for area::Compiled.
  void add(Key key, const area::Area& area, area::Edges edges = area::Edges::inclusive);
  /// Whether it stood.
  bool remove(Key key);
  [[nodiscard]] bool stands(Key key) const;

  /// What stands now. It stays as it is while whoever holds it needs it. Any thread.
  [[nodiscard]] std::shared_ptr<const View> view() const;

  /// As in View, for the owner: without the cost of taking a view.
  [[nodiscard]] std::vector<Key> covers(area::Position position) const { return view_->covers(position); }
  void covers(area::Position position, std::vector<Key>& into) const { view_->covers(position, into); }
  [[nodiscard]] Change moved(area::Position from, area::Position to) const { return view_->moved(from, to); }
  void moved(area::Position from, area::Position to, Change& into) const { view_->moved(from, to, into); }
  [[nodiscard]] std::optional<Cell> cell_of(area::Position position) const { return view_->cell_of(position); }

  [[nodiscard]] std::size_t size() const { return view_->size(); }
  [[nodiscard]] std::size_t bytes() const { return view_->bytes(); }

  /// Whether more than delta_max changes wait for a rebuild.
  [[nodiscard]] bool is_due() const { return view_->waiting() > delta_max; }
  /// Takes a tree into use that was built from an earlier view; what changed since then stays beside it.
  /// False, and no change, when the tree in use is as new or newer.
  bool adopt(std::shared_ptr<const Base> base);

 private:
  void publish(std::shared_ptr<const View> next);
  void rebuild_if_due();

  Rebuild rebuild_;
  std::shared_ptr<const View> view_;  ///< written by the owner only, under the mutex
  mutable std::mutex mutex_;          ///< held for the time of copying or replacing one pointer
};

}  // namespace heed::covering
