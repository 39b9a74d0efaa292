#include "flow/delivery/rules.h"

#include <functional>

#include "flow/delivery/testing/deliveries.h"

namespace heed::delivery {
namespace {

using testing::begin_attempt;
using testing::channel_says;
using testing::delivery_d;
using testing::end_attempt;
using testing::hours;
using testing::minutes;
using testing::planned;
using testing::the_delivery;
using testing::verdict;

using Desk = testing::DeliveryDesk;

Desk desk_with_a_delivery(std::size_t contacts = 2) {
  Desk desk;
  desk.note(planned(desk.now, contacts));
  return desk;
}

Want wants_now(const Desk& desk) { return wants(the_delivery(desk), desk.now); }

/// Lets the present contact fail until nothing more is to be tried at it; the number of attempts that it took.
std::size_t attempts_until_onward(Desk& desk) {
  const auto contact = the_delivery(desk).contact;
  std::size_t count = 0;
  while (!the_delivery(desk).exhausted && the_delivery(desk).contact == contact) {
    begin_attempt(desk);
    ++count;
    end_attempt(desk, Outcome::failed_for_now);
    if (the_delivery(desk).attempt_at) desk.now = std::max(desk.now, *the_delivery(desk).attempt_at);
  }
  return count;
}

TEST_CASE("an_attempt_is_due_at_once_and_never_beside_another_one") {
  auto desk = desk_with_a_delivery();
  CHECK(wants_now(desk) == Want::attempt);
  begin_attempt(desk);
  CHECK(the_delivery(desk).standing == Standing::attempting);
  CHECK(wants_now(desk) == Want::nothing);
  CHECK(verdict(attempt(desk.of<State>(), delivery_d, desk.now)) == "refused @delivery");
  end_attempt(desk, Outcome::accepted);
  CHECK(the_delivery(desk).standing == Standing::accepted);
  CHECK(wants_now(desk) == Want::nothing);
}

TEST_CASE("every_attempt_at_one_contact_has_the_same_key") {
  CHECK(message_key(delivery_d, 0) == message_key(delivery_d, 0));
  CHECK(message_key(delivery_d, 0) != message_key(delivery_d, 1));
  CHECK(delivery_id(testing::warning_w, 1, RecipientId{"hall-office"}) == delivery_d);
}

TEST_CASE("the_wait_before_the_next_attempt_doubles_within_its_bounds_and_is_drawn_at_random") {
  for (const double jitter : {0.0, 0.5, 0.999}) {
    auto desk = desk_with_a_delivery();
    Duration ceiling = retry_delay_min;
    for (std::size_t failure = 1; failure < attempts_per_contact; ++failure) {
      begin_attempt(desk);
      auto report = channel_says(desk, Outcome::failed_for_now);
      report.jitter = jitter;
      desk.done(delivery::report(desk.of<State>(), report, desk.now));
      REQUIRE(the_delivery(desk).attempt_at);
      const auto delay = *the_delivery(desk).attempt_at - desk.now;
      const auto drawn = static_cast<double>((delay - retry_delay_min / 2).count());
      CHECK(drawn <= static_cast<double>(ceiling.count()) * jitter);
      CHECK(drawn > static_cast<double>(ceiling.count()) * jitter - 1);
      CHECK(delay <= retry_delay_max + retry_delay_min);
      ceiling = std::min(2 * ceiling, retry_delay_max);
      desk.now = *the_delivery(desk).attempt_at;
    }
  }
}

TEST_CASE("a_channel_that_says_when_to_come_back_is_believed_within_bounds") {
  struct Row {
    Duration asked;
    Duration waited;
  };
  for (const auto& row : {Row{minutes(5), minutes(5)}, Row{Duration{0}, retry_delay_min}, Row{hours(1), hours(1)},
                          Row{hours(1) + Duration{1}, hours(1)}}) {
    auto desk = desk_with_a_delivery();
    begin_attempt(desk);
    auto report = channel_says(desk, Outcome::failed_for_now);
    report.retry_after = row.asked;
    desk.done(delivery::report(desk.of<State>(), report, desk.now));
    CHECK(*the_delivery(desk).attempt_at - desk.now == row.waited);
  }
}

TEST_CASE("a_contact_is_tried_up_to_its_limit_and_then_the_next_one_and_then_a_person (DE-4, DE-5)") {
  auto desk = desk_with_a_delivery();
  CHECK(attempts_until_onward(desk) == attempts_per_contact);
  CHECK(the_delivery(desk).contact == 1);
  CHECK(wants_now(desk) == Want::attempt);
  CHECK(attempts_until_onward(desk) == attempts_per_contact);
  CHECK(the_delivery(desk).exhausted);
  CHECK(the_delivery(desk).standing == Standing::unreachable);
  CHECK(desk.of<State>().agenda.empty());
}

TEST_CASE("a_contact_that_failed_for_good_is_left_at_once") {
  auto desk = desk_with_a_delivery();
  begin_attempt(desk);
  end_attempt(desk, Outcome::failed_for_good);
  CHECK(the_delivery(desk).contact == 1);
  CHECK(wants_now(desk) == Want::attempt);
}

TEST_CASE("an_attempt_of_which_nothing_is_known_is_repeated_and_is_no_evidence (DE-6)") {
  auto desk = desk_with_a_delivery();
  begin_attempt(desk);
  end_attempt(desk, Outcome::unknown);
  CHECK(the_delivery(desk).standing == Standing::queued);
  CHECK(the_delivery(desk).attempt_at);
}

TEST_CASE("what_is_no_longer_worth_telling_is_not_tried_again") {
  auto desk = desk_with_a_delivery(1);
  desk.now = the_delivery(desk).planned.until - Duration{1};
  desk.done(attempt(desk.of<State>(), delivery_d, the_delivery(desk).entry.at));
  end_attempt(desk, Outcome::failed_for_now);
  CHECK(the_delivery(desk).exhausted == "the time in which it was worth telling is over");
}

TEST_CASE("an_overdue_acknowledgement_leads_to_the_next_contact_and_its_clock_begins_anew (DE-7)") {
  auto desk = desk_with_a_delivery();
  begin_attempt(desk);
  end_attempt(desk, Outcome::delivered);
  desk.wait(minutes(30) - Duration{1});
  CHECK(wants_now(desk) == Want::nothing);
  desk.wait(Duration{1});
  CHECK(wants_now(desk) == Want::escalation);
  desk.done(escalate(desk.of<State>(), delivery_d, "not acknowledged"));
  CHECK(the_delivery(desk).contact == 1);
  CHECK(the_delivery(desk).standing == Standing::delivered);
  CHECK(the_delivery(desk).acknowledge_by == desk.now + minutes(30));
  CHECK(wants_now(desk) == Want::attempt);
  desk.done(escalate(desk.of<State>(), delivery_d, "not acknowledged"));
  CHECK(the_delivery(desk).exhausted == "not acknowledged");
  CHECK(verdict(escalate(desk.of<State>(), delivery_d, "again")) == "refused @delivery");
}

TEST_CASE("a_late_report_takes_back_no_escalation_and_wakes_no_delivery_that_is_over") {
  auto desk = desk_with_a_delivery();
  begin_attempt(desk);
  desk.done(escalate(desk.of<State>(), delivery_d, "not acknowledged"));
  CHECK(wants_now(desk) == Want::nothing);
  CHECK(testing::count_of<Escalated>(end_attempt(desk, Outcome::failed_for_good)) == 0);
  CHECK(the_delivery(desk).contact == 1);
  CHECK(wants_now(desk) == Want::attempt);
  begin_attempt(desk);
  desk.done(escalate(desk.of<State>(), delivery_d, "not acknowledged"));
  CHECK(the_delivery(desk).standing == Standing::unreachable);
  for (const auto outcome : all_of<Outcome>()) {
    auto copy = desk;
    end_attempt(copy, outcome);
    CHECK_MESSAGE(copy.of<State>().agenda.empty(), word(outcome));
  }
}

TEST_CASE("an_attempt_is_reported_once") {
  auto desk = desk_with_a_delivery();
  auto report = channel_says(desk, Outcome::accepted);
  CHECK(verdict(delivery::report(desk.of<State>(), report, desk.now)) == "refused @attempt");
  begin_attempt(desk);
  report.attempt = 2;
  CHECK(verdict(delivery::report(desk.of<State>(), report, desk.now)) == "refused @attempt");
  end_attempt(desk, Outcome::accepted);
  report.attempt = 1;
  CHECK(verdict(delivery::report(desk.of<State>(), report, desk.now)) == "refused @attempt");
  report.delivery = DeliveryId{"other"};
  CHECK(verdict(delivery::report(desk.of<State>(), report, desk.now)) == "not_found @delivery");
}

TEST_CASE("a_second_acknowledgement_changes_nothing_and_breaks_nothing (DE-7)") {
  auto desk = desk_with_a_delivery();
  desk.note(Reacted{delivery_d, Reaction::acknowledged}, Reacted{delivery_d, Reaction::acknowledged});
  CHECK(the_delivery(desk).standing == Standing::acknowledged);
  CHECK(the_delivery(desk).moves.size() == 1);
  CHECK(desk.of<State>().agenda.empty());
}

TEST_CASE("a_person_takes_over_by_named_means_and_the_channels_are_quiet (DE-4, DE-9)") {
  auto desk = desk_with_a_delivery();
  CHECK(verdict(take_over(desk.of<State>(), {delivery_d, "", "spoke with Ivan"})) == "invalid @means");
  CHECK(verdict(take_over(desk.of<State>(), {delivery_d, "telephone", ""})) == "invalid @note");
  desk.done(take_over(desk.of<State>(), {delivery_d, "telephone", "spoke with Ivan"}));
  CHECK(the_delivery(desk).standing == Standing::delivered);
  CHECK(desk.of<State>().agenda.empty());
  desk.note(Reacted{delivery_d, Reaction::acknowledged});
  CHECK(verdict(take_over(desk.of<State>(), {delivery_d, "telephone", "again"})) == "refused @delivery");
}

}  // namespace
}  // namespace heed::delivery
