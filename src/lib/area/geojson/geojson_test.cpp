#include "lib/area/geojson/geojson.h"

#include <cmath>

#include <doctest/doctest.h>

#include "core/limits.h"
#include "core/text.h"
#include "lib/area/compiled.h"

namespace heed::geojson {
namespace {

using area::Area;
using area::Position;
using core::Array;
using core::Object;

/// Why not braces: a list in braces around one list is a copy of it.
template <class... Items>
Array list(const Items&... items) {
  Array out;
  (out.emplace_back(items), ...);
  return out;
}
Value at(double lon, double lat) { return Array{lon, lat}; }
Array square(double west, double south, double size) {
  return {at(west, south), at(west + size, south), at(west + size, south + size), at(west, south + size),
          at(west, south)};
}
Object geometry(const char* type, Array coordinates) {
  return {{"type", type}, {"coordinates", std::move(coordinates)}};
}
Object feature(Value shape, Object properties = {}) {
  return {{"type", "Feature"}, {"properties", std::move(properties)}, {"geometry", std::move(shape)}};
}
Position place(const char* text) { return area::parse_position(text).value(); }

TEST_CASE("geojson_has_the_longitude_first (PU-3)") {
  const auto area = read_area(geometry("Polygon", list(square(37, 55, 1))));
  REQUIRE(area);
  CHECK(to_text(area->polygons[0]) == "55,37 55,38 56,38 56,37 55,37");
  CHECK(contains(*area, place("55.5,37.5")));
}

TEST_CASE("whoever_is_in_a_hole_is_out_and_whoever_is_on_its_edge_is_in") {
  const auto area = read_area(geometry("Polygon", list(square(0, 0, 9), square(3, 3, 3))));
  REQUIRE(area);
  const area::Compiled compiled(*area);
  CHECK(compiled.contains(place("1,1")));
  CHECK(!compiled.contains(place("4.5,4.5")));
  CHECK(compiled.contains(place("3,3")));
  CHECK(compiled.contains(place("4.5,3")));
  CHECK(!compiled.contains(place("4.5,3.0000001")));
}

TEST_CASE("collections_features_and_points_with_a_radius_add_up") {
  const Object collection{
      {"type", "FeatureCollection"},
      {"name", "foreign members are passed over"},
      {"features", Array{feature(geometry("MultiPolygon", list(list(square(0, 0, 1)), list(square(5, 5, 1))))),
                         feature(geometry("Point", {37.3903, 55.8258, 140}), {{"radius_km", 2}}),
                         feature(Object{{"type", "GeometryCollection"},
                                        {"geometries", list(geometry("Polygon", list(square(9, 9, 1))))}})}}};
  const auto area = read_area(collection);
  REQUIRE(area);
  CHECK(area->polygons.size() == 3);
  CHECK(to_text(area->circles.at(0)) == "55.8258,37.3903 2");
}

TEST_CASE("a_ring_that_is_left_open_is_closed") {
  auto open = square(37, 55, 1);
  open.pop_back();
  CHECK(read_area(geometry("Polygon", list(open))).value() ==
        read_area(geometry("Polygon", list(square(37, 55, 1)))).value());
}

TEST_CASE("a_ring_has_as_many_points_as_the_limit_and_no_more") {
  const auto zigzag = [](std::size_t count) {
    Array points;
    for (std::size_t i = 0; i < count; ++i)
      points.push_back(at(0.001 * static_cast<double>(i % 7), 0.001 * static_cast<double>(i % 20)));
    return points;
  };
  CHECK(read_area(geometry("Polygon", list(zigzag(limits::ring_vertices)))));
  const auto bomb = read_area(geometry("Polygon", list(square(0, 0, 1), zigzag(limits::ring_vertices + 2))));
  REQUIRE(!bomb);
  CHECK(bomb.error().code == Code::too_large);
  CHECK(core::sentence(bomb.error()).starts_with("coordinates[1]"));
}

TEST_CASE("geojson_that_is_no_area_is_refused_with_the_path") {
  struct Row {
    Value document;
    std::string says;
  };
  const auto point = geometry("Point", {1, 2});
  for (const auto& row : std::vector<Row>{
           {Value("x"), "\"type\" is missing"},
           {Object{{"type", "FeatureCollection"}, {"features", Array{}}}, "at least one polygon or circle"},
           {Object{{"type", "FeatureCollection"}}, "features: this must be a list"},
           {Object{{"type", "Feature"}, {"geometry", Value{}}}, "no geometry"},
           {geometry("LineString", {at(0, 0), at(1, 1)}), "\"LineString\" cannot be an area"},
           {point, "radius_km"},
           {feature(point, {{"radius_km", -1}}), "geometry: the radius"},
           {feature(point, {{"radius_km", "2 km"}}), "geometry.properties.radius_km"},
           {geometry("Polygon", {}), "needs an outline"},
           {geometry("Polygon", list(list(at(0, 0), at(1, 1)))), "coordinates[0]: an outline needs"},
           {geometry("Polygon", list(list(at(0, 0), list(1), at(1, 1)))), "coordinates[0].point 2"},
           {geometry("Polygon", list(list(at(0, 0), at(35, 139)))),
            "coordinates[0].point 2: latitude and longitude look swapped"},
           {geometry("Polygon", list(list(at(0, 0), at(100, 95), at(1, 1)))),
            "coordinates[0].point 2: the latitude 95"},
           {geometry("Polygon", list(list(at(0, 0), at(1, 1), at(211, 5)))),
            "coordinates[0].point 3: the longitude 211"},
           {geometry("Polygon", list(list(at(0, 0), at(std::nan(""), 1)))), "coordinates[0].point 2: latitude and"},
           {geometry("Polygon", list(list(at(0, 0), list("1", 1)))), "coordinates[0].point 2"},
           {geometry("MultiPolygon", list(list(square(0, 0, 1)), list(list(at(0, 0), at(0, 1), at(0, 2))))),
            "coordinates[1][0]: the points of this outline lie on one line"},
           {geometry("MultiPolygon", {}), "at least one polygon or circle"},
           {feature(point, {{"radius_km", std::nan("")}}), "geometry: the radius"},
           {feature(geometry("Point", {139.7, 135.6}), {{"radius_km", 1}}), "geometry.coordinates: the latitude"},
           {geometry("MultiPolygon", list(list(square(0, 0, 1)), 3)), "coordinates[1]: a polygon is a list"},
           {Object{{"type", "Polygon"},
                   {"coordinates", list(square(0, 0, 1))},
                   {"crs", Object{{"properties", Object{{"name", "EPSG:3857"}}}}}},
            "crs: coordinates must be WGS 84"}}) {
    const auto area = read_area(row.document);
    REQUIRE_MESSAGE(!area, row.says);
    const auto sentence = core::sentence(area.error());
    CHECK_MESSAGE(sentence.find(row.says) != std::string::npos, sentence, " should say ", row.says);
  }
}

}  // namespace
}  // namespace heed::geojson
