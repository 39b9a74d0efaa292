#include "lib/area/area.h"

#include <doctest/doctest.h>

#include "core/limits.h"
#include "core/text.h"
#include "lib/area/check.h"

namespace heed::area {
namespace {

bool says(const Error& error, std::string_view part) { return core::sentence(error).find(part) != std::string::npos; }

/// Why not braces: a list in braces around one list is a copy of it.
template <class... Items>
Value list(const Items&... items) {
  core::Array out;
  (out.emplace_back(items), ...);
  return out;
}

TEST_CASE("a_polygon_in_cap_form_is_read_however_it_is_spaced_and_written_closed (PU-3)") {
  const std::string closed = "10,20 10,21 11,21 10,20";
  for (const auto& text : std::vector<std::string>{closed, "10,20 10,21 11,21", "\n10,20\t10,21\r\n 11,21  10,20\n",
                                                   "10.0,20.000 10,21 11,21 10,20 10,20"}) {
    const auto polygon = parse_polygon(text);
    REQUIRE_MESSAGE(polygon, text);
    CHECK(polygon->rings.size() == 1);
    CHECK(polygon->rings[0].vertices.size() == 3);
    CHECK(to_text(*polygon) == closed);
  }
}

TEST_CASE("a_polygon_that_cannot_be_meant_is_refused_and_the_point_is_named") {
  struct Row {
    std::string text;
    std::string says;
  };
  for (const auto& row : {Row{"", "at least three"},
                          Row{"10,20", "at least three"},
                          Row{"10,20 10,21 10,20", "at least three"},
                          Row{"10,20 10,20 10,20 10,20", "at least three"},
                          Row{"10,20 10,21 10,20 10,21", "on one line"},
                          Row{"10,20 11,21 12,22 10,20", "on one line"},
                          Row{"60,179 60,-179 60,179.5", "on one line"},
                          Row{"10,20 10,21 x,21", "point 3: \"x\""},
                          Row{"10,20 10, 21 11,21", "point 2: \"\""},
                          Row{"35.6,139.6 139.7,35.6 35,139", "point 2: latitude and longitude look swapped"},
                          Row{"10,20 10,211 11,21", "point 2: the longitude"},
                          Row{"10,20 10,21 -95,100", "point 3: the latitude -95"},
                          Row{"10,20 nan,21 11,21", "point 2: \"nan\""},
                          Row{"10,20 10,inf 11,21", "point 2: \"inf\""},
                          Row{"10,20 10,-160 11,21", "points 1 and 2: these are exactly 180"},
                          Row{"10,20 12,50 11,-160", "points 3 and 1: these are exactly 180"},
                          Row{"-60,-180 -60,180 60,180 60,-180", "points 1 and 2: this edge goes once round"},
                          Row{"-90,-180 -90,180 90,180 90,-180", "on one line"},
                          Row{"10,170 10,180 20,-180 20,170", "points 2 and 3: this edge goes once round"},
                          Row{"10,0 10,120 -21,-120", ""},
                          Row{"10,0 10,120 -10,-120 -10,0", "as much north as south"},
                          Row{"0,0 0,120 0,-120", "as much north as south"}}) {
    const auto polygon = parse_polygon(row.text);
    if (row.says.empty()) {
      CHECK_MESSAGE(polygon, row.text);
      continue;
    }
    REQUIRE_MESSAGE(!polygon, row.text);
    CHECK_MESSAGE(says(polygon.error(), row.says), row.text, " says ", core::sentence(polygon.error()));
  }
}

TEST_CASE("an_outline_has_as_many_points_as_the_limit_and_no_more") {
  const auto zigzag = [](std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += cat(i % 2, ".", i % 10, ",", i % 7, " ");
    return text;
  };
  CHECK(parse_polygon(zigzag(limits::ring_vertices)));
  const auto bomb = parse_polygon(zigzag(limits::ring_vertices + 1));
  REQUIRE(!bomb);
  CHECK(bomb.error().code == Code::too_large);
}

TEST_CASE("a_circle_in_cap_form_is_read_and_written") {
  CHECK(parse_circle("55.8258,37.3903 2").value() == Circle{{558258000, 373903000}, 2});
  CHECK(to_text(parse_circle(" 55.8258,37.3903\t2.50 ").value()) == "55.8258,37.3903 2.5");
  CHECK(to_text(parse_circle("0,0 0").value()) == "0,0 0");
  CHECK(to_text(parse_circle("0,0 0.0000014").value()) == "0,0 0.000001");
  CHECK(parse_circle("0,0 20004"));
  for (const std::string text : {"", "0,0", "0,0 1 2", "0,0 -1", "0,0 20004.1", "0,0 nan", "0,0 1e3", "0, 0 1",
                                 "91,0 1", "0,181 1", "0,0 1km"}) {
    CHECK_MESSAGE(!parse_circle(text), text);
  }
}

TEST_CASE("an_area_keeps_its_meaning_through_a_document") {
  const core::Object document{
      {"polygons", list("10,20 10,21 11,21 10,20", list("0,0 0,9 9,9 9,0 0,0", "1,1 1,2 2,2 1,1"))},
      {"circles", list("55.8258,37.3903 2")}};
  const auto area = from_value<Area>(document);
  REQUIRE(area);
  CHECK(area->polygons[1].rings.size() == 2);
  CHECK(to_value(*area) == Value(document));
  CHECK(spoken(*area) ==
        "circle of 2 km around 55.8258, 37.3903, polygon of 3 points and polygon of 4 points with 1 hole");
}

TEST_CASE("an_area_that_warns_nobody_or_too_vaguely_is_refused") {
  struct Row {
    core::Object document;
    std::string says;
  };
  const core::Value ring("10,20 10,21 11,21");
  for (const auto& row : std::vector<Row>{
           {{}, "at least one polygon or circle"},
           {{{"polygons", list()}}, "at least one polygon or circle"},
           {{{"polygons", list(list())}}, "polygons[0]: this must be"},
           {{{"polygons", list(7)}}, "polygons[0]: this must be"},
           {{{"polygons", list(ring, "10,20 10,21 95,100")}}, "polygons[1].point 3: the latitude"},
           {{{"polygons", list(list(ring, "1,1"))}}, "polygons[0][1]: an outline needs"},
           {{{"circles", list("0,0 -1")}}, "circles[0]: the radius"},
           {{{"circles", list("0,0 1", "139.7,35.6 1")}}, "circles[1]: latitude and longitude look swapped"},
           {{{"circles", list("0,0 nan")}}, "circles[0]: \"nan\""},
           {{{"polygons", list(ring, ring, "10,20 10,21 nan,3")}}, "polygons[2].point 3: \"nan\""},
           {{{"circle", list("0,0 1")}}, "no such field"}}) {
    const auto area = from_value<Area>(row.document);
    REQUIRE_MESSAGE(!area, row.says);
    CHECK_MESSAGE(says(area.error(), row.says), core::sentence(area.error()));
  }
}

TEST_CASE("a_wrong_shape_of_a_document_is_named_with_its_line_too") {
  core::Value wrong("10,20 10,21 139.7,35.6");
  wrong.line = 14;
  const auto area = from_value<Area>(core::Object{{"polygons", list("10,20 10,21 11,21", wrong)}});
  REQUIRE(!area);
  CHECK_MESSAGE(says(area.error(), "polygons[1].point 3: latitude and longitude look swapped"),
                core::sentence(area.error()));
  CHECK_MESSAGE(says(area.error(), "line 14"), core::sentence(area.error()));
}

TEST_CASE("an_area_of_too_many_points_or_too_many_very_long_edges_is_refused") {
  Area area;
  Ring ring;
  for (int i = 0; i < 1000; ++i) ring.vertices.push_back({i % 2 * 1000 + 1, i * 100});
  for (int i = 0; i < 200; ++i) area.polygons.push_back({{ring}});
  CHECK(check(area));
  area.polygons.push_back({{Ring{{{0, 0}, {0, 9}, {9, 9}}}}});
  REQUIRE(!check(area));
  CHECK(check(area).error().code == Code::too_large);

  Area wide;
  Ring zigzag;
  for (int i = 0; i < 2000; ++i) zigzag.vertices.push_back({600000000 + i, i % 2 == 0 ? 0 : 1700000000});
  wide.polygons.push_back({{zigzag}});
  REQUIRE(!check(wide));
  CHECK(says(check(wide).error(), "hundreds of kilometres"));
  zigzag.vertices.resize(40);
  wide.polygons = {{{zigzag}}};
  CHECK(check(wide));
}

TEST_CASE("an_area_is_said_in_a_few_words") {
  const Circle circle{{558258000, 373903000}, 2};
  const Polygon polygon{{Ring{{{0, 0}, {0, 9}, {9, 9}}}}};
  CHECK(spoken(Area{}) == "no area");
  CHECK(spoken(Area{{}, {circle}}) == "circle of 2 km around 55.8258, 37.3903");
  CHECK(spoken(Area{{polygon}, {}}) == "polygon of 3 points");
  CHECK(spoken(Area{{polygon, polygon, polygon}, {circle}}) == "3 polygons and 1 circle");
}

}  // namespace
}  // namespace heed::area
