#pragma once
// The rings of an area in every reading that counts: what the tests and the indexes below this folder work on.

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

/// A ring as it is tested: straight in longitude and latitude from vertex to vertex.
struct Reading {
  std::vector<Position> vertices;
  Pole pole = Pole::none;
};
/// The readings of one ring: one, or two where they differ.
using Readings = std::vector<Reading>;

/// A polygon: inside is what any reading of its outline encloses, without what all readings of some hole enclose
/// strictly.
struct Face {
  Readings outline;
  std::vector<Readings> holes;
};

/// The polygons of an area, in their order. Requires: check(area). Without it, long edges beyond area::geodesic_points
/// are followed more coarsely than to 1 m; nothing worse happens.
[[nodiscard]] std::vector<Face> read(const Area& area, Edges edges);

/// Within the radius, where 0 stands for spot_radius_km.
[[nodiscard]] bool reaches(const Circle& circle, Position position);

}  // namespace heed::area
