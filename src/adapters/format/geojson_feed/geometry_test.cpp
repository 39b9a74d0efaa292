#include "adapters/format/geojson_feed/geometry.h"

#include <array>
#include <cmath>
#include <random>

#include <doctest/doctest.h>

#include "adapters/format/geojson_feed/line.h"
#include "lib/area/compiled.h"
#include "lib/area/geodesic.h"
#include "lib/area/geojson/geojson.h"
#include "lib/json/json.h"

namespace heed::geojson_feed {
namespace {

area::Area polygon(std::string_view text) { return {{*area::parse_polygon(text)}, {}}; }
area::Area circle(std::string_view text) { return {{}, {*area::parse_circle(text)}}; }

Value drawn(const area::Area& area) { return geometry_of({&area}).multi_polygon; }
std::string coordinates(const area::Area& area) { return json::write(*drawn(area).find("coordinates")); }

const core::Array& polygons_of(const Value& geometry) { return *geometry.find("coordinates")->array(); }

double number(const Value& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value.data)) return static_cast<double>(*whole);
  return std::get<double>(value.data);
}

double turning_of(const Value& ring) {
  double sum = 0;
  const auto& points = *ring.array();
  for (std::size_t i = 0; i + 1 < points.size(); ++i) {
    const auto& a = *points[i].array();
    const auto& b = *points[i + 1].array();
    sum += number(a[0]) * number(b[1]) - number(b[0]) * number(a[1]);
  }
  return sum;
}

/// What RFC 7946 asks of every MultiPolygon.
void check_form(const Value& geometry) {
  REQUIRE(*geometry.find("type")->text() == "MultiPolygon");
  for (const auto& each : polygons_of(geometry)) {
    for (std::size_t i = 0; i < each.array()->size(); ++i) {
      const auto& ring = (*each.array())[i];
      const auto& points = *ring.array();
      REQUIRE(points.size() >= 4);
      CHECK(points.front() == points.back());
      CHECK((i == 0 ? turning_of(ring) >= 0 : turning_of(ring) <= 0));
      for (const auto& point : points) {
        CHECK(std::abs(number((*point.array())[0])) <= 180);
        CHECK(std::abs(number((*point.array())[1])) <= 90);
      }
    }
  }
}

TEST_CASE("an_outline_is_drawn_longitude_first_closed_and_counterclockwise (PU-3)") {
  CHECK(coordinates(polygon("10,20 10,21 11,21")) == "[[[[20,10],[21,10],[21,11],[20,10]]]]");
  CHECK(coordinates(polygon("11,21 10,21 10,20")) == "[[[[20,10],[21,10],[21,11],[20,10]]]]");
  CHECK(coordinates(polygon("55.7558,37.6173 55,38 56,38.0000001")) ==
        "[[[[37.6173,55.7558],[38,55],[38.0000001,56],[37.6173,55.7558]]]]");
}

TEST_CASE("what_crosses_the_antimeridian_is_cut_there") {
  const auto normal = [](const area::Area& area) {
    double width = 0;
    for (const auto& each : polygons_of(drawn(area))) width += turning_of((*each.array())[0]);
    return width;
  };
  for (const std::string_view text : {"-18,178 -18,-178 -16,-178 -16,178", "-18,178 -18,182 -16,182 -16,178"}) {
    const auto area = polygon(text);
    CHECK(polygons_of(drawn(area)).size() == 2);
    check_form(drawn(area));
    CHECK(normal(area) == doctest::Approx(2 * 4 * 2));
  }
  CHECK(polygons_of(drawn(polygon("-18,179 -18,180 -16,180"))).size() == 1);
  CHECK(polygons_of(drawn(polygon("-18,-179 -18,-180 -16,-180"))).size() == 1);
}

TEST_CASE("a_hole_stays_in_its_piece_and_runs_clockwise") {
  area::Area area = polygon("-20,175 -20,-175 -10,-175 -10,175");
  area.polygons[0].rings.push_back(area::parse_polygon("-16,176 -16,177 -15,177")->rings[0]);
  area.polygons[0].rings.push_back(area::parse_polygon("-14,179 -14,-179 -13,-179 -13,179")->rings[0]);
  const auto geometry = drawn(area);
  check_form(geometry);
  const auto& polygons = polygons_of(geometry);
  REQUIRE(polygons.size() == 2);
  CHECK(polygons[0].array()->size() == 3);
  CHECK(polygons[1].array()->size() == 2);
}

TEST_CASE("an_outline_round_a_pole_is_led_up_to_it") {
  const auto geometry = drawn(polygon("70,0 70,90 70,180 70,-90"));
  check_form(geometry);
  double sum = 0;
  for (const auto& each : polygons_of(geometry)) sum += turning_of((*each.array())[0]);
  CHECK(sum == doctest::Approx(2 * 360 * 20));
}

