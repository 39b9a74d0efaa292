// Borders against what a border is: places at a known distance from an outline, by the geodesic.

#include "lib/area/buffer/buffer.h"

#include <algorithm>
#include <cmath>
#include <random>

#include <GeographicLib/Geodesic.hpp>
#include <doctest/doctest.h>

#include "lib/area/check.h"
#include "lib/area/compiled.h"
#include "lib/area/geodesic.h"

namespace heed::buffer {
namespace {

using area::Area;
using area::Position;

Position place(double lat, double lon) { return area::from_degrees(lat, std::remainder(lon, 360.0)).value(); }

Area area_of(const std::vector<std::string>& texts) {
  Area area;
  area.polygons.emplace_back();
  for (const auto& text : texts) {
    auto polygon = area::parse_polygon(text);
    REQUIRE_MESSAGE(polygon, text);
    area.polygons[0].rings.push_back(polygon->rings[0]);
  }
  return area;
}

Position step_from(Position from, double bearing, double metres) {
  double lat = 0;
  double lon = 0;
  GeographicLib::Geodesic::WGS84().Direct(from.latitude(), from.longitude(), bearing, metres, lat, lon);
  return place(lat, lon);
}

/// Places on every edge in both readings, `gap` metres apart or less.
std::vector<Position> places_on(const area::Ring& ring, double gap) {
  std::vector<Position> out;
  const auto curved = area::with_geodesic_edges(ring.vertices, area::straightness_metres);
  for (const auto& line : {ring.vertices, curved}) {
    for (std::size_t i = 0; i < line.size(); ++i) {
      const auto a = line[i];
      const auto b = line[(i + 1) % line.size()];
      const double turn = std::remainder(b.longitude() - a.longitude(), 360.0);
      // A parallel is longer than the way that distance_metres takes, by half as much again at most.
      const double count = std::ceil(1.6 * distance_metres(a, b) / gap);
      for (double k = 0; k < count; ++k) {
        out.push_back(
            place(a.latitude() + (b.latitude() - a.latitude()) * k / count, a.longitude() + turn * k / count));
      }
    }
    if (curved.size() == ring.vertices.size()) break;
  }
  return out;
}

struct Row {
  std::string name;
  std::vector<std::string> rings;
  double metres;
};

struct Seen {
  int left_out = 0;   ///< within the distance and outside
  int too_far = 0;    ///< beyond what is allowed and inside
  int tried_far = 0;  ///< of so many
};

class Trial {
 public:
  explicit Trial(const Row& row) : metres_(row.metres), gap_(row.metres / 5), area_(area_of(row.rings)) {
    for (const auto& ring : area_.polygons[0].rings) {
      for (const auto each : places_on(ring, gap_)) edge_.push_back(each);
    }
  }
  [[nodiscard]] const Area& area() const { return area_; }

  Seen run(const area::Compiled& wide, std::mt19937& random) const {
    const area::Compiled narrow(area_);
    std::uniform_real_distribution<double> bearing(0, 360);
    std::uniform_real_distribution<double> share(0, 1);
    Seen seen;
    for (int round = 0; round < 400; ++round) {
      const auto from = edge_[random() % edge_.size()];
      const double reach = round % 3 == 0 ? 0.99999 : share(random);
      if (!wide.contains(step_from(from, bearing(random), metres_ * reach))) ++seen.left_out;
      const auto far = step_from(from, bearing(random), metres_ * (1.05 + share(random)));
      if (round % 4 != 0 || narrow.contains(far) || !is_surely_beyond(far)) continue;
      ++seen.tried_far;
      if (wide.contains(far)) ++seen.too_far;
    }
    return seen;
  }

 private:
  /// Between two of the places on the edge it may be a little nearer.
  [[nodiscard]] bool is_surely_beyond(Position position) const {
    const double reach = std::hypot(metres_ * (1 + overshoot_max) + 0.02, gap_ / 2);
    return std::ranges::none_of(edge_, [&](Position each) { return area::is_within(each, position, reach); });
  }

