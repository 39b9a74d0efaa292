#include "operations/erase/forget.h"

#include <algorithm>

#include "adapters/store/memory/store.h"
#include "flow/record/batch.h"
#include "flow/record/content.h"
#include "flow/record/seal.h"
#include "operations/audit/prove_entry.h"
#include "operations/audit/verify_record.h"
#include "operations/erase/erase_recipient.h"
#include "operations/testing/test_desk.h"
#include "operations/testing/way.h"
#include "operations/watch_clocks.h"

namespace heed::erase {
namespace {

using memory::MemoryStore;
using testing::must;
using testing::TestDesk;

const Forgotten office{RecipientId{"hall-office"}, "erased-1"};

/// The whole way, the office's acknowledgement, its end in the register, and the case's.
struct Walked {
  MemoryStore store;
  TestDesk desk{store};
  Walked() {
    auto way = testing::way_to_release(desk.clock.now());
    way.push_back(testing::acknowledging());
    way.push_back({testing::person("ann"), "retire_recipient",
                   to_value(audience::Retire{RecipientId{"hall-office"}, "They moved."})});
    for (const auto& given : way) must(desk.give({given.actor, {}, {}, {}}, given.command, given.body));
    REQUIRE(desk.run(desk.journal.publish_checkpoint()));
  }
  [[nodiscard]] std::vector<ports::StoredEntry> all() {
    std::vector<ports::StoredEntry> entries;
    REQUIRE(store.read(0, must(store.size()), [&](ports::StoredEntry stored) -> Result<void> {
      entries.push_back(std::move(stored));
      return {};
    }));
    return entries;
  }
};

TEST_CASE("of_an_entry_about_many_only_the_fact_of_who_is_forgotten_goes_and_the_others_can_still_be_proven (RA-2)") {
  Walked walked;
  REQUIRE(walked.store.rewrite(must(rewritten(walked.store, office))));
  for (const auto& stored : walked.all()) {
    const auto entry = must(record::parse_content(stored.bytes));
    if (entry.kind != delivery::Planned::kind) continue;
    const auto bodies = record::bodies(entry);
    REQUIRE(bodies.size() == 2);
    CHECK(*bodies[0]->find("recipient")->text() == "erased-1");
    CHECK(*bodies[1]->find("recipient")->text() == "newspaper");
    for (const auto& gap : entry.gaps) CHECK_MESSAGE(!gap.path.contains("each[1]"), gap.path);
    const auto fields = must(audit::fields_of(walked.store, entry.index));
    CHECK(std::ranges::any_of(fields, [](const auto& field) { return field.path == "body.each[1].contacts[0]"; }));
    CHECK(std::ranges::none_of(fields, [](const auto& field) { return field.path == "body.each[0].recipient"; }));
    return;
  }
  FAIL("nothing was planned");
}

TEST_CASE("after_an_erasure_nothing_of_the_recipient_is_left_and_the_record_verifies (RA-2)") {
  Walked walked;
  const auto before = walked.all();
  const auto keys = audit::public_keys(walked.desk.keys.keys());
  const auto root = must(audit::verify_record(walked.store, keys)).root;
  REQUIRE(walked.store.rewrite(must(rewritten(walked.store, office))));
  const auto verified = must(audit::verify_record(walked.store, keys));
  CHECK(verified.root == root);
  CHECK(verified.erased > 5);
  const auto after = walked.all();
  for (std::size_t i = 0; i < after.size(); ++i) {
    CHECK_MESSAGE(!after[i].bytes.contains("hall-office"), after[i].bytes);
    CHECK(after[i].leaf == before[i].leaf);
    CHECK(after[i].hash == before[i].hash);
  }
  CHECK(testing::folded(walked.store).threads.contains(RecipientId{"erased-1"}));
}

TEST_CASE("who_stands_in_a_later_part_of_a_large_choice_is_erased_there_too_and_nobody_else (RA-2)") {
  Walked walked;
  const auto chosen = [](const char* name) {
    return audience::Chosen{RecipientId{name}, report::Tier::direct, "en", {"named"}};
  };
  walked.desk.note_facts(audience::Resolved{testing::warning_w, 2, {chosen("newspaper")}, {}},
                         audience::ChosenMore{testing::warning_w, 2, {chosen("radio"), chosen("hall-office")}});
  REQUIRE(walked.desk.run(walked.desk.journal.publish_checkpoint()));
  REQUIRE(walked.store.rewrite(must(rewritten(walked.store, office))));
  CHECK(audit::verify_record(walked.store, audit::public_keys(walked.desk.keys.keys())));
  for (const auto& stored : walked.all()) CHECK_MESSAGE(!stored.bytes.contains("hall-office"), stored.bytes);
  const auto last = must(record::parse_content(walked.all().back().bytes));
  REQUIRE(last.kind == audience::ChosenMore::kind);
  const auto more = must(record::fact<audience::ChosenMore>(last));
  CHECK(more.chosen == std::vector{chosen("radio"), chosen("erased-1")});
  for (const auto& gap : last.gaps) CHECK_MESSAGE(!gap.path.contains("chosen[0]"), gap.path);
}

TEST_CASE("entries_about_others_are_not_touched (RA-2)") {
  Walked walked;
  for (const auto& stored : walked.all()) {
    const auto entry = must(record::parse_content(stored.bytes));
    const auto changed = must(without(stored, office));
    if (!changed) continue;
    const auto after = must(record::parse_content(changed->bytes));
    CHECK(after.kind == entry.kind);
    CHECK(after.at == entry.at);
    for (const auto& link : after.thread) CHECK(link.recipient != "hall-office");
  }
  const Forgotten nobody{RecipientId{"nobody"}, "erased-2"};
  for (const auto& stored : walked.all()) CHECK_FALSE(must(without(stored, nobody)).has_value());
}

TEST_CASE("what_is_left_of_a_rewritten_entry_is_exactly_what_was_issued (RA-2)") {
  Walked walked;
  for (const auto& stored : walked.all()) {
    const auto changed = must(without(stored, office));
    if (!changed) continue;
    const auto issued = must(record::disclosures(must(record::parse_content(stored.bytes)), stored.salts));
    const auto left = must(record::disclosures(must(record::parse_content(changed->bytes)), changed->salts));
    CHECK(left.size() < issued.size());
    for (const auto& disclosure : left) {
      CHECK(std::ranges::find(issued, disclosure.text, &sdjwt::Disclosure::text) != issued.end());
    }
  }
}

TEST_CASE("an_erasure_that_is_done_twice_changes_nothing_more") {
  Walked walked;
  REQUIRE(walked.store.rewrite(must(rewritten(walked.store, office))));
  CHECK(must(rewritten(walked.store, office)).empty());
}

TEST_CASE("who_is_registered_or_was_told_in_an_open_case_is_not_erased") {
  Walked walked;
  const auto& state = walked.desk.state;
  const auto now = walked.desk.clock.now();
  const auto asked = [&](const char* name) { return Asked{RecipientId{name}, "asked", now}; };
  CHECK(testing::verdict(check(state, walked.desk.regimes, asked("nobody"))) == "not_found @recipient");
  CHECK(testing::said(check(state, walked.desk.regimes, asked("newspaper"))).contains("retire it first"));
  CHECK(testing::said(check(state, walked.desk.regimes, asked("hall-office"))).contains("which is open"));
}

TEST_CASE("a_closed_case_is_kept_as_long_as_its_regime_says") {
  Walked walked;
  auto state = testing::folded(walked.store);
  auto regimes = walked.desk.regimes;
  const auto now = walked.desk.clock.now();
  state.cases.cases.begin()->second.closed_at = now;
  const auto asked = [&](Duration later) { return Asked{RecipientId{"hall-office"}, "asked", now + later}; };
  CHECK(check(state, regimes, asked(Duration{0})));
  regimes.begin()->second.keep = testing::hours(24);
  CHECK(testing::said(check(state, regimes, asked(testing::hours(23)))).contains("keeps the case"));
  CHECK(check(state, regimes, asked(testing::hours(24))));
  regimes.begin()->second.legal_hold = true;
  CHECK(testing::said(check(state, regimes, asked(testing::hours(24)))).contains("legal hold"));
}

/// What is left of one entry with this fact, once `name` is forgotten; nothing when it is not touched.
template <class Fact>
std::optional<Value> left_of(const char* name, const Fact& fact) {
  MemoryStore store;
  TestDesk desk(store);
  desk.note_facts(fact);
  std::optional<Value> left;
  REQUIRE(store.read(0, 1, [&](const ports::StoredEntry& stored) -> Result<void> {
    TRY(const auto changed, without(stored, {RecipientId{name}, "erased-1"}));
    if (changed) left = must(record::parse_content(changed->bytes)).body;
    return {};
  }));
  return left;
}

audience::Registered registered(const char* name, const char* address) {
  auto recipient = testing::recipient(name, report::Tier::venue);
  recipient.contacts = {{"webhook", address, {}, {}, {}}};
  return {recipient};
}

TEST_CASE("a_name_that_is_also_a_word_of_the_record_is_renamed_only_where_it_is_a_name (RA-2)") {
  const auto venue = left_of("venue", registered("venue", "https://one.example/venue"));
  REQUIRE(venue);
  CHECK(*venue->find("recipient")->find("recipient")->text() == "erased-1");
  CHECK(*venue->find("recipient")->find("tier")->text() == "venue");
  CHECK_FALSE(left_of("venue", registered("other", "https://other.example/venue")));
  CHECK_FALSE(left_of("webhook", registered("other", "https://other.example/x")));
  CHECK_FALSE(left_of("ann", registered("other", "https://other.example/x")));  // who registered it
}

TEST_CASE("what_the_hub_itself_said_of_a_recipient_in_its_alarms_is_gone (RA-2)") {
  watch::Raised raised{"acknowledgement/w/1/leaver@2024-03-06T12:30:00Z",
                       watch::Due::acknowledgement,
                       testing::case_c,
                       "\"leaver\" has not acknowledged edition 1 of \"w\" (delivered)",
                       "ann",
                       testing::at("2024-03-06T12:30:00Z")};
  const auto late = left_of("leaver", raised);
  REQUIRE(late);
  CHECK(*late->find("deadline")->text() == "acknowledgement/w/1/erased-1@2024-03-06T12:30:00Z");
  CHECK(*late->find("text")->text() == "erased");
  CHECK(*late->find("owner")->text() == "ann");
  CHECK_FALSE(left_of("w", raised));
  CHECK_FALSE(left_of("eaver", raised));

  raised.what = watch::Due::question;
  raised.deadline = "question/q-1@2024-03-06T12:30:00Z";
  raised.text = "\"leaver\" asks: may I go home?";
  const auto asks = left_of("leaver", raised);
  REQUIRE(asks);
  CHECK(*asks->find("text")->text() == "erased");

  const auto asked = left_of(
      "leaver", response::Asked{QuestionId{"q-1"}, testing::warning_w, RecipientId{"leaver"}, "May I go home?"});
  REQUIRE(asked);
  CHECK(*asked->find("text")->text() == "erased");
}

TEST_CASE("an_alarm_of_who_was_forgotten_is_found_again_and_not_raised_anew (RA-2)") {
  MemoryStore store;
  TestDesk desk(store);
  for (const auto& given : testing::way_to_release(desk.clock.now()))
    must(desk.give({given.actor, {}, {}, {}}, given.command, given.body));
  desk.clock.set(desk.clock.now() + testing::hours(1));
  must(desk.run(operations::watch_clocks(desk.desk)));
  const auto alarms = desk.state.watch.alarms.size();
  REQUIRE(alarms > 0);
  REQUIRE(store.rewrite(must(rewritten(store, office))));
  TestDesk again(store, desk.clock.now());
  again.resume();
  CHECK(again.state.watch.alarms.size() == alarms);
  must(again.run(operations::watch_clocks(again.desk)));
  CHECK(again.state.watch.alarms.size() == alarms);
}

}  // namespace
}  // namespace heed::erase
