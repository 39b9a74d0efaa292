#pragma once
// Whether two areas have a place in common: who is responsible for a district is told of a warning that touches it.

#include <vector>

#include "lib/area/compiled.h"

namespace heed::overlap {

/// An area made ready to be compared with others. Immutable, so any thread may ask.
class Extent {
 public:
  /// Requires: area::check(area).
  explicit Extent(const area::Area& area, area::Edges edges = area::Edges::inclusive);

  /// Shares at least one place with `other`; borders belong to both. Where it is closer than a metre, two areas
  /// of which one has circles count as touching.
  [[nodiscard]] bool touches(const Extent& other) const;
  /// The same area, ready to be asked about single positions.
  [[nodiscard]] const area::Compiled& compiled() const { return compiled_; }

 private:
  /// A few edges of one ring, and the box round them.
  struct Run {
    std::vector<area::Position> vertices;  ///< one more than edges
    std::int64_t west = 0;
    std::int64_t width = 0;  ///< eastward from there
    std::int32_t south = 0;
    std::int32_t north = 0;
  };

  [[nodiscard]] static std::vector<Run> runs_of(const std::vector<area::Position>& ring);
  [[nodiscard]] static bool may_meet(const Run& a, const Run& b);
  [[nodiscard]] static bool cross(const Run& a, const Run& b);
  [[nodiscard]] bool has_part_in(const Extent& other) const;
  [[nodiscard]] bool circles_reach(const Extent& other) const;

  area::Compiled compiled_;
  std::vector<area::Circle> circles_;
  std::vector<area::Position> samples_;  ///< one vertex of every ring, and every centre
  std::vector<Run> runs_;
};

/// One question only.
[[nodiscard]] inline bool touch(const area::Area& a, const area::Area& b) { return Extent(a).touches(Extent(b)); }

}  // namespace heed::overlap
