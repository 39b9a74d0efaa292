#pragma once
// Who is inside an area. This is the rule by which people are warned: docs/areas.md says it in full. (PU-3)

#include <string>
#include <vector>

#include "lib/area/area.h"
#include "lib/area/readings.h"

namespace heed::area {

/// An area made ready for many questions. Immutable, so any thread may ask.
class Compiled {
 public:
  /// Requires: check(area). Without it, long edges beyond area::geodesic_points are followed more coarsely than to 1 m,
  /// and an outline of no extent encloses nobody; nothing worse happens.
  explicit Compiled(const Area& area, Edges edges = Edges::inclusive);

  /// Inside or on the edge of a polygon and not inside a hole of it, or within a circle.
  [[nodiscard]] bool contains(Position position) const;
  /// Which shape decided, counted from 1: "in polygon 2", "in circle 1"; empty when the position is outside.
  [[nodiscard]] std::string explain(Position position) const;

 private:
  struct Shape {
    std::vector<Outline> outline;             ///< its readings
    std::vector<std::vector<Outline>> holes;  ///< the readings of each

    [[nodiscard]] bool contains(Position position) const;
  };

  std::vector<Shape> shapes_;
  std::vector<Circle> circles_;
};

/// One question only; compile once for more.
[[nodiscard]] inline bool contains(const Area& area, Position position) { return Compiled(area).contains(position); }

}  // namespace heed::area