TEST_CASE("an_outline_with_as_many_points_as_cap_takes_is_kept_and_one_more_is_boxed") {
  for (const auto points : {outline_points_max, outline_points_max + 1}) {
    area::Area area{{{{{}}}}, {}};
    auto& vertices = area.polygons[0].rings[0].vertices;
    const auto count = static_cast<std::int32_t>(points);
    for (std::int32_t i = 0; i + 1 < count; ++i) vertices.push_back({i * 1'000, (i % 2) * 10});
    vertices.push_back({count * 500, 100'000});
    const auto made = geometry_of({&area});
    CHECK(made.is_larger == (points > outline_points_max));
    const auto& ring = (*polygons_of(made.multi_polygon)[0].array())[0];
    CHECK(ring.array()->size() == (made.is_larger ? 5 : points + 1));
  }
}

TEST_CASE("without_an_area_there_is_no_geometry") {
  CHECK(geometry_of({}).multi_polygon.is_null());
  const area::Area empty;
  CHECK(geometry_of({&empty}).multi_polygon.is_null());
}

/// Whether the drawn shape has the place, straight edges, by the rule of crossings.
bool is_inside(const Value& geometry, area::Position at) {
  bool is_in = false;
  for (const auto& each : polygons_of(geometry)) {
    bool is_odd = false;
    for (const auto& ring : *each.array()) {
      const auto& points = *ring.array();
      for (std::size_t i = 0; i + 1 < points.size(); ++i) {
        const double x0 = number((*points[i].array())[0]);
        const double y0 = number((*points[i].array())[1]);
        const double x1 = number((*points[i + 1].array())[0]);
        const double y1 = number((*points[i + 1].array())[1]);
        if ((y0 > at.latitude()) == (y1 > at.latitude())) continue;
        if (at.longitude() < x0 + (at.latitude() - y0) / (y1 - y0) * (x1 - x0)) is_odd = !is_odd;
      }
    }
    is_in = is_in || is_odd;
  }
  return is_in;
}

TEST_CASE("whoever_is_in_a_circle_is_in_the_shape_drawn_for_it (PU-3)") {
  std::mt19937 random(17);
  const auto between_zero_and = [&](double most) { return most * static_cast<double>(random() % 100'000) / 100'000; };
  constexpr std::array<double, 7> radii = {0, 0.001, 0.3, 5, 80, 900, 4'000};
  int asked = 0;
  for (int round = 0; round < 60; ++round) {
    area::Circle made{*area::from_degrees(between_zero_and(178) - 89, between_zero_and(360) - 180),
                      radii[random() % radii.size()]};
    const double km = made.radius_km == 0 ? area::spot_radius_km : made.radius_km;
    const area::Area area{{}, {made}};
    const auto geometry = drawn(area);
    check_form(geometry);
    for (int i = 0; i < 60; ++i) {
      const double spread = km / 111 * 1.1;
      const double narrow = std::max(0.02, std::cos(made.centre.latitude() * 3.14159 / 180));
      const double lat = made.centre.latitude() + between_zero_and(2 * spread) - spread;
      double lon = made.centre.longitude() + (between_zero_and(2 * spread) - spread) / narrow;
      if (std::abs(lat) > 89.9 || std::abs(lon) > 540) continue;
      lon -= 360 * std::round(lon / 360);
      const auto place = area::from_degrees(lat, lon);
      if (!place || area::distance_metres(made.centre, *place) > km * 1'000) continue;
      CHECK_MESSAGE(is_inside(geometry, *place), area::to_text(made) << " has " << area::to_text(*place));
      ++asked;
    }
  }
  CHECK(asked > 500);
}

TEST_CASE("a_circle_is_drawn_at_most_two_parts_in_a_hundred_wider") {
  for (const std::string_view text : {"0,0 5", "55.75,37.61 25", "-60,179.99 300", "60,10 0.05", "45,-100 900"}) {
    CAPTURE(text);
    const auto area = circle(text);
    const auto& made = area.circles[0];
    double widest = 0;
    const auto geometry = drawn(area);
    for (const auto& each : polygons_of(geometry)) {
      for (const auto& point : *(*each.array())[0].array()) {
        const auto place = area::from_degrees(number((*point.array())[1]), number((*point.array())[0]));
        if (std::abs(std::abs(place->longitude()) - 180) < 1e-9) continue;
        widest = std::max(widest, area::distance_metres(made.centre, *place));
      }
    }
    CHECK(widest <= made.radius_km * 1'020 + 0.1);
    CHECK(widest >= made.radius_km * 1'000);
  }
}

TEST_CASE("a_circle_near_a_pole_is_a_band_of_latitudes") {
  const auto geometry = drawn(circle("89.9,30 50"));
  check_form(geometry);
  CHECK(is_inside(geometry, {895'000'000, -1'500'000'000}));
  CHECK(polygons_of(geometry).size() == 1);
}

TEST_CASE("our_own_reader_reads_what_is_drawn") {
  for (const auto& area :
       {polygon("10,20 10,21 11,21"), circle("55.75,37.61 25"), polygon("-18,178 -18,-178 -16,-178")}) {
    const auto read = geojson::read_area(drawn(area));
    REQUIRE_MESSAGE(read, read.error().detail);
    CHECK(!read->polygons.empty());
  }
}

}  // namespace
}  // namespace heed::geojson_feed
