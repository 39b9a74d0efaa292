#include "operations/watch_clocks.h"

#include "adapters/store/memory/store.h"
#include "flow/record/batch.h"
#include "flow/threads.h"
#include "operations/testing/test_desk.h"
#include "operations/testing/way.h"

namespace heed::operations {
namespace {

using memory::MemoryStore;
using testing::hours;
using testing::minutes;
using testing::TestDesk;
using testing::warning_w;

struct Released {
  MemoryStore store;
  TestDesk desk{store};
  Instant began = desk.clock.now();

  Released() {
    for (const auto& given : testing::way_to_release(began)) give(given);
  }
  void give(const testing::Given& given) {
    testing::must(desk.give({given.actor, {}, {}, {}}, given.command, given.body));
  }
  std::optional<Instant> look() { return testing::must(desk.run(watch_clocks(desk.desk))); }
  std::size_t alarms(watch::Due what) {
    std::size_t count = 0;
    for (const auto& [name, alarm] : desk.state.watch.alarms) count += alarm.raised.what == what ? 1U : 0U;
    return count;
  }
  const warning::Warning& warning() { return desk.state.warnings.warnings.at(warning_w); }
};

TEST_CASE("a_window_that_ends_is_told_to_its_recipients_in_the_same_commit (FT-2)") {
  Released given;
  given.desk.clock.set(given.began + hours(48));
  given.look();
  CHECK(given.warning().standing == warning::Standing::unattended);
  CHECK(given.warning().editions.back().drafted.what == warning::Kind::lapse_notice);
  const auto& deliveries = given.desk.state.deliveries.deliveries;
  REQUIRE(deliveries.contains(DeliveryId{"w/2/hall-office"}));
  REQUIRE(deliveries.contains(DeliveryId{"w/2/newspaper"}));
  const auto entries = testing::must(given.desk.run(given.desk.journal.read(0, given.desk.state.size)));
  for (const auto& entry : entries) {
    if (entry.index != deliveries.at(DeliveryId{"w/2/newspaper"}).entry.index) continue;
    CHECK(entries.at(entry.of).at == entry.at);
    const bool is_of_the_end = std::any_of(entries.begin(), entries.end(), [&](const auto& other) {
      return other.of == entry.of && record::is<warning::WindowEnded>(other);
    });
    CHECK(is_of_the_end);
  }
}

TEST_CASE("a_window_ends_also_when_a_named_recipient_is_gone_and_the_others_are_told (FT-2)") {
  Released given;
  given.give({testing::person("ann"), "retire_recipient",
              to_value(audience::Retire{RecipientId{"hall-office"}, "it moved away"})});
  given.desk.clock.set(given.began + hours(48));
  given.look();
  CHECK(given.warning().standing == warning::Standing::unattended);
  CHECK(given.desk.state.deliveries.deliveries.contains(DeliveryId{"w/2/newspaper"}));
  CHECK_FALSE(given.desk.state.deliveries.deliveries.contains(DeliveryId{"w/2/hall-office"}));
}

TEST_CASE("a_window_ends_also_when_a_named_recipient_may_no_longer_be_told_its_tier (FT-2)") {
  Released given;
  const auto wider = audience::registration_of(testing::recipient("hall-office", report::Tier::everyone));
  given.give({testing::person("ann"), "register_recipient", to_value(wider)});
  given.desk.clock.set(given.began + hours(48));
  given.look();
  CHECK(given.warning().standing == warning::Standing::unattended);
}

TEST_CASE("who_came_into_reach_later_is_told_at_once_and_of_the_end_too (PU-3, FT-3)") {
  Released given;
  auto reach = testing::reach(report::Tier::everyone, {});
  reach.roles = {"press"};
  auto draft = testing::draft_of(given.began);
  draft.warning = WarningId{"v"};
  draft.reach = {reach};
  given.give({testing::person("ann"), "draft_warning", to_value(draft)});
  given.give({testing::rita, "release_warning", to_value(warning::Let{WarningId{"v"}, 1})});
  auto late = testing::recipient("radio", report::Tier::everyone);
  late.roles = {"press"};
  given.give({testing::person("ann"), "register_recipient", to_value(audience::registration_of(late))});
  given.desk.clock.set(given.began + hours(48));
  given.look();
  CHECK(given.desk.state.warnings.warnings.at(WarningId{"v"}).standing == warning::Standing::unattended);
  CHECK(given.desk.state.deliveries.deliveries.contains(DeliveryId{"v/1/radio"}));
  CHECK(given.desk.state.deliveries.deliveries.contains(DeliveryId{"v/2/radio"}));
}

TEST_CASE("an_alarm_is_raised_once_for_each_deadline_and_looking_tells_what_comes_next") {
  Released given;
  const auto due = given.look();
  REQUIRE(due);
  CHECK(*due == given.began + minutes(30));
  CHECK(given.alarms(watch::Due::acknowledgement) == 0);
  given.desk.clock.set(*due);
  given.look();
  CHECK(given.alarms(watch::Due::acknowledgement) == 1);
  const auto size = given.desk.state.size;
  given.look();
  CHECK(given.desk.state.size == size);
}

TEST_CASE("a_hub_that_stood_still_for_days_ends_every_window_at_once") {
  Released given;
  for (const auto* name : {"v1", "v2", "v3"}) {
    auto draft = testing::draft_of(given.began);
    draft.warning = WarningId{name};
    draft.reach = {testing::reach(report::Tier::everyone, {"newspaper"})};
    given.give({testing::person("ann"), "draft_warning", to_value(draft)});
    given.give({testing::rita, "release_warning", to_value(warning::Let{WarningId{name}, 1})});
  }
  given.desk.clock.set(given.began + hours(24 * 30));
  given.look();
  for (const auto& [id, warning] : given.desk.state.warnings.warnings) {
    CAPTURE(id.text);
    CHECK(warning.standing == warning::Standing::unattended);
  }
}

TEST_CASE("an_edition_for_more_than_one_entry_names_is_planned_whole_and_in_one_commit (RA-2)") {
  for (const std::size_t count : {limits::list_items, limits::list_items + 1}) {
    Released given;
    record::Drafts drafts;
    for (std::size_t i = 0; i < count; ++i) {
      auto made = testing::recipient(cat("r", i), report::Tier::everyone);
      made.roles = {"citizen"};
      drafts.push_back(record::draft(audience::Registered{made}));
    }
    testing::must(given.desk.note(std::move(drafts)));
    auto reach = testing::reach(report::Tier::everyone, {});
    reach.roles = {"citizen"};
    auto draft = testing::draft_of(given.began);
    draft.warning = WarningId{"v"};
    draft.reach = {reach};
    given.give({testing::person("ann"), "draft_warning", to_value(draft)});
    const auto released = testing::must(
        given.desk.give({testing::rita, {}, {}, {}}, "release_warning", to_value(warning::Let{WarningId{"v"}, 1})));
    CHECK(given.desk.state.deliveries.deliveries.size() == count + 2);
    CHECK(given.desk.state.recipients.choices.at(WarningId{"v"}).front().resolved.chosen.size() == count);
    std::size_t parts = 0;
    for (const auto& entry :
         testing::must(given.desk.run(given.desk.journal.read(*released.entry, given.desk.state.size)))) {
      CHECK(entry.of == *released.entry);
      parts += entry.kind.starts_with("audience.") ? 1U : 0U;
    }
    CHECK(parts == (count == limits::list_items ? 1 : 2));
    CHECK(testing::packed(testing::folded(given.store)) == testing::packed(given.desk.state));
  }
}

/// What the record says of threads, in order: "tallied hall-office 1".
std::vector<std::string> said_of_threads(TestDesk& desk) {
  std::vector<std::string> all;
  for (const auto& entry : testing::must(desk.run(desk.journal.read(0, desk.state.size)))) {
    if (!entry.kind.starts_with("thread.")) continue;
    for (const auto& fact : testing::must(record::facts<record::Tallied>(entry)))
      all.push_back(cat(entry.kind.substr(7), " ", fact.recipient, " ", fact.links));
  }
  return all;
}

TEST_CASE("at_the_end_of_each_day_every_open_thread_is_counted_until_all_is_over_and_then_it_is_closed (RA-2)") {
  Released given;
  auto& desk = given.desk;
  CHECK(desk.state.tally_due == testing::at("2024-03-07T00:00:00Z"));
  desk.clock.set(testing::at("2024-03-06T23:59:59Z"));
  given.look();
  CHECK(said_of_threads(desk).empty());
  desk.clock.set(testing::at("2024-03-07T00:00:00Z"));
  CHECK(given.look() <= testing::at("2024-03-08T00:00:00Z"));
  CHECK(said_of_threads(desk) == std::vector<std::string>{"tallied hall-office 1", "tallied newspaper 1"});
  given.look();
  CHECK(said_of_threads(desk).size() == 2);

  desk.clock.set(given.began + hours(48));
  given.look();  // the window ends, and its end is told; the day before is counted late
  CHECK(said_of_threads(desk).size() == 4);
  for (const auto* id : {"w/1/hall-office", "w/1/newspaper", "w/2/hall-office", "w/2/newspaper"}) {
    if (delivery::next(desk.state.deliveries.deliveries.at(DeliveryId{id}).standing, delivery::Event::stop))
      desk.note_facts(delivery::Stopped{DeliveryId{id}, "a test"});
  }
  desk.clock.set(testing::at("2024-03-09T00:00:00Z"));
  given.look();
  CHECK(said_of_threads(desk).back().starts_with("tallied newspaper"));  // nobody has said how the warning ends

  desk.note_facts(warning::DispositionNamed{warning_w, warning::Disposition::lapsed, "It is over.", {}});
  desk.clock.set(testing::at("2024-03-10T00:00:00Z"));
  given.look();
  CHECK(said_of_threads(desk).back().starts_with("closed newspaper"));
  CHECK(desk.state.open_threads == 0);
  CHECK_FALSE(desk.state.tally_due);
  CHECK(testing::packed(testing::folded(given.store)) == testing::packed(desk.state));
}

TEST_CASE("a_hub_that_stopped_in_the_middle_of_a_count_goes_on_with_those_that_are_left (RA-2)") {
  Released given;
  const auto midnight = testing::at("2024-03-07T00:00:00Z");
  given.desk.clock.set(midnight);
  testing::must(given.desk.note(flow::tally(given.desk.state, 1), record::the_hub()));
  CHECK(said_of_threads(given.desk) == std::vector<std::string>{"tallied hall-office 1"});
  TestDesk again(given.store, midnight + minutes(90));
  again.resume();
  CHECK(again.state.tally_due == midnight);
  testing::must(again.run(watch_clocks(again.desk)));
  CHECK(said_of_threads(again) == std::vector<std::string>{"tallied hall-office 1", "tallied newspaper 1"});
  CHECK(again.state.tally_due == testing::at("2024-03-08T00:00:00Z"));
  CHECK(testing::packed(testing::folded(given.store)) == testing::packed(again.state));
}

TEST_CASE("a_thread_that_was_closed_is_open_again_with_its_next_link (RA-2)") {
  Released given;
  auto& desk = given.desk;
  desk.note_facts(record::Closed{"newspaper", 1, 9});
  CHECK(desk.state.open_threads == 1);
  desk.note_facts(delivery::Attempted{testing::to_newspaper, 1, 0});
  CHECK(desk.state.open_threads == 2);
  CHECK(desk.state.threads.at(RecipientId{"newspaper"}).is_open);
}

}  // namespace
}  // namespace heed::operations
