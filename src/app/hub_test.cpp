// The whole hub on a virtual clock: deliveries, escalations, clocks and the public pages, started by committed entries.

#include "app/hub.h"

#include "adapters/store/memory/store.h"
#include "app/testing/office.h"
#include "operations/audit/verify_record.h"
#include "operations/testing/way.h"

namespace heed::app {
namespace {

using delivery::Standing;
using memory::MemoryStore;
using ports::Outcome;
using testing::answered;
using testing::FaultyStore;
using testing::hours;
using testing::minutes;
using testing::Office;
using testing::person;

const Instant noon = testing::at("2024-03-06T12:00:00Z");

struct House {
  MemoryStore memory;
  FaultyStore store{memory};
  testing::MemoryFeed feed;
};

/// Everything up to the release of the warning "w".
void release(Office& office) {
  for (const auto& given : testing::way_to_release(office.clock.now())) {
    testing::must(office.give(given.actor, given.command, given.body));
  }
}

TEST_CASE("a_release_is_carried_published_and_on_record_without_anybody_asking") {
  House house;
  Office office(house.store, house.feed, noon);
  office.open();
  release(office);
  office.settle();
  CHECK(office.delivery("w/1/hall-office").standing == Standing::accepted);
  CHECK(office.delivery("w/1/newspaper").standing == Standing::accepted);
  CHECK(house.feed.read("cap/w.1.xml"));
  CHECK(house.feed.read("index.html")->find("Danger at concerts") != std::string::npos);
  CHECK(office.state().deliveries.published.at(WarningId{"w"}).size() == 1);
  REQUIRE(office.run(office.hub.stop()));
  const auto verified = audit::verify_record(house.memory, audit::public_keys(office.keys.keys()));
  CHECK(testing::must(verified).has_snapshot);
}

TEST_CASE("silence_goes_to_the_next_contact_after_the_time_of_the_regime_and_then_to_a_person (DE-7)") {
  House house;
  Office office(house.store, house.feed, noon);
  office.open();
  release(office);
  office.advance(noon + minutes(30) - Duration{1});
  CHECK(office.webhook.seen.empty());
  office.advance(noon + minutes(30));
  REQUIRE(office.webhook.seen.size() == 1);
  CHECK(office.webhook.seen[0].key == "w/1/hall-office.1");
  CHECK_FALSE(office.delivery("w/1/hall-office").exhausted);
  office.wait(minutes(30));
  CHECK(office.delivery("w/1/hall-office").exhausted);
  office.wait(hours(3));
  CHECK(office.webhook.seen.size() == 1);
}

TEST_CASE("a_window_that_nobody_looks_after_ends_in_public_and_stays_unattended_until_somebody_names_it (FT-2)") {
  House house;
  Office office(house.store, house.feed, noon);
  office.open();
  release(office);
  office.advance(noon + hours(48));
  CHECK(office.warning("w").standing == warning::Standing::unattended);
  CHECK(office.delivery("w/2/hall-office").standing == Standing::accepted);
  CHECK(house.feed.read("cap/w.2.xml"));
  office.wait(hours(24 * 7));
  CHECK(office.warning("w").standing == warning::Standing::unattended);
  std::set<std::string> alarms;
  for (const auto& entry : testing::must(office.run(office.hub.journal().read(0, office.state().size)))) {
    if (!record::is<watch::Raised>(entry)) continue;
    CHECK(alarms.insert(testing::must(record::fact<watch::Raised>(entry)).deadline).second);
  }
  CHECK(alarms.contains("unattended/w@2024-03-08T12:00:00Z"));
  testing::must(office.give(testing::olga, "name_disposition", to_value(testing::lapse())));
  CHECK(office.warning("w").standing == warning::Standing::ended);
}

TEST_CASE("the_hub_goes_on_when_a_recipient_of_a_standing_warning_was_retired (FT-2)") {
  House house;
  Office office(house.store, house.feed, noon);
  office.open();
  release(office);
  const Value retire = to_value(audience::Retire{RecipientId{"hall-office"}, "it moved away"});
  testing::must(office.give(person("ann"), "retire_recipient", retire));
  office.advance(noon + hours(50));
  CHECK(office.warning("w").standing == warning::Standing::unattended);
}

TEST_CASE("more_deliveries_than_may_be_on_the_wire_are_all_carried_and_never_more_at_once") {
  House house;
  Office office(house.store, house.feed, noon);
  office.open();
  constexpr std::size_t count = 3 * limits::deliveries_in_flight + 1;
  audience::RegisterMany many;
  for (std::size_t i = 0; i < count; ++i) {
    many.recipients.push_back(audience::registration_of(testing::recipient(cat("r", i), report::Tier::everyone)));
    many.recipients.back().roles = {"citizen"};
  }
  testing::must(office.give(person("ann"), "register_recipients", to_value(many)));
  release(office);
  auto draft = testing::draft_of(noon);
  draft.warning = WarningId{"v"};
  draft.reach = {testing::reach(report::Tier::everyone, {})};
  draft.reach[0].roles = {"citizen"};
  testing::must(office.give(person("ann"), "draft_warning", to_value(draft)));
  std::size_t most = 0;
  office.email.answer = [&](const ports::Message&) {
    std::size_t on_the_wire = 0;
    for (const auto& [id, delivery] : office.state().deliveries.deliveries) {
      on_the_wire += delivery::on_the_wire(delivery) != nullptr ? 1U : 0U;
    }
    most = std::max(most, on_the_wire);
    return answered(Outcome::accepted);
  };
  testing::must(office.give(testing::rita, "release_warning", to_value(warning::Let{WarningId{"v"}, 1})));
  office.settle();
  std::size_t accepted = 0;
  for (const auto& id : office.state().deliveries.by_warning.at(WarningId{"v"})) {
    accepted += office.state().deliveries.deliveries.at(id).standing == Standing::accepted ? 1U : 0U;
  }
  CHECK(accepted == count);
  CHECK(most <= limits::deliveries_in_flight);
}

TEST_CASE("many_who_are_silent_keep_nobody_waiting_and_each_is_seen_to_in_turn (DE-7)") {
  House house;
  Office office(house.store, house.feed, noon);
  office.open();
  constexpr std::size_t count = 2'500;  // more than one turn of the loop looks at
  audience::RegisterMany many;
  for (std::size_t i = 0; i < count; ++i) {
    many.recipients.push_back(audience::registration_of(testing::recipient(cat("r", i))));
    many.recipients.back().roles = {"guard"};
  }
  testing::must(office.give(person("ann"), "register_recipients", to_value(many)));
  release(office);
  auto draft = testing::draft_of(noon);
  draft.warning = WarningId{"v"};
  draft.reach = {testing::reach(report::Tier::direct, {})};
  draft.reach[0].roles = {"guard"};
  testing::must(office.give(person("ann"), "draft_warning", to_value(draft)));
  testing::must(office.give(testing::rita, "release_warning", to_value(warning::Let{WarningId{"v"}, 1})));
  office.settle();
  CHECK(office.email.seen.size() == count + 2);
  office.wait(minutes(30));
  CHECK(office.webhook.seen.size() == count + 1);  // each guard's second contact, and that of the hall's office
  std::size_t alarms = 0;
  for (const auto& [name, alarm] : office.state().watch.alarms)
    alarms += name.starts_with("acknowledgement/v/") ? 1U : 0U;
  CHECK(alarms == count);
  office.wait(minutes(30));
  for (const auto& id : office.state().deliveries.by_warning.at(WarningId{"v"})) {
    const auto& delivery = office.state().deliveries.deliveries.at(id);
    CHECK(delivery.attempts.size() == 2);
    CHECK(delivery.exhausted.has_value());
  }
}

TEST_CASE("what_could_not_be_published_is_published_a_little_later (PU-4)") {
  House house;
  Office office(house.store, house.feed, noon);
  office.open();
  house.feed.fail_next(1'000);
  release(office);
  office.settle();
  CHECK_FALSE(house.feed.read("cap/w.1.xml"));
  house.feed.fail_next(0);
  office.wait(minutes(2));
  CHECK(house.feed.read("cap/w.1.xml"));
  CHECK(office.state().deliveries.published.at(WarningId{"w"}).size() == 1);
}

TEST_CASE("a_file_that_was_written_and_not_recorded_is_written_again_the_same_and_recorded_once") {
  House house;
  {
    Office office(house.store, house.feed, noon);
    office.open();
    release(office);
    office.settle();
  }
  // The store as it was before the publication was recorded.
  const auto bytes = testing::must(house.feed.read("cap/w.1.xml"));
  MemoryStore before;
  const auto copied = house.memory.read(0, testing::must(house.memory.size()), [&](ports::StoredEntry entry) {
    const auto kind = testing::must(record::parse_content(entry.bytes)).kind;
    const bool is_later = kind == delivery::Published::kind || testing::must(before.size()) < entry.index;
    return is_later ? Result<void>{} : before.append({entry});
  });
  REQUIRE(copied);
  Office again(before, house.feed, noon + minutes(1));
  again.open();
  again.settle();
  CHECK(testing::must(house.feed.read("cap/w.1.xml")) == bytes);
  CHECK(again.state().deliveries.published.at(WarningId{"w"}).size() == 1);
}

TEST_CASE("after_a_crash_with_attempts_on_the_wire_another_hub_repeats_them_under_the_same_keys") {
  House house;
  std::set<std::string> keys;
  {
    Office office(house.store, house.feed, noon);
    office.email.answer = [](const ports::Message&) { return std::nullopt; };
    office.open();
    release(office);
    while (office.email.seen.size() < 2) office.context.run_one();
    for (const auto& message : office.email.seen) keys.insert(message.key);
  }
  Office again(house.store, house.feed, noon);
  again.open();
  again.wait(minutes(1));
  std::set<std::string> repeated;
  for (const auto& message : again.email.seen) repeated.insert(message.key);
  CHECK(repeated == keys);
  CHECK(again.delivery("w/1/hall-office").standing == Standing::accepted);
}

TEST_CASE("when_the_store_is_gone_the_loops_end_by_themselves_and_nothing_more_is_carried") {
  House house;
  Office office(house.store, house.feed, noon);
  office.open();
  release(office);
  office.settle();
  const auto carried = office.email.seen.size() + office.webhook.seen.size();
  house.store.fail_append(house.store.appends() + 1, FaultyStore::Fault::lost);
  office.wait(hours(1));
  CHECK(office.failures.size() == 1);
  CHECK(office.hub.journal().has_failed());
  CHECK(office.email.seen.size() + office.webhook.seen.size() == carried);
  office.wait(hours(24));
  CHECK_FALSE(office.run(office.hub.stop()));
  CHECK(office.failures.size() == 1);
}

TEST_CASE("stop_lets_what_is_on_the_wire_finish_and_the_next_hub_begins_where_this_one_ended") {
  House house;
  std::string state;
  {
    Office office(house.store, house.feed, noon);
    office.open();
    release(office);
    REQUIRE(office.run(office.hub.stop()));
    for (const auto& [id, delivery] : office.state().deliveries.deliveries) {
      CHECK(delivery::on_the_wire(delivery) == nullptr);
    }
    state = testing::packed(office.state());
  }
  Office again(house.store, house.feed, noon);
  REQUIRE(again.hub.resume());
  CHECK(testing::packed(again.state()) == state);
}

}  // namespace
}  // namespace heed::app