  double metres_;
  double gap_;
  Area area_;
  std::vector<Position> edge_;
};

const std::string zigzag = "50,10 50.3,10.02 50.02,10.04 50.3,10.06 50.02,10.08 50.3,10.1 50,10.12 49.9,10.05";

std::vector<Row> rows() {
  return {{"town", {"48.85,2.30 48.86,2.40 48.90,2.38 48.88,2.31"}, 500},
          {"town, wide", {"48.85,2.30 48.86,2.40 48.90,2.38 48.88,2.31"}, 20'000},
          {"at arm's length", {"48.8500,2.3000 48.8501,2.3002 48.8503,2.3001"}, 1},
          {"narrow bays", {zigzag}, 300},
          {"bays that close", {zigzag}, 3'000},
          {"bow-tie", {"10,10 10.5,10.5 10.5,10 10,10.5"}, 2'000},
          {"gone round twice", {"10,10 10,11 11,11 11,10 10,10 10,11 11,11 11,10"}, 2'000},
          {"with a spike there and back", {"0,0 0,1 1,1 3,3 1,1 1,0"}, 5'000},
          {"with a hole", {"60,10 60,11 61,11 61,10", "60.3,10.3 60.3,10.7 60.7,10.7 60.7,10.3"}, 5'000},
          {"over the antimeridian", {"-16,179 -16,-179.5 -18,-179.7 -17.5,179.2"}, 10'000},
          {"written past 180", {"-44,175 -44,180.085 -46,180.085 -46,175"}, 30'000},
          {"north", {"78,15 78.5,25 80,20 79,12"}, 5'000},
          {"beside the pole", {"89,10 89,60 89.9,30"}, 5'000},
          {"round the pole", {"85,0 86,90 85,180.1 84,-90"}, 3'000},
          {"a corner on the pole", {"88,0 88,90 90,0"}, 20'000},
          {"long edges", {"60,0 60,18 59,18 59,0"}, 10'000},
          {"tall", {"-30,20 30,21 30,22 -30,25"}, 20'000},
          {"by circles", {"45,0 45,8 49,8 49,0"}, 200'000},
          {"by circles over a pole", {"85,0 86,90 85,180.1 84,-90"}, 700'000},
          {"as far as may be", {"0,0 0,1 1,1"}, metres_max}};
}

TEST_CASE("every_place_within_the_distance_is_inside_and_none_far_beyond_it (PU-3)") {
  std::mt19937 random(20);
  for (const auto& row : rows()) {
    const Trial trial(row);
    const auto wide = widened(trial.area(), row.metres);
    REQUIRE_MESSAGE(wide, row.name);
    REQUIRE_MESSAGE(check(*wide), row.name);
    const auto seen = trial.run(area::Compiled(*wide), random);
    CHECK_MESSAGE(seen.left_out == 0, row.name);
    CHECK_MESSAGE(seen.too_far == 0, row.name, " of ", seen.tried_far);
    CHECK_MESSAGE(seen.tried_far > 0, row.name);
  }
}

TEST_CASE("a_coast_of_many_points_gets_few_shapes") {
  Area coast;
  area::Ring ring;
  std::mt19937 random(3);
  for (int i = 0; i < 10'000; ++i) {
    const double angle = i * 2 * 3.14159265358979 / 10'000;
    const double radius = 1 + 0.02 * std::sin(angle * 40) + 0.0005 * (static_cast<double>(random() % 1000) / 1000);
    ring.vertices.push_back(place(45 + radius * std::sin(angle), 10 + radius * std::cos(angle)));
  }
  coast.polygons.push_back({{ring}});
  REQUIRE(check(coast));
  for (const double metres : {100.0, 1'000.0, 10'000.0, 200'000.0}) {
    const auto wide = widened(coast, metres);
    REQUIRE(wide);
    CHECK(wide->polygons.size() + wide->circles.size() < 1'000);
  }
}

TEST_CASE("an_outline_too_fine_for_a_fine_border_gets_a_coarse_one_that_leaves_nobody_out (PU-3)") {
  Area coast;
  area::Ring ring;
  std::mt19937 random(4);
  for (int i = 0; i < 22'000; ++i) {
    const double angle = i * 2 * 3.14159265358979 / 22'000;
    const double radius = 8 + static_cast<double>(random() % 1000) / 10'000;
    ring.vertices.push_back(place(20 + radius * std::sin(angle), 10 + radius * std::cos(angle)));
  }
  coast.polygons.push_back({{ring}});
  constexpr double metres = 1'000;
  const auto wide = widened(coast, metres);
  REQUIRE(wide);
  CHECK(check(*wide));
  const area::Compiled compiled(*wide);
  for (int i = 0; i < 300; ++i) {
    const double bearing = static_cast<double>(random() % 360);
    const auto from = ring.vertices[random() % ring.vertices.size()];
    CHECK(compiled.contains(step_from(from, bearing, metres * 0.9999)));
  }
}

TEST_CASE("circles_grow_by_the_distance_and_a_spot_by_more") {
  const Area circles{{}, {{place(10, 20), 2}, {place(10, 20), 0}, {place(0, 0), 20'000}}};
  const auto wide = widened(circles, 1500);
  REQUIRE(wide);
  CHECK(wide->circles[0].radius_km == 3.5);
  CHECK(wide->circles[1].radius_km == 1.55);
  CHECK(widened(circles, 5000)->circles[2].radius_km == area::radius_km_max);
  CHECK(widened(circles, 0).value() == circles);
}

TEST_CASE("a_distance_that_cannot_be_meant_is_refused") {
  const auto area = area_of({"0,0 0,1 1,1"});
  for (const double metres : {-1.0, 0.99, 1'000'000.1, std::nan("")}) {
    const auto wide = widened(area, metres);
    REQUIRE_MESSAGE(!wide, metres);
    CHECK(wide.error().code == Code::invalid);
  }
  CHECK(widened(area, metres_min));
  CHECK(widened(area, metres_max));
}

TEST_CASE("a_border_over_the_limits_is_refused_and_not_made") {
  Area tall;
  area::Ring ring;
  // Along a meridian an edge needs no points to follow it, however long it is.
  for (int i = 0; i < 4'000; ++i) {
    for (const int lat : {-600'000'000, 600'000'000, -600'000'000}) ring.vertices.push_back({lat, i * 1000});
  }
  tall.polygons.push_back({{ring}});
  REQUIRE(check(tall));
  const auto wide = widened(tall, 100);
  REQUIRE(!wide);
  CHECK(wide.error().code == Code::too_large);
}

}  // namespace
}  // namespace heed::buffer
