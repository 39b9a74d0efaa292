#include "lib/area/measure/measure.h"

#include <doctest/doctest.h>

namespace heed::measure {
namespace {

constexpr double earth = 510'065'621.724;  // surface of WGS 84 in km²

area::Area area_of(const std::vector<std::string>& rings, const std::vector<std::string>& circles = {}) {
  area::Area area;
  if (!rings.empty()) area.polygons.emplace_back();
  for (const auto& text : rings) area.polygons[0].rings.push_back(area::parse_polygon(text).value().rings[0]);
  for (const auto& text : circles) area.circles.push_back(area::parse_circle(text).value());
  return area;
}

TEST_CASE("an_area_has_the_size_that_is_known_of_it") {
  // Karney's own example for his Planimeter, a rough outline of Antarctica.
  const std::string antarctica =
      "-63.1,-58 -72.9,-74 -71.9,-102 -74.9,-102 -74.3,-131 -77.5,-163 -77.4,163 -71.7,172 -65.9,140 -65.7,113 "
      "-66.6,88 -66.9,59 -69.8,25 -70.0,-4 -71.0,-14 -77.3,-33 -77.9,-46 -74.7,-61";
  struct Row {
    std::string name;
    area::Area area;
    double square_km;
    double tolerance;
  };
  for (const auto& row : std::vector<Row>{
           {"an eighth of the earth", area_of({"0,0 0,90 90,0"}), earth / 8, 1e-9},
           {"the other way round", area_of({"0,0 90,0 0,90"}), earth / 8, 1e-9},
           {"Antarctica, round the pole", area_of({antarctica}), 13'662'703.680, 1e-9},
           {"a degree at the equator", area_of({"0,0 0,1 1,1 1,0"}), 12'308.8, 1e-4},
           {"a degree over the antimeridian", area_of({"0,179.5 0,-179.5 1,-179.5 1,179.5"}), 12'308.8, 1e-4},
           {"a small circle", area_of({}, {"55.8258,37.3903 2"}), 12.566, 1e-4},
           {"a spot", area_of({}, {"0,0 0"}), 0.00785398, 1e-4},
           {"half of the earth, by a circle", area_of({}, {"0,0 10007.557"}), earth / 2, 1e-4},
           {"all of it", area_of({}, {"0,0 20004"}), earth, 1e-3},
           {"shapes add up", area_of({"0,0 0,1 1,1 1,0"}, {"55.8258,37.3903 2"}), 12'321.4, 1e-4}}) {
    CHECK_MESSAGE(square_kilometres(row.area) == doctest::Approx(row.square_km).epsilon(row.tolerance), row.name);
  }
}

TEST_CASE("the_size_is_of_the_side_that_is_warned") {
  const auto cap = square_kilometres(area_of({"-65,-180 -65,-60 -65,60"}));
  CHECK(cap < earth / 10);
  CHECK(square_kilometres(area_of({"-65,60 -65,-60 -65,-180"})) == doctest::Approx(cap));
  CHECK(square_kilometres(area_of({"-65,-180 -65,-60 -65,60 -65,180 -90,180 -90,-180"})) == doctest::Approx(cap));
  CHECK(square_kilometres(area_of({"65,-180 65,-60 65,60"})) == doctest::Approx(cap));
}

TEST_CASE("a_hole_is_not_counted") {
  const std::string outer = "10,10 10,14 14,14 14,10";
  const std::string hole = "11,11 11,12 12,12 12,11";
  const double whole = square_kilometres(area_of({outer}));
  CHECK(square_kilometres(area_of({outer, hole})) == doctest::Approx(whole - square_kilometres(area_of({hole}))));
  CHECK(square_kilometres(area_of({hole, outer})) == 0);
}

TEST_CASE("an_area_over_the_size_is_refused_with_both_sizes_and_one_at_the_size_is_not") {
  const auto area = area_of({"0,0 0,1 1,1 1,0"});
  const double size = square_kilometres(area);
  CHECK(check_size(area, size));
  const auto refused = check_size(area, size - 1);
  REQUIRE(!refused);
  CHECK(refused.error().code == Code::too_large);
  CHECK_MESSAGE(refused.error().detail.find("12309 km²") != std::string::npos, refused.error().detail);
  CHECK_MESSAGE(refused.error().detail.find("12308 km²") != std::string::npos, refused.error().detail);
}

TEST_CASE("a_lost_sign_that_covers_a_hemisphere_is_over_the_default") {
  CHECK(check_size(area_of({"41,20 41,180 82,180 82,20"})));
  CHECK(!check_size(area_of({"-60,-100 -60,50 60,50 60,-100"})));
  CHECK(!check_size(area_of({}, {"48.85,2.35 5000"})));
}

}  // namespace
}  // namespace heed::measure
