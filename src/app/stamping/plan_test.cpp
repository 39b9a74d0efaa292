#include "app/stamping/plan.h"

#include <doctest/doctest.h>

namespace heed::stamping {
namespace {

constexpr Duration hour{3'600'000};
constexpr Instant noon{1'709'812'800'000};      // 2024-03-07T12:00:00Z
constexpr Instant midnight{1'709'856'000'000};  // 2024-03-08T00:00:00Z

std::optional<std::uint64_t> due(Plan& plan, std::uint64_t newest, Instant now) {
  plan.see(newest, now);
  return plan.due(now);
}

TEST_CASE("the_first_checkpoint_is_stamped_at_once_and_then_one_in_every_hour") {
  Plan plan(hour);
  CHECK_FALSE(due(plan, 0, noon));
  CHECK(due(plan, 3, noon) == 3);
  plan.done(3, noon);
  CHECK_FALSE(due(plan, 3, noon + hour * 2));
  CHECK(due(plan, 4, noon + hour * 2) == 4);
  plan.done(4, noon + hour * 2);
  CHECK_FALSE(due(plan, 9, noon + hour * 3 - Duration{1}));
  CHECK(due(plan, 9, noon + hour * 3) == 9);
}

TEST_CASE("the_last_checkpoint_of_a_day_is_stamped_whatever_came_before_it_and_after") {
  Plan plan(hour * 24);
  plan.see(3, noon);
  plan.done(3, noon);
  CHECK_FALSE(due(plan, 7, midnight - Duration{1}));
  CHECK(due(plan, 7, midnight) == 7);
  // It stays due while the authority is down and the log goes on.
  CHECK(due(plan, 8, midnight + hour) == 7);
  plan.done(7, midnight + hour);
  CHECK_FALSE(due(plan, 8, midnight + hour));
  CHECK(due(plan, 8, midnight + hour * 24) == 8);
}

TEST_CASE("a_day_without_a_new_checkpoint_needs_no_time_stamp") {
  Plan plan(hour);
  plan.see(3, noon);
  plan.done(3, noon);
  CHECK_FALSE(due(plan, 3, midnight));
  CHECK_FALSE(due(plan, 3, midnight + hour * 24));
}

TEST_CASE("what_was_left_over_at_a_stop_is_made_up_for_on_the_next_day") {
  Plan plan(hour * 48);
  plan.take_up(3, 5, noon);
  CHECK_FALSE(due(plan, 5, noon + hour));
  CHECK(due(plan, 5, midnight) == 5);
}

}  // namespace
}  // namespace heed::stamping
