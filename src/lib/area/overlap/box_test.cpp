#include "lib/area/overlap/box.h"

#include <cmath>
#include <random>

#include <doctest/doctest.h>

#include "core/codec.h"
#include "lib/area/overlap/overlap.h"

namespace heed::overlap {
namespace {

struct Boxed {
  std::string_view name;
  std::vector<std::string> polygons;
  std::vector<std::string> circles;
  double south, west, north, east;
};

TEST_CASE("a_box_holds_its_shapes_over_the_antimeridian_round_a_pole_and_along_the_shortest_way") {
  const Boxed rows[] = {
      {"a triangle", {"10,20 10,21 11,21 10,20"}, {}, 10, 20, 11, 21},
      {"over the antimeridian", {"-17,179 -17,-179 -18,-179 -18,179 -17,179"}, {}, -18, 179, -17, -179},
      {"two on both sides of it", {"0,178 1,178 1,179 0,178", "0,-178 1,-178 1,-177 0,-178"}, {}, 0, 178, 1, -177},
      {"the same, the eastern first", {"0,-178 1,-178 1,-177 0,-178", "0,178 1,178 1,179 0,178"}, {}, 0, 178, 1, -177},
      {"round a pole", {"80,0 80,120 80,-120 80,0"}, {}, 80, -180, 90, 180},
      {"a circle", {}, {"0,0 111"}, -1.01, -1.01, 1.01, 1.01},
      {"a circle at a pole", {}, {"89.9,0 50"}, 89.446, -180, 90, 180},
      {"a circle over the antimeridian", {}, {"0,180 111"}, -1.01, 178.99, 1.01, -178.99},
      {"the shortest way bends", {"50,0 50,60 49,60 49,0 50,0"}, {}, 49, 0, 54.0, 60},
  };
  for (const auto& row : rows) {
    area::Area area;
    for (const auto& text : row.polygons) area.polygons.push_back(*area::parse_polygon(text));
    for (const auto& text : row.circles) area.circles.push_back(*area::parse_circle(text));
    const auto box = box_of(area);
    const auto near = [](double got, double wanted) { return std::abs(got - wanted) < 0.03; };
    CHECK_MESSAGE(near(box.south_west.latitude(), row.south), row.name, " ", box.south_west.latitude());
    CHECK_MESSAGE(near(box.south_west.longitude(), row.west), row.name, " ", box.south_west.longitude());
    CHECK_MESSAGE(near(box.north_east.latitude(), row.north), row.name, " ", box.north_east.latitude());
    CHECK_MESSAGE(near(box.north_east.longitude(), row.east), row.name, " ", box.north_east.longitude());
    CHECK(meet(box, box));
    CHECK(from_value<Box>(to_value(box)).value() == box);
  }
}

TEST_CASE("boxes_meet_at_their_borders_and_over_the_antimeridian") {
  const auto box = [](double south, double west, double north, double east) {
    return Box{*area::from_degrees(south, west), *area::from_degrees(north, east)};
  };
  const auto fiji = box(-20, 177, -12, -178), all_round = box(80, -180, 90, 180);
  CHECK(meet(fiji, box(-15, -179, -14, -170)));
  CHECK(meet(fiji, box(-15, 170, -14, 177)));
  CHECK(!meet(fiji, box(-15, 170, -14, 176.9)));
  CHECK(!meet(fiji, box(-15, -177.9, -14, -170)));
  CHECK(!meet(fiji, box(-11.9, 178, -10, 179)));
  CHECK(meet(all_round, box(85, 10, 86, 11)));
  CHECK(meet(box(85, 10, 86, 11), all_round));
  CHECK(meet(box(0, 0, 10, 10), box(4, 4, 5, 5)));
  CHECK(meet(box(4, 4, 5, 5), box(0, 0, 10, 10)));
}

TEST_CASE("areas_that_touch_have_boxes_that_meet (PU-3)") {
  std::mt19937_64 dice(11);
  const auto draw = [&](std::int32_t low, std::int32_t high) {
    return low + static_cast<std::int32_t>(dice() % static_cast<std::uint64_t>(high - low + 1));
  };
  // Some metres wide, so that what is closer than a metre comes up; some of them over the antimeridian.
  const auto somewhere = [&] {
    const auto lon = draw(-1'000, 1'000);
    const auto east = static_cast<std::int32_t>(area::half_turn);
    return area::Position{draw(600'000'000, 600'001'000), lon < 0 ? east + lon : lon - east};
  };
  const auto random_area = [&] {
    area::Area made;
    if (draw(0, 1) == 0) {
      made.circles.push_back({somewhere(), draw(0, 30) / 1e3});
    } else {
      area::Ring ring;
      for (int i = 0; i < 3; ++i) ring.vertices.push_back(somewhere());
      made.polygons.push_back({{ring}});
    }
    return made;
  };
  std::size_t touching = 0;
  for (int round = 0; round < 20'000; ++round) {
    const auto a = random_area(), b = random_area();
    if (!touch(a, b)) continue;
    ++touching;
    REQUIRE(meet(box_of(a), box_of(b)));
    REQUIRE(meet(box_of(b), box_of(a)));
  }
  CHECK(touching > 1'000);
}

}  // namespace
}  // namespace heed::overlap
