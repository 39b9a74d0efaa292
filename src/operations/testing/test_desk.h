#pragma once
// A desk on memory, a virtual clock and scripted channels. Dropping it is a crash: what is not in the store is gone.

#include "adapters/system/random.h"
#include "adapters/system/virtual_clock.h"
#include "flow/decision/testing/regimes.h"
#include "flow/record/content.h"
#include "operations/commands/command.h"
#include "operations/desk/snapshot.h"
#include "operations/testing/doors.h"
#include "operations/testing/running.h"
#include "operations/testing/stores.h"

namespace heed::testing {

inline desk::Manner test_manner() {
  return {warning::Status::exercise, "test.example", "A test", "http://127.0.0.1:8440", std::string(32, 'k')};
}

/// The state as bytes: two states are the same when these are.
inline std::string packed(const flow::State& state) { return desk::pack_snapshot({}, state); }

/// Requires: the store outlives the desk.
class TestDesk {
 public:
  explicit TestDesk(ports::Store& kept_in, Instant now = at("2024-03-06T12:00:00Z"))
      : store(kept_in),
        clock(now),
        journal(context, state, {store, random, keys.keys()}),
        desk{state, regimes, journal, clock, random, feed, {{"email", &email}, {"webhook", &webhook}}, test_manner()} {
    journal.on_failure([this](const Error& error) { failures.push_back(error); });
  }

  /// Takes up what the store holds.
  void resume() {
    auto resumed = must(desk::resume(store, {}));
    state = std::move(resumed.state);
    const auto gone_on = journal.resume(std::move(resumed.frontier));
    if (!gone_on) FAIL(core::sentence(gone_on.error()));
  }
  template <class T>
  T run(boost::asio::awaitable<T> work) {
    return testing::run(context, std::move(work));
  }
  Result<desk::Committed> note(record::Drafts drafts, record::Actor actor = person("ann")) {
    return run(journal.commit(std::move(drafts), {clock.now(), std::move(actor)}, std::nullopt));
  }
  template <class... Facts>
  void note_facts(const Facts&... facts) {
    must(note({record::draft(facts)...}));
  }
  Result<commands::Done> give(commands::Caller caller, std::string command, Value body) {
    return run(commands::execute(desk, std::move(caller), std::move(command), std::move(body)));
  }

  ports::Store& store;
  system::VirtualClock clock;
  std::vector<Error> failures;  ///< what on_failure was told
  system::SeededRandom random{7};
  TestKeys keys;
  MemoryFeed feed;
  ScriptedChannel email{"email"};
  ScriptedChannel webhook{"webhook"};
  decision::Regimes regimes = testing::regimes();
  // Why the context here: coroutines that wait when the desk is dropped end with it, while what they look at is there.
  boost::asio::io_context context{1};
  flow::State state;
  desk::Journal journal;
  desk::Desk desk;
};

/// What the store holds, folded from its first entry.
inline flow::State folded(ports::Store& store) {
  flow::State state;
  const auto read = store.read(0, must(store.size()), [&](ports::StoredEntry stored) -> Result<void> {
    TRY(const auto entry, record::parse_content(stored.bytes));
    return flow::apply(state, entry);
  });
  if (!read) FAIL(core::sentence(read.error()));
  return state;
}

}  // namespace heed::testing
