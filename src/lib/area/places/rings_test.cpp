#include "lib/area/places/forms/rings.h"

#include <doctest/doctest.h>

#include "lib/area/places/twin.h"

namespace heed::places {
namespace {

using namespace testing;

/// Few long edges among many short ones, too.
void add_short_edges(area::Area& area) {
  if (area.polygons.empty()) return;
  auto& vertices = area.polygons[0].rings[0].vertices;
  for (int i = 0; i < 40; ++i) vertices.push_back(vertices.back());
}

struct Expected {
  const area::Reading* reading;
  std::size_t face;
  std::size_t group;
};

std::vector<Expected> in_order(const std::vector<area::Face>& faces) {
  std::vector<Expected> out;
  for (std::size_t face = 0; face < faces.size(); ++face) {
    for (const auto& reading : faces[face].outline) out.push_back({&reading, face, 0});
    for (std::size_t i = 0; i < faces[face].holes.size(); ++i) {
      for (const auto& reading : faces[face].holes[i]) out.push_back({&reading, face, i + 1});
    }
  }
  return out;
}

void check_rings(const area::Area& area, Edges edges) {
  const forms::Rings rings(area, edges);
  const auto faces = area::read(area, edges);
  const auto expected = in_order(faces);
  REQUIRE(rings.all().size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const auto& ring = rings.all()[i];
    REQUIRE(std::ranges::equal(ring.vertices, expected[i].reading->vertices));
    REQUIRE(ring.pole == expected[i].reading->pole);
    REQUIRE(ring.face == expected[i].face);
    REQUIRE(ring.group == expected[i].group);
  }
}

TEST_CASE("rings_are_what_area_read_gives") {
  Random random(17);
  for (const auto& region : regions) {
    for (int round = 0; round < 3; ++round) {
      auto area = draw_area(region, random);
      if (round % 3 == 0) add_short_edges(area);
      for (const auto edges : {Edges::planar, Edges::inclusive, Edges::geodesic}) check_rings(area, edges);
    }
  }
}

}  // namespace
}  // namespace heed::places
