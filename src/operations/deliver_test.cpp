#include "operations/deliver.h"

#include "adapters/store/memory/store.h"
#include "operations/record_publication.h"
#include "operations/testing/delivering.h"
#include "operations/testing/test_desk.h"
#include "operations/testing/way.h"

namespace heed::operations {
namespace {

using delivery::Standing;
using memory::MemoryStore;
using ports::Outcome;
using testing::answered;
using testing::minutes;
using testing::TestDesk;
using testing::to_newspaper;
using testing::to_office;

/// A desk on which the warning "w" has just been released.
struct Released {
  MemoryStore store;
  TestDesk desk{store};

  Released() {
    for (const auto& given : testing::way_to_release(desk.clock.now())) {
      testing::must(desk.give({given.actor, {}, {}, {}}, given.command, given.body));
    }
  }
  const delivery::Delivery& office() { return desk.state.deliveries.deliveries.at(to_office); }
  /// Moves to the time of the next attempt, and makes it.
  Result<void> attempt() {
    const auto at = office().attempt_at;
    if (!at) return fail(Code::refused, "no attempt is planned");
    if (*at > desk.clock.now()) desk.clock.set(*at);
    return desk.run(testing::deliver(desk.desk, to_office));
  }
  /// Moves to where the acknowledgement is overdue, and goes on to the next contact.
  Result<void> escalate() {
    if (const auto by = office().acknowledge_by; by && *by > desk.clock.now()) desk.clock.set(*by);
    return desk.run(operations::escalate(desk.desk, {to_office}));
  }
  std::vector<std::string> keys() {
    std::vector<std::string> all;
    for (const auto* channel : {&desk.email, &desk.webhook}) {
      for (const auto& message : channel->seen) all.push_back(message.key);
    }
    return all;
  }
};

TEST_CASE("the_attempt_is_durable_before_the_channel_is_called_and_its_report_after") {
  Released given;
  auto& desk = given.desk;
  desk.email.answer = [&](const ports::Message&) {
    const auto stored = testing::folded(given.store);
    const auto& attempts = stored.deliveries.deliveries.at(to_office).attempts;
    REQUIRE(attempts.size() == 1);
    CHECK_FALSE(attempts.front().report);
    return answered(Outcome::delivered);
  };
  REQUIRE(given.attempt());
  const auto stored = testing::folded(given.store);
  CHECK(stored.deliveries.deliveries.at(to_office).standing == Standing::delivered);
}

TEST_CASE(
    "the_message_holds_the_text_of_its_own_tier_the_link_and_the_words_that_it_is_no_live_warning (DE-13, SR-3)") {
  Released given;
  REQUIRE(given.attempt());
  REQUIRE(given.desk.run(testing::deliver(given.desk.desk, to_newspaper)));
  REQUIRE(given.desk.email.seen.size() == 2);
  const auto& office = given.desk.email.seen[0];
  const auto& newspaper = given.desk.email.seen[1];
  CHECK(office.subject == "[exercise] Danger at concerts");
  CHECK(office.text.starts_with("EXERCISE. This is not a live warning."));
  CHECK(office.text.find(office.ack_url) != std::string::npos);
  CHECK(office.content.find("tier")->text() != nullptr);
  CHECK(*office.content.find("tier")->text() == "direct");
  CHECK(office.at == given.desk.clock.now());
  CHECK(newspaper.ack_url.empty());
  CHECK(newspaper.text.find("Acknowledge") == std::string::npos);
}

TEST_CASE("who_is_retired_while_a_delivery_waits_is_told_nothing_more (DE-8)") {
  const auto retire = [](Released& given) {
    const audience::Retire command{RecipientId{"hall-office"}, "closed"};
    testing::must(given.desk.give({testing::person("ann"), {}, {}, {}}, "retire_recipient", to_value(command)));
  };
  SUBCASE("before the first attempt") {
    Released given;
    retire(given);
    REQUIRE(given.attempt());
    CHECK(given.office().standing == Standing::stopped);
    CHECK(given.keys().empty());
  }
  SUBCASE("between two attempts") {
    Released given;
    given.desk.email.answer = [](const ports::Message&) { return answered(Outcome::failed_for_now); };
    REQUIRE(given.attempt());
    retire(given);
    REQUIRE(given.attempt());
    CHECK(given.office().standing == Standing::stopped);
    CHECK(given.keys().size() == 1);
  }
  SUBCASE("before the next contact: what went out stays known") {
    Released given;
    given.desk.email.answer = [](const ports::Message&) { return answered(Outcome::accepted); };
    REQUIRE(given.attempt());
    retire(given);
    REQUIRE(given.escalate());
    CHECK(given.office().standing == Standing::accepted);
    CHECK_FALSE(given.office().acknowledge_by);
    CHECK(given.keys().size() == 1);
  }
}

TEST_CASE("retries_come_later_and_later_under_one_key_then_the_next_contact_under_its_own_then_nobody (DE-7)") {
  Released given;
  const auto busy = [](const ports::Message&) { return answered(Outcome::failed_for_now); };
  given.desk.email.answer = given.desk.webhook.answer = busy;
  auto ceiling = delivery::retry_delay_min;
  for (std::size_t i = 1; i < delivery::attempts_per_contact; ++i) {
    REQUIRE(given.attempt());
    const auto wait = *given.office().attempt_at - given.desk.clock.now();
    CHECK(wait >= delivery::retry_delay_min / 2);
    CHECK(wait < delivery::retry_delay_min / 2 + ceiling);
    ceiling = std::min(ceiling * 2, delivery::retry_delay_max);
  }
  REQUIRE(given.attempt());
  CHECK(given.office().contact == 1);
  CHECK(given.office().attempt_at == given.desk.clock.now());
  for (std::size_t i = 0; i < delivery::attempts_per_contact; ++i) REQUIRE(given.attempt());
  CHECK(given.office().standing == Standing::unreachable);
  CHECK(given.office().exhausted);
  CHECK_FALSE(given.attempt());
  std::vector<std::string> wanted(delivery::attempts_per_contact, "w/1/hall-office.0");
  wanted.insert(wanted.end(), delivery::attempts_per_contact, "w/1/hall-office.1");
  CHECK(given.keys() == wanted);
}

TEST_CASE("the_other_side_says_when_to_come_again_and_is_heard") {
  Released given;
  given.desk.email.answer = [](const ports::Message&) { return answered(Outcome::failed_for_now, minutes(7)); };
  REQUIRE(given.attempt());
  CHECK(*given.office().attempt_at == given.desk.clock.now() + minutes(7));
}

TEST_CASE("a_contact_that_can_never_work_and_a_channel_that_this_hub_has_not_lead_to_the_next_contact_at_once") {
  Released given;
  SUBCASE("refused for good") {
    given.desk.email.answer = [](const ports::Message&) { return answered(Outcome::failed_for_good); };
  }
  SUBCASE("no such channel") { given.desk.desk.channels.erase("email"); }
  REQUIRE(given.attempt());
  CHECK(given.office().contact == 1);
  REQUIRE(given.attempt());
  CHECK(given.office().standing == Standing::accepted);
  CHECK(given.desk.webhook.seen.size() == 1);
}

TEST_CASE("an_attempt_that_a_crash_cut_off_is_unknown_afterwards_and_made_again_with_the_same_key") {
  MemoryStore store;
  std::string key;
  Instant at;
  {
    Released given;
    given.desk.email.answer = [](const ports::Message&) { return std::nullopt; };
    const auto hanging = testing::begin(given.desk.context, testing::deliver(given.desk.desk, to_office));
    given.desk.context.restart();
    while (given.desk.email.seen.empty()) given.desk.context.run_one();
    CHECK_FALSE(hanging->has_value());
    key = given.desk.email.seen.front().key;
    at = given.desk.clock.now();
    store = given.store;
  }
  TestDesk again(store, at);
  again.resume();
  CHECK_FALSE(again.run(testing::deliver(again.desk, to_office)));
  REQUIRE(again.run(recover_deliveries(again.desk)));
  const auto& delivery = again.state.deliveries.deliveries.at(to_office);
  REQUIRE(delivery.attempts.front().report);
  CHECK(delivery.attempts.front().report->outcome == delivery::Outcome::unknown);
  REQUIRE(delivery.attempt_at);
  again.clock.set(*delivery.attempt_at);
  REQUIRE(again.run(testing::deliver(again.desk, to_office)));
  CHECK(again.email.seen.front().key == key);
  CHECK(delivery.standing == Standing::accepted);
  const auto size = again.state.size;
  REQUIRE(again.run(recover_deliveries(again.desk)));
  CHECK(again.state.size == size);
}

TEST_CASE("silence_leads_to_the_next_contact_then_to_a_person_and_an_acknowledged_delivery_goes_nowhere (DE-7)") {
  Released given;
  REQUIRE(given.attempt());
  REQUIRE(given.escalate());
  CHECK(given.office().contact == 1);
  REQUIRE(given.attempt());
  REQUIRE(given.escalate());
  CHECK(given.office().exhausted);
  CHECK(given.office().standing == Standing::accepted);
  CHECK_FALSE(given.escalate());
  const auto acknowledging = testing::acknowledging();
  testing::must(given.desk.give({acknowledging.actor, {}, {}, {}}, acknowledging.command, acknowledging.body));
  CHECK_FALSE(given.escalate());
}

TEST_CASE("an_acknowledgement_while_the_attempt_is_on_the_wire_stands_whatever_the_channel_says_later") {
  for (const auto outcome : {Outcome::accepted, Outcome::failed_for_now, Outcome::failed_for_good, Outcome::unknown}) {
    CAPTURE(core::word(outcome));
    Released given;
    given.desk.email.answer = [&](const ports::Message&) {
      const auto acknowledged =
          testing::begin(given.desk.context, commands::execute(given.desk.desk, {testing::person("ann"), {}, {}, {}},
                                                               "acknowledge", testing::acknowledging().body));
      return answered(outcome);
    };
    REQUIRE(given.attempt());
    REQUIRE(given.desk.run(given.desk.journal.settled()));
    CHECK(given.office().standing == Standing::acknowledged);
    CHECK_FALSE(given.office().attempt_at);
  }
}

TEST_CASE("an_edition_is_to_be_published_until_the_record_says_that_it_is") {
  Released given;
  auto& desk = given.desk;
  const auto waiting = delivery::unpublished(desk.state.deliveries, desk.state.warnings);
  REQUIRE(waiting.size() == 1);
  REQUIRE(desk.run(record_publication(desk.desk, {waiting[0].warning, waiting[0].edition, "cap/w.1.xml", "digest"})));
  CHECK(delivery::unpublished(desk.state.deliveries, desk.state.warnings).empty());
}

}  // namespace
}  // namespace heed::operations
