#pragma once
// Who is inside an area. This is the rule by which people are warned: docs/areas.md says it in full. (PU-3)

#include <string>
#include <vector>

#include "core/words.h"
#include "lib/area/area.h"
#include "lib/area/outline.h"

namespace heed::area {

/// How the line between two vertices runs. CAP does not say, so by default nobody is left out who is inside by either.
enum class Edges {
  inclusive,  ///< planar or geodesic, whichever reaches further
  planar,     ///< straight in longitude and latitude (RFC 7946, PostGIS geometry)
  geodesic,   ///< the shortest line on WGS 84, to 1 m (PostGIS geography)
};
constexpr auto words(Edges) {
  return core::word_table<Edges>(
      {{Edges::inclusive, "inclusive"}, {Edges::planar, "planar"}, {Edges::geodesic, "geodesic"}});
}

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
  /// The readings of one ring: one, or two where they differ.
  using Readings = std::vector<Outline>;
  struct Face {
    Readings outline;
    std::vector<Readings> holes;

    [[nodiscard]] bool contains(Position position) const;
  };

  [[nodiscard]] static Readings read(const Ring& ring, Edges edges, double tolerance_metres);

  std::vector<Face> faces_;
  std::vector<Circle> circles_;
};

/// One question only; compile once for more.
[[nodiscard]] inline bool contains(const Area& area, Position position) { return Compiled(area).contains(position); }

}  // namespace heed::area
