#include "lib/capfeed/repository/gaps.h"

#include <doctest/doctest.h>

#include "core/text.h"

namespace heed::repository {
namespace {

constexpr Instant start{1'700'000'000'000};
constexpr std::int64_t minute = 60'000;

cap::Reference message(std::string_view identifier) { return {"s", std::string(identifier), start}; }
Instant after(std::int64_t minutes) { return {start.ms + minutes * minute}; }
bool nowhere(const cap::Reference&) { return false; }
bool everywhere(const cap::Reference&) { return true; }

TEST_CASE("a_gap_is_asked_for_at_once_then_ever_more_seldom_and_then_no_more") {
  Gaps gaps;
  CHECK_FALSE(gaps.next());
  gaps.take(std::vector{message("a")}, nowhere, start);
  std::vector<std::int64_t> asked;
  for (std::int64_t m = 0; m < 24 * 60; ++m) {
    // A heartbeat every minute goes on to list it.
    gaps.take(std::vector{message("a")}, nowhere, after(m));
    for (const auto& due : gaps.due(after(m))) {
      asked.push_back(m);
      gaps.note_failed(due, "HTTP status 404", after(m));
    }
  }
  CHECK(asked == std::vector<std::int64_t>{0, 1, 3, 7, 15, 31});
  CHECK(gaps.open().empty());
  CHECK_FALSE(gaps.next());
  REQUIRE(gaps.lost().size() == 1);
  CHECK(gaps.lost().front().message == message("a"));
  CHECK(gaps.lost().front().why == "HTTP status 404");
}

TEST_CASE("a_gap_is_asked_for_on_when_heartbeats_list_it_no_more") {
  Gaps gaps;
  gaps.take(std::vector{message("a")}, nowhere, start);
  gaps.note_failed(message("a"), "no", start);
  gaps.take(std::vector{message("b")}, nowhere, after(0));
  CHECK(gaps.due(after(0)) == std::vector{message("b")});
  CHECK(gaps.due(after(1)) == std::vector{message("a"), message("b")});
  CHECK(gaps.next() == after(0));
}

TEST_CASE("what_comes_by_another_way_is_no_gap_any_more_not_even_one_that_was_given_up") {
  Gaps gaps;
  gaps.take(std::vector{message("a"), message("b")}, nowhere, start);
  for (std::size_t i = 0; i < asks_max; ++i) gaps.note_failed(message("a"), "no", start);
  REQUIRE(gaps.lost().size() == 1);
  gaps.drop([](const cap::Reference& each) { return each.identifier == "b"; });
  CHECK(gaps.open().empty());
  CHECK(gaps.lost().size() == 1);
  gaps.take({}, everywhere, start);
  CHECK(gaps.lost().empty());
}

TEST_CASE("what_was_lost_is_said_for_a_day_and_as_long_as_it_is_listed") {
  Gaps gaps;
  gaps.take(std::vector{message("a")}, nowhere, start);
  for (std::size_t i = 0; i < asks_max; ++i) gaps.note_failed(message("a"), "no", start);
  gaps.take(std::vector{message("a")}, nowhere, start + lost_kept * 2);
  CHECK(gaps.lost().size() == 1);
  CHECK(gaps.open().empty());
  gaps.take({}, nowhere, start + lost_kept);
  CHECK(gaps.lost().size() == 1);
  gaps.take({}, nowhere, start + lost_kept + Duration{1});
  CHECK(gaps.lost().empty());
}

TEST_CASE("what_was_had_is_not_asked_for_again_while_it_is_listed") {
  Gaps gaps;
  gaps.take(std::vector{message("a")}, nowhere, start);
  gaps.note_had(message("a"));
  gaps.take(std::vector{message("a")}, nowhere, after(1));
  CHECK(gaps.open().empty());
  gaps.take({}, nowhere, after(2));
  gaps.take(std::vector{message("a")}, nowhere, after(3));
  CHECK(gaps.open().size() == 1);
}

TEST_CASE("gaps_are_kept_up_to_the_limit_and_the_oldest_that_was_lost_goes_first") {
  std::vector<cap::Reference> many;
  for (std::size_t i = 0; i <= gaps_max; ++i) many.push_back(message(cat("m-", i)));
  Gaps gaps;
  gaps.take(many, nowhere, start);
  CHECK(gaps.open().size() == gaps_max);
  for (std::size_t ask = 0; ask < asks_max; ++ask) {
    for (std::size_t i = 0; i < gaps_max; ++i) gaps.note_failed(many[i], "no", start);
  }
  CHECK(gaps.lost().size() == gaps_max);
  gaps.take(many, nowhere, start);
  REQUIRE(gaps.open().size() == 1);
  CHECK(gaps.open().front().message == many.back());
  for (std::size_t ask = 0; ask < asks_max; ++ask) gaps.note_failed(many.back(), "no", start);
  CHECK(gaps.lost().size() == gaps_max);
  CHECK(gaps.lost().front().message == many[1]);
}

TEST_CASE("of_a_heartbeat_that_lists_too_much_the_rest_is_not_looked_at") {
  std::vector<cap::Reference> many(listed_max + 1, message("here"));
  many[listed_max - 1] = message("last");
  many[listed_max] = message("beyond");
  Gaps gaps;
  gaps.take(many, [](const cap::Reference& each) { return each.identifier == "here"; }, start);
  CHECK(gaps.due(start) == std::vector{message("last")});
}

TEST_CASE("a_failure_of_what_is_no_gap_changes_nothing") {
  Gaps gaps;
  gaps.note_failed(message("a"), "no", start);
  CHECK(gaps.open().empty());
  CHECK(gaps.lost().empty());
}

}  // namespace
}  // namespace heed::repository
