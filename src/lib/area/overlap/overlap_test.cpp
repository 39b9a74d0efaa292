#include "lib/area/overlap/overlap.h"

#include <random>

#include <doctest/doctest.h>

#include "core/text.h"

namespace heed::overlap {
namespace {

area::Area polygon(std::string_view text) { return {{*area::parse_polygon(text)}, {}}; }
area::Area circle(std::string_view text) { return {{}, {*area::parse_circle(text)}}; }
area::Area with_hole(std::string_view outline, std::string_view hole) {
  auto made = polygon(outline);
  made.polygons[0].rings.push_back(area::parse_polygon(hole)->rings[0]);
  return made;
}

TEST_CASE("areas_that_have_a_place_in_common_touch_and_others_do_not (PU-3)") {
  const auto square = polygon("0,0 0,1 1,1 1,0");
  struct Row {
    std::string_view what;
    area::Area a;
    area::Area b;
    bool touch;
  };
  const std::vector<Row> rows = {
      {"itself", square, square, true},
      {"crossing like a cross, no vertex in the other", square, polygon("0.4,-1 0.4,2 0.6,2 0.6,-1"), true},
      {"one wholly in the other", square, polygon("0.4,0.4 0.4,0.6 0.6,0.6"), true},
      {"a common edge", square, polygon("0,1 0,2 1,2 1,1"), true},
      {"a common corner", square, polygon("1,1 1,2 2,2"), true},
      {"one unit apart", square, polygon("0,1.0000001 0,2 1,2 1,1.0000001"), false},
      {"apart", square, polygon("5,5 5,6 6,6"), false},
      {"in a hole", with_hole("0,0 0,9 9,9 9,0", "2,2 2,7 7,7 7,2"), polygon("4,4 4,5 5,5"), false},
      {"in a hole, on its edge", with_hole("0,0 0,9 9,9 9,0", "2,2 2,7 7,7 7,2"), polygon("2,4 4,5 5,5"), true},
      {"across the antimeridian", polygon("0,179 0,-179 1,-179 1,179"), polygon("0.5,-179.5 0.5,-178 0.6,-178"), true},
      {"at the antimeridian, other side of the earth", polygon("0,179 0,-179 1,-179 1,179"), square, false},
      {"written beyond 180", polygon("0,179 0,181 1,181 1,179"), polygon("0.5,-179.5 0.5,-178 0.6,-178"), true},
      {"a circle over an edge, its centre outside", square, circle("0.5,1.05 10"), true},
      {"a circle near an edge", square, circle("0.5,1.05 5"), false},
      {"a circle in the polygon", square, circle("0.5,0.5 1"), true},
      {"a polygon in the circle", square, circle("0.5,0.5 500"), true},
      {"two circles that meet", circle("0,0 60"), circle("0,1 60"), true},
      {"two circles apart", circle("0,0 50"), circle("0,1 50"), false},
      {"a circle in a hole", with_hole("0,0 0,9 9,9 9,0", "2,2 2,7 7,7 7,2"), circle("4.5,4.5 100"), false},
      {"a circle over the edge of a hole", with_hole("0,0 0,9 9,9 9,0", "2,2 2,7 7,7 7,2"), circle("4.5,4.5 300"),
       true},
      {"polar cap and its pole", polygon("80,0 80,90 80,179 80,-90"), circle("90,0 1"), true},
  };
  for (const auto& row : rows) {
    CHECK_MESSAGE(touch(row.a, row.b) == row.touch, row.what);
    CHECK_MESSAGE(touch(row.b, row.a) == row.touch, row.what, ", the other way");
  }
}

TEST_CASE("whoever_finds_a_common_place_finds_the_areas_touching (PU-3)") {
  std::mt19937_64 dice(7);
  const auto draw = [&](std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(dice() % static_cast<std::uint64_t>(high - low + 1));
  };
  const auto random_area = [&] {
    area::Area made;
    if (draw(0, 3) == 0) {
      made.circles.push_back({{static_cast<std::int32_t>(draw(0, 400)), static_cast<std::int32_t>(draw(0, 400))},
                              static_cast<double>(draw(1, 2'000)) / 1e6});
      return made;
    }
    area::Ring ring;
    for (std::int64_t i = 0, n = draw(3, 7); i < n; ++i) {
      ring.vertices.push_back(
          {static_cast<std::int32_t>(draw(0, 40) * 10), static_cast<std::int32_t>(draw(0, 40) * 10)});
    }
    made.polygons.push_back({{ring}});
    return made;
  };
  int touching = 0;
  for (int round = 0; round < 300; ++round) {
    const auto a = random_area();
    const auto b = random_area();
    const area::Compiled in_a(a), in_b(b);
    bool is_shared = false;
    for (std::int32_t lat = 0; lat <= 400 && !is_shared; lat += 10) {
      for (std::int32_t lon = 0; lon <= 400 && !is_shared; lon += 10) {
        is_shared = in_a.contains({lat, lon}) && in_b.contains({lat, lon});
      }
    }
    if (!is_shared) continue;
    ++touching;
    CHECK_MESSAGE(touch(a, b), "round ", round);
  }
  CHECK(touching > 100);
}

}  // namespace
}  // namespace heed::overlap
