#include "lib/area/compiled.h"

#include <cmath>
#include <random>

#include <GeographicLib/Geodesic.hpp>
#include <GeographicLib/GeodesicLine.hpp>
#include <GeographicLib/Rhumb.hpp>
#include <doctest/doctest.h>

#include "core/text.h"
#include "lib/area/check.h"
#include "lib/area/geodesic.h"

namespace heed::area {
namespace {

Position place(std::string_view text) { return parse_position(text, Reach::outline).value(); }
Area area_of(std::string_view text) {
  auto polygon = parse_polygon(text);
  REQUIRE_MESSAGE(polygon, std::string(text));
  return Area{{*std::move(polygon)}, {}};
}

struct Row {
  std::string name;
  std::string polygon;
  std::vector<std::string> inside;
  std::vector<std::string> outside;
};

void check_rows(const std::vector<Row>& rows, Edges edges) {
  for (const auto& row : rows) {
    const Compiled compiled(area_of(row.polygon), edges);
    for (const auto& text : row.inside) CHECK_MESSAGE(compiled.contains(place(text)), cat(row.name, ": ", text));
    for (const auto& text : row.outside) CHECK_MESSAGE(!compiled.contains(place(text)), cat(row.name, ": ", text));
  }
}

TEST_CASE("a_point_on_an_edge_or_a_vertex_is_inside (PU-3)") {
  check_rows({{"square",
               "0,0 0,2 2,2 2,0",
               {"0,0", "2,2", "0,1", "1,0", "1,2", "2,1", "1,1"},
               {"-0.0000001,1", "1,-0.0000001", "1,2.0000001", "2.1,1", "-1,-1"}},
              {"slope",
               "0,0 0.0000003,0.0000009 0,0.0000009",
               {"0.0000001,0.0000003", "0.0000002,0.0000006"},
               {"0.0000001,0.0000002", "0.0000003,0.0000008"}},
              {"sliver",
               "10,10 10.0000001,10.5 10,11",
               {"10,10.3", "10.0000001,10.5"},
               {"10.0000001,10.3", "9.9999999,10.5"}}},
             Edges::planar);
}

TEST_CASE("crossings_and_overlaps_are_inside_whatever_the_direction (PU-3)") {
  check_rows({{"bow-tie", "0,0 2,2 2,0 0,2", {"0.2,1", "1.8,1", "1,1", "1.9,1.9"}, {"1,0.2", "1,1.8"}},
              {"drawn clockwise", "0,0 2,0 2,2 0,2 0,0", {"1,1"}, {"3,1"}},
              {"drawn anticlockwise", "0,0 0,2 2,2 2,0 0,0", {"1,1"}, {"3,1"}},
              {"left open", "0,0 0,2 2,2 2,0", {"1,1", "1,0"}, {"3,1"}},
              {"gone round twice", "0,0 0,2 2,2 2,0 0,0 0,2 2,2 2,0 0,0", {"1,1"}, {"3,1"}},
              {"with a spike", "0,0 0,2 2,2 5,5 2,2 2,0", {"1,1", "4,4"}, {"4,3.9", "3,2"}}},
             Edges::planar);
}

TEST_CASE("an_edge_over_the_antimeridian_takes_the_short_way (PU-3)") {
  check_rows(
      {{"Fiji",
        "-16,177 -16,-179 -19,-179 -19,177",
        {"-17,179", "-17,-179.5", "-17,180", "-17,-180", "-16,180", "-17,177"},
        {"-17,176.9", "-17,-178.9", "-17,0"}},
       {"written past 180",
        "-44,175 -44,180.085 -46,180.085 -46,175",
        {"-45,179", "-45,-179.915", "-45,180"},
        {"-45,-179.9", "-45,174"}},
       {"cut at the antimeridian", "10,170 10,180 20,180 20,170", {"15,180", "15,-180", "15,175"}, {"15,-179.9"}},
       {"band round the earth",
        "-5,-180 -5,-60 -5,60 -5,180 5,180 5,60 5,-60 5,-180",
        {"0,0", "0,180", "0,-180", "5,77"},
        {"20,0", "-20,180"}}},
      Edges::inclusive);
}

TEST_CASE("a_ring_round_a_pole_encloses_it (PU-3)") {
  const std::vector<Row> rows{
      {"Arctic",
       "70,0 70,120 70,-120",
       {"90,0", "90,77", "80,33", "70,0", "70,60"},
       {"69.9,0", "0,0", "-90,0", "-80,5"}},
      {"the other way round", "70,0 70,-120 70,120", {"90,0", "80,33"}, {"60,0", "-80,5"}},
      {"Antarctica cut at the antimeridian",
       "-65,-180 -65,-60 -65,60 -65,180 -90,180 -90,-180",
       {"-90,0", "-80,10", "-80,180", "-80,-180", "-65,180"},
       {"-64,10", "-64,180", "90,0"}},
      {"corner at the pole", "60,0 60,90 90,0", {"90,0", "90,45", "90,-120", "70,10"}, {"80,-10", "-90,0"}},
      {"beside the pole", "89,10 89,60 89.9,30", {"89.3,30"}, {"90,30", "89.5,-100"}}};
  check_rows(rows, Edges::inclusive);
  const Compiled geodesic(area_of("70,0 70,120 70,-120"), Edges::geodesic);
  CHECK(geodesic.contains(place("90,5")));
  CHECK(!geodesic.contains(place("75,60")));
}

TEST_CASE("whoever_is_inside_by_either_reading_is_inside (PU-3)") {
  // The edge along the parallel of 60° bends up to 34 km north on a geodesic of 1000 km.
  const auto area = area_of("60,0 60,18 59,18 59,0");
  const auto notch = area_of("60,0 60,18 61,18 61,0");
  struct Case {
    const Area& area;
    std::string position;
    bool planar;
    bool geodesic;
  };
  for (const auto& row :
       {Case{area, "60.2,9", false, true}, Case{area, "60.31,9", false, false}, Case{area, "59.5,9", true, true},
        Case{area, "59.1,9", true, false}, Case{notch, "60.2,9", true, false}, Case{notch, "61.2,9", false, true}}) {
    const auto position = place(row.position);
    CHECK_MESSAGE(Compiled(row.area, Edges::planar).contains(position) == row.planar, row.position);
    CHECK_MESSAGE(Compiled(row.area, Edges::geodesic).contains(position) == row.geodesic, row.position);
    CHECK_MESSAGE(Compiled(row.area).contains(position) == (row.planar || row.geodesic), row.position);
  }
}

TEST_CASE("a_hole_takes_out_only_those_who_are_in_it_by_both_readings") {
  auto area = area_of("50,-10 50,30 70,30 70,-10");
  area.polygons[0].rings.push_back(area_of("60,0 60,18 62,18 62,0").polygons[0].rings[0]);
  const Compiled compiled(area);
  CHECK(compiled.contains(place("60.2,9")));
  CHECK(!compiled.contains(place("61,9")));
  CHECK(compiled.contains(place("62.2,9")));
  CHECK(!Compiled(area, Edges::planar).contains(place("60.2,9")));
}

TEST_CASE("the_geodesic_reading_keeps_to_the_shortest_line_within_a_metre") {
  const auto& earth = GeographicLib::Geodesic::WGS84();
  std::mt19937 random(5);
  std::uniform_real_distribution<double> latitude(-89, 89);
  std::uniform_real_distribution<double> longitude(-180, 180);
  for (int round = 0; round < 300; ++round) {
    const auto a = from_degrees(latitude(random), longitude(random)).value();
    const double reach = std::pow(10, 3 + 4.2 * (random() % 1000) / 1000.0);
    double lat = 0;
    double lon = 0;
    earth.Direct(a.latitude(), a.longitude(), longitude(random), reach, lat, lon);
    const auto b = from_degrees(lat, lon).value();
    const auto ring = with_geodesic_edges({a, b}, straightness_metres);
    CHECK(ring.size() - 2 <= 2 * points_between(a, b, straightness_metres));
    const auto end = std::find(ring.begin(), ring.end(), b);
    for (auto at = ring.begin(); at != end && at + 1 <= end; ++at) {
      if (random() % 16 != 0) continue;
      // The middle of a planar piece, and the shortest line between its ends, which is a part of the edge.
      const auto next = at + 1;
      const double turn = std::remainder(next->longitude() - at->longitude(), 360.0);
      const double middle_lat = (at->latitude() + next->latitude()) / 2;
      const auto line = earth.InverseLine(at->latitude(), at->longitude(), next->latitude(), next->longitude());
      double nearest = 1e9;
      for (int i = 30; i <= 70; ++i) {
        double away = 0;
        line.Position(line.Distance() * i / 100, lat, lon);
        earth.Inverse(middle_lat, at->longitude() + turn / 2, lat, lon, away);
        nearest = std::min(nearest, away);
      }
      const double slack = 0.02 + line.Distance() / 100;  // The samples on the line are this far apart.
      CHECK_MESSAGE(nearest <= std::hypot(1.0, slack), to_text(*at), " to ", to_text(*next), " is off by ", nearest);
    }
  }
}

TEST_CASE("the_line_of_constant_bearing_is_inside_too") {
  // A third reading, drawn by people with a Mercator map; it runs between the two others.
  std::mt19937 random(9);
  std::uniform_real_distribution<double> latitude(5, 70);
  std::uniform_real_distribution<double> longitude(-180, 180);
  int tested = 0;
  for (int round = 0; round < 500; ++round) {
    const auto at = [&] { return from_degrees(latitude(random), longitude(random)).value(); };
    const Ring triangle{{at(), at(), at()}};
    if (!check(triangle) || pole_within(triangle.vertices) != Pole::none) continue;
    const auto a = triangle.vertices[0];
    const auto b = triangle.vertices[1];
    const auto& earth = GeographicLib::Rhumb::WGS84();
    double length = 0;
    double bearing = 0;
    double lat = 0;
    double lon = 0;
    earth.Inverse(a.latitude(), a.longitude(), b.latitude(), b.longitude(), length, bearing);
    earth.Direct(a.latitude(), a.longitude(), bearing, length / 2, lat, lon);
    const auto middle = from_degrees(lat, lon).value();
    const Compiled planar(Area{{{{triangle}}}, {}}, Edges::planar);
    const Compiled geodesic(Area{{{{triangle}}}, {}}, Edges::geodesic);
    if (planar.contains(middle) == geodesic.contains(middle)) continue;
    ++tested;
    CHECK(Compiled(Area{{{{triangle}}}, {}}).contains(middle));
  }
  CHECK(tested > 50);
}

TEST_CASE("a_circle_is_a_geodesic_distance_and_its_rim_is_inside (PU-3)") {
  const auto& earth = GeographicLib::Geodesic::WGS84();
  std::mt19937 random(3);
  std::uniform_real_distribution<double> latitude(-90, 90);
  std::uniform_real_distribution<double> longitude(-180, 180);
  for (int round = 0; round < 20'000; ++round) {
    const auto centre = from_degrees(latitude(random), longitude(random)).value();
    const double reach = std::pow(10, 2 + 5.3 * (random() % 1000) / 1000.0);
    double lat = 0;
    double lon = 0;
    earth.Direct(centre.latitude(), centre.longitude(), longitude(random), reach, lat, lon);
    const auto rim = from_degrees(lat, lon).value();
    const double metres = distance_metres(centre, rim);
    CHECK(Compiled({{}, {{centre, (metres + 0.001) / 1000}}}).contains(rim));
    CHECK(!Compiled({{}, {{centre, (metres - 0.001) / 1000}}}).contains(rim));
    REQUIRE(is_within(centre, rim, metres));
    REQUIRE(!is_within(centre, rim, std::nextafter(metres, 0)));
    const double other = metres * (0.9 + 0.2 * (random() % 1000) / 1000.0);
    REQUIRE(is_within(centre, rim, other) == (metres <= other));
  }
}

TEST_CASE("circles_hold_over_poles_and_the_antimeridian_and_a_spot_has_a_reach") {
  const auto inside = [](const char* circle, const char* text) {
    return contains(Area{{}, {parse_circle(circle).value()}}, place(text));
  };
  CHECK(inside("90,0 100", "89.2,-135"));
  CHECK(inside("89.5,0 100", "90,77"));
  CHECK(inside("0,179.9 30", "0,-179.9"));
  CHECK(!inside("0,179.9 22", "0,-179.9"));
  CHECK(inside("0,0 20004", "0,180"));
  CHECK(inside("55.8258,37.3903 0", "55.8258,37.3903"));
  CHECK(inside("55.8258,37.3903 0", "55.8262,37.3903"));
  CHECK(!inside("55.8258,37.3903 0", "55.8263,37.3903"));
  CHECK(!inside("55.8258,37.3903 0.001", "55.8259,37.3903"));
}

TEST_CASE("the_shape_that_decided_is_named") {
  Area area = area_of("0,0 0,1 1,1 1,0");
  area.polygons.push_back(area_of("5,5 5,6 6,6 6,5").polygons[0]);
  area.circles.push_back(parse_circle("5.5,5.5 500").value());
  const Compiled compiled(area);
  CHECK(compiled.explain(place("0.5,0.5")) == "in polygon 1");
  CHECK(compiled.explain(place("5.5,5.5")) == "in polygon 2");
  CHECK(compiled.explain(place("7,7")) == "in circle 1");
  CHECK(compiled.explain(place("20,20")) == "");
}

TEST_CASE("an_area_that_nobody_checked_does_no_harm") {
  Ring zigzag;
  for (int i = 0; i < 20'000; ++i) zigzag.vertices.push_back({600000000 + i, i % 2 == 0 ? 0 : 1700000000});
  const Area bomb{{{{zigzag}}, {}, {{Ring{}}}, {{Ring{{{1, 1}}}}}}, {}};
  const Compiled compiled(bomb);
  CHECK(compiled.contains({600000000, 0}));
  CHECK(!compiled.contains({0, 0}));
  CHECK(Compiled(Area{{{{Ring{{{0, 0}, {0, 1800000000}, {9, 9}}}}}}, {}}).contains({0, 0}));
}

}  // namespace
}  // namespace heed::area
