#include "core/instant.h"

#include <doctest/doctest.h>

namespace heed::core {
namespace {

TEST_CASE("a_time_is_read_with_its_zone_and_written_in_utc") {
  struct Row {
    const char* text;
    const char* utc;
  };
  for (const auto& row :
       {Row{"2024-03-06T12:00:00Z", "2024-03-06T12:00:00Z"}, Row{"2024-03-06T15:00:00+03:00", "2024-03-06T12:00:00Z"},
        Row{"2024-02-29T23:59:59-01:30", "2024-03-01T01:29:59Z"},
        Row{"2024-03-06T12:00:00.25Z", "2024-03-06T12:00:00.250Z"},
        Row{"1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z"}}) {
    const auto instant = parse_instant(row.text);
    REQUIRE_MESSAGE(instant, row.text);
    CHECK(to_text(*instant) == row.utc);
  }
}

TEST_CASE("a_time_that_could_be_misread_is_refused (IN-12)") {
  for (const auto* text : {"", "2024-03-06", "2024-03-06T12:00:00", "2024-03-06T12:00:00+0000", "2024-02-30T12:00:00Z",
                           "2024-03-06T24:00:00Z", "2024-03-06T12:00:00.Z", "2024-03-06T12:00:00Z ", "6 March 2024",
                           "2024-03-06T12:00:00,03:00", "+024-03-06T12:00:00Z"}) {
    CHECK_MESSAGE(!parse_instant(text), text);
  }
}

TEST_CASE("a_span_of_time_is_read_and_spoken") {
  CHECK(parse_duration("48h").value() == Duration{48 * 3'600'000});
  CHECK(parse_duration("1d 12h").value() == parse_duration("36h").value());
  CHECK(to_text(parse_duration("90m").value()) == "1h30m");
  CHECK(spoken(parse_duration("48h").value()) == "48 hours");
  CHECK(spoken(parse_duration("90m").value()) == "1 hour and 30 minutes");
  CHECK(spoken(parse_duration("4d").value()) == "4 days");
  for (const auto* text : {"", "h", "-1h", "48", "1y", "99999999999d", "1h1"})
    CHECK_MESSAGE(!parse_duration(text), text);
}

}  // namespace
}  // namespace heed::core
