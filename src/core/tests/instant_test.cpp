#include "core/instant.h"

#include <doctest/doctest.h>

namespace heed::tests {
namespace {

using core::parse_duration;
using core::parse_instant;
using core::spoken;
using core::to_text;

TEST_CASE("a_time_is_read_with_its_zone_and_written_in_utc") {
  struct Row {
    std::string_view text;
    std::string_view utc;
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
  for (const std::string_view text :
       {"", "2024-03-06", "2024-03-06T12:00:00", "2024-03-06T12:00:00+0000", "2024-02-30T12:00:00Z",
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
  for (const std::string_view text : {"", "h", "-1h", "48", "1y", "99999999999d", "1h1"})
    CHECK_MESSAGE(!parse_duration(text), text);
}

TEST_CASE("a_span_of_time_has_its_limit") {
  CHECK(parse_duration("36600d").value() == Duration{36'600LL * 86'400'000});
  CHECK(!parse_duration("36600d1ms"));
  CHECK(!parse_duration("36601d"));
}

TEST_CASE("every_span_reads_back_as_it_was_written") {
  for (std::int64_t ms = 0, step = 1; ms < 4'000'000'000; ms += step, step = step * 3 / 2 + 1) {
    const Duration span{ms};
    CHECK_MESSAGE(parse_duration(to_text(span)).value() == span, to_text(span));
  }
}

TEST_CASE("a_time_is_written_as_cap_wants_it_and_as_people_say_it (PU-2)") {
  const auto instant = parse_instant("2024-03-06T09:05:07.250Z").value();
  CHECK(core::to_cap_time(instant) == "2024-03-06T09:05:07+00:00");
  CHECK(spoken(instant) == "6 March 2024, 09:05 UTC");
}

TEST_CASE("an_interval_has_its_beginning_and_not_its_end") {
  const Interval span{{1000}, {2000}};
  CHECK(!span.contains({999}));
  CHECK(span.contains({1000}));
  CHECK(span.contains({1999}));
  CHECK(!span.contains({2000}));
  CHECK(!span.overlaps({{0}, {1000}}));
  CHECK(span.overlaps({{0}, {1001}}));
  CHECK(span.overlaps({{1999}, {3000}}));
  CHECK(!span.overlaps({{2000}, {3000}}));
}

}  // namespace
}  // namespace heed::tests
