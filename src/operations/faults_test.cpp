// The store fails at every write of the way of a warning, its bytes lost or kept. Progress: what is stored. The hub
// must stop each time; another one that takes up the store goes on to the end.

#include <set>

#include "adapters/store/memory/store.h"
#include "operations/deliver.h"
#include "operations/testing/delivering.h"
#include "operations/testing/test_desk.h"
#include "operations/testing/way.h"

namespace heed::operations {
namespace {

using memory::MemoryStore;
using testing::FaultyStore;
using testing::TestDesk;

/// Takes the way of a warning on a desk, from wherever it stands. Every step may be taken again.
class Traveller {
 public:
  explicit Traveller(TestDesk& desk) : desk_(desk) {}

  /// Until the first error.
  Result<void> travel() {
    TRY(desk_.run(recover_deliveries(desk_.desk)));
    const auto way = testing::way_to_release(testing::at("2024-03-06T12:00:00Z"));
    for (std::size_t i = 0; i < way.size(); ++i) TRY(give(way[i], cat("step-", i)));
    for (const auto& id : {testing::to_office, testing::to_newspaper}) TRY(carry(id));
    TRY(give(testing::acknowledging(), "acknowledged"));
    return {};
  }

 private:
  Result<void> give(const testing::Given& given, std::string key) {
    TRY(desk_.give({given.actor, {}, response::Evidence::heard, std::move(key)}, given.command, given.body));
    return {};
  }
  /// An attempt, if one is due sooner or later.
  Result<void> carry(const DeliveryId& id) {
    const auto attempt_at = desk_.state.deliveries.deliveries.at(id).attempt_at;
    if (!attempt_at) return {};
    if (*attempt_at > desk_.clock.now()) desk_.clock.set(*attempt_at);
    return desk_.run(testing::deliver(desk_.desk, id));
  }

  TestDesk& desk_;
};

/// The attempts that the store holds, as the keys that their messages carry.
std::multiset<std::string> attempts_in(ports::Store& store) {
  std::multiset<std::string> keys;
  for (const auto& [id, delivery] : testing::folded(store).deliveries.deliveries) {
    for (const auto& attempt : delivery.attempts) keys.insert(delivery::message_key(id, attempt.contact));
  }
  return keys;
}

/// Makes the channels check what they carry: the attempt must be on the disk before the wire is touched.
void watch_the_wire(TestDesk& desk, std::multiset<std::string>& carried) {
  const auto answer = [&](const ports::Message& message) -> std::optional<ports::Attempted> {
    carried.insert(message.key);
    CHECK(attempts_in(desk.store).count(message.key) >= 1);
    return testing::answered(ports::Outcome::accepted);
  };
  desk.email.answer = answer;
  desk.webhook.answer = answer;
}

std::uint64_t writes_of_the_whole_way() {
  MemoryStore memory;
  FaultyStore store(memory);
  TestDesk desk(store);
  REQUIRE(Traveller(desk).travel());
  return store.appends();
}

/// Another hub takes up what is stored and goes to the end.
void check_continuing(MemoryStore& memory, std::multiset<std::string> carried) {
  TestDesk again(memory);
  again.resume();
  CHECK(testing::packed(again.state) == testing::packed(testing::folded(memory)));
  watch_the_wire(again, carried);
  const auto travelled = Traveller(again).travel();
  REQUIRE_MESSAGE(travelled, testing::said(travelled));
  const auto& deliveries = again.state.deliveries.deliveries;
  CHECK(deliveries.size() == 2);
  CHECK(deliveries.at(testing::to_office).standing == delivery::Standing::acknowledged);
  CHECK(deliveries.at(testing::to_newspaper).standing == delivery::Standing::accepted);
  CHECK(again.state.responses.acknowledgements.at(testing::to_office).size() == 1);
  // Nobody was left out, and nothing came under a second key.
  CHECK(std::set<std::string>(carried.begin(), carried.end()) ==
        std::set<std::string>{"w/1/hall-office.0", "w/1/newspaper.0"});
  CHECK(testing::packed(again.state) == testing::packed(testing::folded(memory)));
}

TEST_CASE("whichever_write_fails_the_hub_stops_and_another_one_goes_on_from_what_is_stored (RA-2)") {
  const auto writes = writes_of_the_whole_way();
  REQUIRE(writes == 16);
  for (std::uint64_t number = 1; number <= writes; ++number) {
    for (const auto fault : {FaultyStore::Fault::lost, FaultyStore::Fault::kept}) {
      CAPTURE(number);
      CAPTURE((fault == FaultyStore::Fault::lost));
      MemoryStore memory;
      FaultyStore store(memory);
      store.fail_append(number, fault);
      TestDesk desk(store);
      std::multiset<std::string> carried;
      watch_the_wire(desk, carried);
      const auto travelled = Traveller(desk).travel();
      REQUIRE_FALSE(travelled);
      CHECK(travelled.error().code == Code::unavailable);
      REQUIRE(desk.failures.size() == 1);
      CHECK(desk.journal.has_failed());
      // No effect before durability: everything that was carried is in the store.
      const auto stored = attempts_in(memory);
      CHECK(std::includes(stored.begin(), stored.end(), carried.begin(), carried.end()));
      check_continuing(memory, std::move(carried));
    }
  }
}

TEST_CASE("what_the_store_lost_is_as_if_it_had_never_been_said_and_what_it_kept_is_said") {
  struct Row {
    FaultyStore::Fault fault;
    std::uint64_t progress;  ///< entries that the failed write left
    bool is_repeat;          ///< whether the command that met the error was done all the same
  };
  for (const auto& row : {Row{FaultyStore::Fault::lost, 1, false}, Row{FaultyStore::Fault::kept, 3, true}}) {
    MemoryStore memory;
    FaultyStore store(memory);
    store.fail_append(2, row.fault);
    const auto way = testing::way_to_release(testing::at("2024-03-06T12:00:00Z"));
    const auto caller = [&](std::size_t i) { return commands::Caller{way[i].actor, {}, {}, cat("step-", i)}; };
    TestDesk desk(store);
    testing::must(desk.give(caller(0), way[0].command, way[0].body));
    CHECK_FALSE(desk.give(caller(1), way[1].command, way[1].body));
    CHECK(testing::must(memory.size()) == row.progress);
    TestDesk again(memory);
    again.resume();
    CHECK(testing::must(again.give(caller(1), way[1].command, way[1].body)).is_repeat == row.is_repeat);
    CHECK(testing::must(memory.size()) == 3);
  }
}

}  // namespace
}  // namespace heed::operations
