#include "lib/cap/shapes.h"

#include <random>

#include <doctest/doctest.h>

#include "core/text.h"
#include "lib/cap/check.h"

namespace heed::cap {
namespace {

TEST_CASE("a_polygon_is_read_exactly (PU-3)") {
  const auto ring = parse_polygon("1.5,-2.25 1.5,3 -0.000001,3 1.5,-2.25");
  REQUIRE(ring);
  CHECK(ring->points.size() == 4);
  CHECK(ring->points[0] == Point{1'500'000'000, -2'250'000'000});
  CHECK(ring->points[2] == Point{-1'000, 3'000'000'000});
  CHECK(ring->decimals == 6);
  CHECK(parse_polygon("90,180 -90,180 -90,-180 90,180"));
}

TEST_CASE("a_polygon_that_some_receiver_would_misread_is_refused") {
  struct Row {
    std::string why;
    const char* text;
  };
  for (const auto& row : {Row{"empty", ""},
                          Row{"three points", "0,0 0,1 0,0"},
                          Row{"open", "0,0 0,1 1,1 1,0"},
                          Row{"two spaces", "0,0  0,1 1,1 0,0"},
                          Row{"tab", "0,0\t0,1 1,1 0,0"},
                          Row{"newline", "0,0\n0,1 1,1 0,0"},
                          Row{"space at the end", "0,0 0,1 1,1 0,0 "},
                          Row{"space at the start", " 0,0 0,1 1,1 0,0"},
                          Row{"parentheses", "(0,0) (0,1) (1,1) (0,0)"},
                          Row{"no longitude", "0 0,1 1,1 0"},
                          Row{"three numbers", "0,0,0 0,1,0 1,1,0 0,0,0"},
                          Row{"latitude over 90", "90.000000001,0 0,1 1,1 90.000000001,0"},
                          Row{"latitude below -90", "-91,0 0,1 1,1 -91,0"},
                          Row{"longitude over 180", "0,180.1 0,1 1,1 0,180.1"},
                          Row{"longitude below -180", "0,-181 0,1 1,1 0,-181"},
                          Row{"plus sign", "+1,0 0,1 1,1 +1,0"},
                          Row{"exponent", "1e1,0 0,1 1,1 1e1,0"},
                          Row{"no digit before the point", ".5,0 0,1 1,1 .5,0"},
                          Row{"no digit after the point", "5.,0 0,1 1,1 5.,0"},
                          Row{"ten decimals", "0.1234567891,0 0,1 1,1 0.1234567891,0"},
                          Row{"not a number", "nan,0 0,1 1,1 nan,0"}}) {
    CHECK_MESSAGE(!parse_polygon(row.text), row.why);
  }
}

TEST_CASE("a_polygon_may_have_as_many_points_as_the_limit_says_and_none_more") {
  std::string text = "0,0";
  for (std::size_t i = 1; i + 1 < polygon_points_max; ++i) text += cat(" ", i % 2 == 0 ? 1 : 2, ",", i % 100);
  CHECK(parse_polygon(text + " 0,0"));
  const auto refused = parse_polygon(text + " 0,1 0,0");
  REQUIRE(!refused);
  CHECK(refused.error().code == Code::too_large);
}

TEST_CASE("a_ring_that_crosses_touches_or_retraces_itself_is_not_simple") {
  struct Row {
    std::string what;
    const char* text;
    bool is_simple;
  };
  for (const auto& row :
       {Row{"triangle", "0,0 0,4 4,0 0,0", true}, Row{"square, clockwise", "0,0 4,0 4,4 0,4 0,0", true},
        Row{"not convex", "0,0 0,4 1,1 4,0 0,0", true}, Row{"a point on a straight side", "0,0 0,2 0,4 4,0 0,0", true},
        Row{"a point twice in a row", "0,0 0,4 0,4 4,0 0,0", true}, Row{"bow tie", "0,0 4,4 4,0 0,4 0,0", false},
        Row{"a vertex on a far side", "0,0 0,4 4,4 4,0 2,0 0,2 2,0 4,0 0,0", false},
        Row{"a vertex touches a side", "0,0 0,4 4,4 0,2 4,0 0,0", false},
        Row{"a vertex visited twice", "0,0 0,4 2,2 4,4 4,0 2,2 0,0", false},
        Row{"spike", "0,0 0,4 0,8 0,4 4,0 0,0", false}, Row{"spike at the seam", "0,2 0,4 4,4 4,0 0,0 0,3 0,2", false},
        Row{"a line", "0,0 0,4 0,8 0,0", false}, Row{"one point", "0,0 0,0 0,0 0,0", false},
        Row{"two points", "0,0 1,1 1,1 0,0", false},
        Row{"misses by a billionth", "0,0 0,4 4,4 0.000000001,2 4,0 0,0", true}}) {
    const auto ring = parse_polygon(row.text);
    REQUIRE_MESSAGE(ring, row.what);
    CHECK_MESSAGE(is_simple(*ring) == row.is_simple, row.what);
  }
}

/// A number in one of the forms that are read, plain ones most of all.
std::string number(std::mt19937& dice, int whole_max) {
  const auto below = [&](int bound) { return std::uniform_int_distribution(0, bound - 1)(dice); };
  std::string text = below(2) == 0 ? "-" : "";
  if (below(40) == 0) text = "+";
  text += std::to_string(below(below(20) == 0 ? 99'999 : whole_max));
  if (below(15) == 0) return text;
  text += '.';
  for (int i = below(14); i >= 0; --i) text += static_cast<char>('0' + below(10));
  return text;
}

TEST_CASE("a_pair_is_read_alike_wherever_it_stands_in_a_polygon") {
  std::mt19937 dice(1);
  for (int round = 0; round < 2'000; ++round) {
    std::vector<std::string> pairs(1 + dice() % 40);
    std::string text;
    for (auto& pair : pairs) {
      pair = cat(number(dice, 90), ",", number(dice, 180));
      text += cat(text.empty() ? "" : (dice() % 30 == 0 ? "\n" : " "), pair);
    }
    // Why a copy of the exact size: nothing beyond the text may be read.
    const std::vector<char> bytes(text.begin(), text.end());
    const auto outline = values::read_polygon({bytes.data(), bytes.size()});
    REQUIRE_MESSAGE(outline.ring.points.size() == pairs.size(), text);
    int decimals = 0;
    std::string first_bad;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      const auto circle = cat(pairs[i], " 1");
      const auto disc = values::read_circle(circle);
      CHECK_MESSAGE(outline.ring.points[i] == disc.circle.centre, pairs[i]);
      decimals = std::max(decimals, disc.circle.decimals);
      if (first_bad.empty()) first_bad = disc.faults.bad_latitude;
    }
    CHECK(outline.ring.decimals == decimals);
    CHECK(outline.faults.bad_latitude == first_bad);
  }
}

/// A number with as many digits as another, for a run of pairs that look alike.
std::string number_like(std::mt19937& dice, std::string form) {
  for (char& c : form) {
    if (c >= '0' && c <= '9') c = static_cast<char>('0' + dice() % 10);
  }
  return form;
}

TEST_CASE("pairs_of_one_form_in_a_row_are_read_as_each_alone_would_be") {
  std::mt19937 dice(3);
  for (int round = 0; round < 300; ++round) {
    std::vector<std::string> pairs;
    while (pairs.size() < 120) {
      const auto latitude = number(dice, 90), longitude = number(dice, 180);
      for (auto left = 1 + dice() % 80; left > 0; --left) {
        pairs.push_back(cat(number_like(dice, latitude), ",", number_like(dice, longitude)));
      }
    }
    std::string text;
    for (const auto& pair : pairs) text += cat(text.empty() ? "" : " ", pair);
    const std::vector<char> bytes(text.begin(), text.end());
    const auto outline = values::read_polygon({bytes.data(), bytes.size()});
    REQUIRE_MESSAGE(outline.ring.points.size() == pairs.size(), text);
    int decimals = 0;
    std::string first_bad;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      const auto circle = cat(pairs[i], " 1");
      const auto disc = values::read_circle(circle);
      REQUIRE_MESSAGE(outline.ring.points[i] == disc.circle.centre, pairs[i]);
      decimals = std::max(decimals, disc.circle.decimals);
      if (first_bad.empty()) first_bad = disc.faults.bad_longitude;
    }
    CHECK(outline.ring.decimals == decimals);
    CHECK(outline.faults.bad_longitude == first_bad);
  }
}

TEST_CASE("any_sign_that_does_not_belong_is_seen_in_a_row_of_pairs_of_one_form") {
  constexpr std::string_view pair = "38.6984,-75.8170";
  for (std::size_t place = 0; place < pair.size(); ++place) {
    for (const char odd : {'/', ':', ';', 'a', '\x10', '\xB5', '\0'}) {
      std::string broken(pair);
      broken[place] = odd;
      std::string text;
      for (int i = 0; i < 60; ++i) text += cat(pair, " ");
      text += cat(broken, " ");
      for (int i = 0; i < 20; ++i) text += cat(pair, " ");
      CHECK_MESSAGE(values::read_polygon(text).faults.unreadable == broken, broken);
    }
  }
}

/// The plain way: every edge against every other one, all of them short.
bool is_simple_by_asking_all(const std::vector<Point>& points) {
  const auto side = [](Point a, Point b, Point c) {
    const auto area = (b.longitude - a.longitude) * (c.latitude - a.latitude) -
                      (b.latitude - a.latitude) * (c.longitude - a.longitude);
    return area > 0 ? 1 : (area < 0 ? -1 : 0);
  };
  const auto is_between = [&](Point a, Point b, Point c) {
    return side(a, b, c) == 0 && std::min(a.latitude, b.latitude) <= c.latitude &&
           c.latitude <= std::max(a.latitude, b.latitude) && std::min(a.longitude, b.longitude) <= c.longitude &&
           c.longitude <= std::max(a.longitude, b.longitude);
  };
  const auto count = points.size() - 1;
  for (std::size_t i = 0; i < count; ++i) {
    const auto a = points[i], b = points[i + 1];
    for (std::size_t j = i + 1; j < count; ++j) {
      const auto c = points[j], d = points[j + 1];
      const bool is_next = j == i + 1, is_last = i == 0 && j + 1 == count;
      if (is_next && (is_between(a, b, d) || is_between(c, d, a))) return false;
      if (is_last && (is_between(a, b, c) || is_between(c, d, b))) return false;
      if (is_next || is_last) continue;
      const bool do_cross = side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
      if (do_cross || is_between(a, b, c) || is_between(a, b, d) || is_between(c, d, a) || is_between(c, d, b)) {
        return false;
      }
    }
  }
  return true;
}

TEST_CASE("whether_a_ring_crosses_itself_is_what_asking_every_two_edges_says") {
  std::mt19937 dice(2);
  std::size_t simple = 0;
  for (int round = 0; round < 20'000; ++round) {
    const auto count = 3 + dice() % (round % 20 == 0 ? 60 : 6);
    const auto width = static_cast<std::int64_t>(3 + dice() % 40);
    values::Ring ring;
    const auto somewhere = [&] { return static_cast<std::int64_t>(dice()) % width; };
    while (ring.points.size() < count) {
      const bool is_saw = round % 20 == 0;
      const auto place = static_cast<std::int64_t>(ring.points.size());
      const Point point{is_saw ? (place % 2) * width : somewhere(), is_saw ? 3 * place + somewhere() % 5 : somewhere()};
      if (ring.points.empty() || (point != ring.points.back() && point != ring.points.front())) {
        ring.points.push_back(point);
      }
    }
    if (round % 20 == 0) ring.points.push_back({-width, -1});
    ring.points.push_back(ring.points.front());
    const bool expected = is_simple_by_asking_all(ring.points);
    simple += expected ? 1 : 0;
    REQUIRE(is_simple(ring) == expected);
  }
  CHECK(simple > 1'000);
}

/// Long edges side by side, so close that every box round one holds parts of all the others.
values::Ring fan(int edges) {
  values::Ring ring;
  for (std::int64_t i = 0; i < edges; ++i) {
    const std::int64_t step = i * 10'000;
    ring.points.push_back(i % 2 == 0 ? values::Point{0, step} : values::Point{60'000'000'000, 60'000'000'000 + step});
  }
  ring.points.push_back({-1'000'000'000, 0});
  ring.points.push_back(ring.points.front());
  return ring;
}

TEST_CASE("a_ring_that_would_cost_too_much_is_left_undecided_and_a_small_one_is_not") {
  CHECK(values::simplicity_of(fan(20)) == values::Simplicity::simple);
  CHECK(values::simplicity_of(fan(9'000)) == values::Simplicity::undecided);
}

TEST_CASE("an_edge_over_more_than_half_the_globe_is_seen") {
  CHECK(crosses_antimeridian(parse_polygon("0,179 0,-179 1,-179 0,179").value()));
  CHECK(!crosses_antimeridian(parse_polygon("0,-90 0,90 1,0 0,-90").value()));
  CHECK(crosses_antimeridian(parse_polygon("0,-90 0,90.000000001 1,0 0,-90").value()));
}

TEST_CASE("a_circle_is_a_point_and_a_radius") {
  const auto circle = parse_circle("-55.75,37.61 2.5");
  REQUIRE(circle);
  CHECK(circle->centre == Point{-55'750'000'000, 37'610'000'000});
  CHECK(circle->radius == 2'500'000'000);
  CHECK(parse_circle("0,0 20038"));
  for (const std::string text :
       {"", "0,0", "0,0 ", "0,0 -1", "0,0 20038.1", "0,0 1km", "0,0  1", "0 0 1", "0,0,1", "0,0 1 "}) {
    CHECK_MESSAGE(!parse_circle(text), text);
  }
}

}  // namespace
}  // namespace heed::cap
