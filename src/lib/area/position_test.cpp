#include "lib/area/position.h"

#include <limits>

#include <doctest/doctest.h>

namespace heed::area {
namespace {

TEST_CASE("a_position_is_read_and_written_in_whole_units (PU-3)") {
  struct Row {
    std::string text;
    Position position;
    std::string written;
  };
  for (const auto& row :
       {Row{"55.8258,37.3903", {558258000, 373903000}, "55.8258,37.3903"},
        Row{" 55.8258 , 37.3903 ", {558258000, 373903000}, "55.8258,37.3903"},
        Row{"-0.0000001,0", {-1, 0}, "-0.0000001,0"}, Row{"-90,-180", {-900000000, -1800000000}, "-90,-180"},
        Row{"90,180", {900000000, 1800000000}, "90,180"},
        Row{"1.00000004,2.00000006", {10000000, 20000001}, "1,2.0000001"},
        Row{"10.10,020", {101000000, 200000000}, "10.1,20"}, Row{"-0,0", {0, 0}, "0,0"}}) {
    const auto read = parse_position(row.text);
    REQUIRE_MESSAGE(read, row.text);
    CHECK(*read == row.position);
    CHECK(to_text(*read) == row.written);
    CHECK(parse_position(to_text(*read)).value() == *read);
  }
  CHECK(spoken(Position{558258000, 373903000}) == "55.8258, 37.3903");
}

TEST_CASE("a_position_out_of_range_or_form_is_refused_with_the_reason") {
  struct Row {
    std::string text;
    Code code;
    std::string says;
  };
  for (const auto& row :
       {Row{"", Code::malformed, "latitude,longitude"}, Row{"55.8", Code::malformed, "latitude,longitude"},
        Row{"55.8;37.3", Code::malformed, "latitude,longitude"},
        Row{"55.8,37.3,0", Code::malformed, "not a decimal number"},
        Row{"(55.8,37.3)", Code::malformed, "not a decimal number"},
        Row{"nan,0", Code::malformed, "not a decimal number"}, Row{"0,inf", Code::malformed, "not a decimal number"},
        Row{"1e1,0", Code::malformed, "not a decimal number"}, Row{"55°,37°", Code::malformed, "not a decimal number"},
        Row{"139.69,35.68", Code::invalid, "look swapped"}, Row{"-100.1,0", Code::invalid, "look swapped"},
        Row{"90.0000001,100", Code::invalid, "not between -90 and 90"},
        Row{"0,180.0000001", Code::invalid, "not between -180 and 180"},
        Row{"0,250", Code::invalid, "not between -180 and 180"}}) {
    const auto read = parse_position(row.text);
    REQUIRE_MESSAGE(!read, row.text);
    CHECK_MESSAGE(read.error().code == row.code, row.text);
    CHECK_MESSAGE(read.error().detail.find(row.says) != std::string::npos, row.text, " says ", read.error().detail);
  }
  CHECK(!from_degrees(std::numeric_limits<double>::quiet_NaN(), 0));
  CHECK(!from_degrees(0, std::numeric_limits<double>::infinity()));
}

TEST_CASE("only_an_outline_may_run_on_over_the_antimeridian") {
  CHECK(!parse_position("-44,180.085"));
  CHECK(to_text(parse_position("-44,180.085", Reach::outline).value()) == "-44,180.085");
  CHECK(parse_position("0,-210", Reach::outline));
  CHECK(!parse_position("0,-210.0000001", Reach::outline));
}

TEST_CASE("a_document_gives_a_position_as_a_text_or_as_a_group") {
  const Position home{558258000, 373903000};
  CHECK(from_value<Position>(Value("55.8258,37.3903")).value() == home);
  CHECK(from_value<Position>(core::Object{{"lat", 55.8258}, {"lon", 37.3903}}).value() == home);
  CHECK(from_value<Position>(core::Object{{"lat", 55}, {"lon", 37}}).value() == Position{550000000, 370000000});
  CHECK(to_value(home) == Value("55.8258,37.3903"));
  CHECK(!from_value<Position>(core::Object{{"lat", 55.8258}}));
  CHECK(!from_value<Position>(core::Object{{"lat", 55.8258}, {"lon", 37.3903}, {"alt", 1}}));
  CHECK(!from_value<Position>(Value(55.8)));
}

}  // namespace
}  // namespace heed::area
