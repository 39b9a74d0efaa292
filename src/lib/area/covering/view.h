#pragma once
// What stands at one moment: a tree of most areas, the few added since it was built, and the keys removed since then.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "lib/area/position.h"

namespace heed::covering {

/// Chosen by the caller; one area stands for each.
using Key = std::uint32_t;

class Base;
class Delta;

/// What a move changes, each in rising order.
struct Change {
  std::vector<Key> entered;
  std::vector<Key> left;
};

/// A box in which every position has the same answer, both corners included.
struct Cell {
  area::Position south_west;
  area::Position north_east;

  [[nodiscard]] bool contains(area::Position position) const {
    const auto offset = [](std::int32_t from, std::int32_t to) {
      return static_cast<std::uint32_t>(to) - static_cast<std::uint32_t>(from);
    };
    return offset(south_west.lat, position.lat) <= offset(south_west.lat, north_east.lat) &&
           offset(south_west.lon, position.lon) <= offset(south_west.lon, north_east.lon);
  }
};

/// Immutable, so any thread may ask. Answers are those of area::Compiled for each standing area. (PU-3)
class View {
 public:
  View(std::shared_ptr<const Base> base, std::shared_ptr<const Delta> delta);

  /// The keys of all areas that the position is inside or on the edge of, each once, in no order.
  [[nodiscard]] std::vector<Key> covers(area::Position position) const;
  /// The same, put at the end of `into`, which alone may allocate.
  void covers(area::Position position, std::vector<Key>& into) const;

  /// What covers `to` and not `from`, and the other way round. The second form replaces what `into` held.
  [[nodiscard]] Change moved(area::Position from, area::Position to) const;
  void moved(area::Position from, area::Position to, Change& into) const;

  /// A box around the position in which the answer is the same everywhere; none when an edge may be near.
  /// It holds as long as the revision of the current view is the one of this view. Keep it with the person:
  /// a move inside it needs no lookup.
  [[nodiscard]] std::optional<Cell> cell_of(area::Position position) const;

  [[nodiscard]] std::size_t size() const;        ///< standing areas
  [[nodiscard]] std::size_t bytes() const;       ///< memory, about
  [[nodiscard]] std::size_t waiting() const;     ///< changes since the tree was built
  [[nodiscard]] std::uint64_t revision() const;  ///< number of changes ever made; a rebuild is none

  [[nodiscard]] const Base& base() const { return *base_; }
  [[nodiscard]] const std::shared_ptr<const Base>& shared_base() const { return base_; }
  [[nodiscard]] const Delta& delta() const { return *delta_; }

 private:
  std::shared_ptr<const Base> base_;
  std::shared_ptr<const Delta> delta_;
};

/// A tree of all that stands in the view, for Covering::adopt. Takes about 40 us for each area. Any thread.
[[nodiscard]] std::shared_ptr<const Base> rebuilt(const View& view);

}  // namespace heed::covering
