#include "adapters/format/cap_alert/shapes.h"

#include <array>

#include <doctest/doctest.h>

#include "lib/cap/check.h"

namespace heed::cap_alert {
namespace {

TEST_CASE("what_cap_cannot_hold_is_drawn_as_the_box_around_it (PU-3)") {
  struct Row {
    std::string_view name;
    std::string_view given;
    std::vector<std::string> expected;
  };
  const std::array rows = {
      Row{"plain", "10,20 10,21 11,21", {"10,20 10,21 11,21 10,20"}},
      Row{"crosses itself", "10,20 12,22 12,20 10,22", {"10,20 10,22 12,22 12,20 10,20"}},
      Row{"beyond the antimeridian, eastward",
          "-18,178 -18,182 -16,182 -16,178",
          {"-18,178 -18,180 -16,180 -16,178 -18,178", "-18,-180 -18,-178 -16,-178 -16,-180 -18,-180"}},
      Row{"beyond the antimeridian, with a jump",
          "-18,-178 -16,-178 -16,178 -18,178",
          {"-18,178 -18,180 -16,180 -16,178 -18,178", "-18,-180 -18,-178 -16,-178 -16,-180 -18,-180"}}};
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto polygon = area::parse_polygon(row.given);
    REQUIRE(polygon);
    CHECK(drawn(*polygon) == row.expected);
  }
}

TEST_CASE("a_description_says_when_something_is_drawn_larger") {
  const auto bow_tie = area::parse_polygon("10,20 12,22 12,20 10,22");
  REQUIRE(bow_tie);
  CHECK(drawn(area::Area{{*bow_tie}, {}}).description ==
        "The area shown: polygon of 4 points (drawn larger than it is)");
}

TEST_CASE("a_geocode_stands_under_its_name_beside_its_outline_without_the_margin (PU-2, PU-3)") {
  const auto outline = area::parse_polygon("10,20 10,21 11,21");
  REQUIRE(outline);
  const auto shown =
      drawn(warning::Geocode{"NUTS", "DE30", warning::Meaning{"Berlin", "made up", 500, {{*outline}, {}}}});
  CHECK(shown.description == "Berlin (NUTS DE30)");
  CHECK(shown.polygons == std::vector<std::string>{"10,20 10,21 11,21 10,20"});
  CHECK(shown.geocodes == std::vector<cap::NamedValue>{{"NUTS", "DE30"}});
}

TEST_CASE("a_spot_is_drawn_as_a_small_circle") {
  const auto spot = area::parse_circle("55.8258,37.3903 0");
  REQUIRE(spot);
  CHECK(drawn(area::Area{{}, {*spot}}).circles == std::vector<std::string>{"55.8258,37.3903 0.05"});
}

TEST_CASE("an_outline_with_as_many_points_as_cap_takes_is_kept_and_one_more_is_boxed") {
  for (const auto& [points, is_kept] : std::array<std::pair<std::size_t, bool>, 2>{{{999, true}, {10'000, false}}}) {
    area::Ring ring;
    const auto count = static_cast<std::int32_t>(points);
    for (std::int32_t i = 0; i + 1 < count; ++i) ring.vertices.push_back({i * 1'000, (i % 2) * 10});
    ring.vertices.push_back({count * 500, 100'000});
    CHECK((drawn(area::Polygon{{ring}}).front() == area::to_text(ring)) == is_kept);
  }
}

}  // namespace
}  // namespace heed::cap_alert
