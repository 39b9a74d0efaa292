#pragma once
// A whole hub for tests and the simulation: the real loops on memory, a virtual clock and scripted channels. Dropping
// it is a crash: what is not in the store is gone.

#include "adapters/system/random.h"
#include "adapters/system/virtual_clock.h"
#include "app/hub.h"
#include "flow/decision/testing/regimes.h"
#include "operations/commands/command.h"
#include "operations/testing/doors.h"
#include "operations/testing/running.h"
#include "operations/testing/test_desk.h"

namespace heed::testing {

/// What an office has beside the usual.
struct Odd {
  ports::Random* chance = nullptr;  ///< left out: a seeded one
  issuing::Issuing issuing{};
};

/// Requires: store, feed and chance outlive the office.
class Office {
 public:
  Office(ports::Store& kept_in, MemoryFeed& site, Instant now, Odd odd = {})
      : store(kept_in),
        feed(site),
        clock(now),
        random(odd.chance == nullptr ? seeded : *odd.chance),
        hub(context, {store, clock, random, keys.keys(), feed, {&email, &webhook}}, regimes,
            {test_manner(), {}, 50'000, {}, std::move(odd.issuing)}) {
    hub.journal().on_failure([this](const Error& error) { failures.push_back(error); });
  }

  /// Takes up what the store holds, and begins the loops.
  void open() {
    const auto resumed = hub.resume();
    REQUIRE_MESSAGE(resumed, said(resumed));
    const auto started = run(hub.start());
    REQUIRE_MESSAGE(started, said(started));
  }
  template <class T>
  T run(boost::asio::awaitable<T> work) {
    return testing::run(context, std::move(work));
  }
  void settle() { must_be_done(run(counted(hub.conductor().settle()))); }
  /// Moves the clock to `to`, and stops at everything that falls due on the way.
  void advance(Instant to) {
    settle();
    for (auto due = hub.conductor().next_due(); due && *due < to; due = hub.conductor().next_due()) {
      if (*due > clock.now()) clock.set(*due);
      settle();
    }
    if (to > clock.now()) clock.set(to);
    settle();
  }
  void wait(Duration span) { advance(clock.now() + span); }
  Result<commands::Done> give(record::Actor actor, std::string command, Value body) {
    return run(commands::execute(hub.desk(), {std::move(actor), {}, response::Evidence::heard, {}}, std::move(command),
                                 std::move(body)));
  }
  [[nodiscard]] const flow::State& state() { return hub.desk().state; }
  [[nodiscard]] const delivery::Delivery& delivery(const char* id) {
    return state().deliveries.deliveries.at(DeliveryId{id});
  }
  [[nodiscard]] const warning::Warning& warning(const char* id) { return state().warnings.warnings.at(WarningId{id}); }

  ports::Store& store;
  MemoryFeed& feed;
  system::VirtualClock clock;
  system::SeededRandom seeded{7};
  ports::Random& random;
  TestKeys keys;
  ScriptedChannel email{"email"};
  ScriptedChannel webhook{"webhook"};
  decision::Regimes regimes = testing::regimes();
  std::vector<Error> failures;  ///< what on_failure was told
  // Why the context before the hub: the hub's timers and waiting tasks end while it is there.
  boost::asio::io_context context{1};
  app::Hub hub;

 private:
  static void must_be_done(const Result<void>& outcome) { REQUIRE_MESSAGE(outcome, said(outcome)); }
};

}  // namespace heed::testing
