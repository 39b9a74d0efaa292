// Hubs that live through days of random commands, channels and crashes, each from a seed. HEED_SIM_SEED=N plays the one
// with that seed, HEED_SIM_SEEDS=N as many as that; both together: so many from that one on.

#include <cstdlib>

#include <spdlog/spdlog.h>

#include "flow/record/content.h"
#include "lib/digest/base64.h"
#include "operations/audit/verify_record.h"
#include "sim/checks.h"
#include "sim/crowd.h"
#include "sim/watchdog.h"

namespace heed::sim {
namespace {

// Why fewer under a sanitizer: there a life takes ten times as long, and what they reach is proven without one.
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr std::uint64_t seeds = 40;
#else
constexpr std::uint64_t seeds = 150;
#endif
constexpr std::uint64_t seeds_that_reach_all = 150;
constexpr int steps = 60;
/// For one step, in real time; far beyond what one takes under a sanitizer on a busy machine.
constexpr std::chrono::seconds patience{120};

/// What happened in one life, or in all of them.
struct Tally {
  std::map<std::string, std::uint64_t> entries;  ///< by kind
  std::uint64_t done = 0;
  std::uint64_t refused = 0;
  std::uint64_t crashes = 0;
  std::uint64_t ahead = 0;  ///< commands that were given while the wire or the site kept the hub waiting
};

std::vector<record::Entry> entries_of(ports::Store& disk) {
  std::vector<record::Entry> entries;
  const auto read = disk.read(0, testing::must(disk.size()), [&](ports::StoredEntry stored) -> Result<void> {
    entries.push_back(testing::must(record::parse_content(stored.bytes)));
    return {};
  });
  REQUIRE(read);
  return entries;
}

/// How to play a life again.
std::string again(std::uint64_t seed) {
  return cat("again: HEED_SIM_SEED=", seed, " heed_hub_test -tc=\"whatever_people*\"");
}

class Simulation {
 public:
  Simulation(std::uint64_t seed, Tally& tally)
      : seed_(seed), dice_(seed), world_(seed), crowd_(seed + 1), tally_(tally) {}

  void live() {
    world_.on_written = [this] { checks_.check_fold(world_); };
    for (int step = 0; step < steps; ++step) {
      CAPTURE(step);
      watchdog_.note(cat(again(seed_), ", step ", step));
      CrashAt crash_at;
      if (dice_.one_in(8)) crash_at = 1 + dice_.below(8);
      if (!act(crash_at) || !pass_time(crash_at)) {
        ++tally_.crashes;
        world_.open();
      }
      if (dice_.one_in(25)) world_.restart();
      settle();
      checks_.check(world_);
    }
    end();
  }
  [[nodiscard]] World& world() { return world_; }

 private:
  struct Given {
    Order order;
    testing::Promised<Result<commands::Done>> promised;
  };

  /// One to three people at once; now and then others, while the wire and the site keep the hub waiting.
  bool act(CrashAt& crash_at) {
    for (auto left = 1 + dice_.below(2); left > 0; --left) {
      if (world_.is_kept_waiting()) ++tally_.ahead;
      std::vector<Given> all;
      for (auto people = 1 + dice_.below(3); people > 0; --people) all.push_back(give());
      const bool is_alive = world_.rest(Outside::waits, crash_at);
      for (const auto& given : all) take_answer(given, is_alive);
      if (!is_alive) return false;
    }
    return true;
  }
  Given give() {
    auto order = crowd_.next(world_.state(), world_.now());
    auto& office = world_.office();
    auto done = commands::execute(office.hub.desk(), order.caller, order.command, order.body);
    return {std::move(order), testing::begin(office.context, std::move(done))};
  }
  void take_answer(const Given& given, bool is_alive) {
    const auto& answer = *given.promised;
    CHECK_MESSAGE((answer || !is_alive), given.order.command, " is never answered");
    if (!answer) return;
    ++(*answer ? tally_.done : tally_.refused);
    const bool is_kept = !*answer || (*answer)->entry.value_or(0) < testing::must(world_.disk().size());
    CHECK_MESSAGE(is_kept, given.order.command, " was answered and is not on the disk");
  }
  bool pass_time(CrashAt& crash_at) {
    const auto most = dice_.one_in(8) ? std::size_t{24 * 60} : dice_.pick(std::vector<std::size_t>{1, 4, 45});
    const auto minutes = dice_.below(most);
    return world_.advance(world_.now() + testing::minutes(static_cast<std::int64_t>(minutes)), crash_at);
  }
  void settle() {
    CrashAt never;
    REQUIRE(world_.settle(never));
  }
  void end() {
    world_.mend_site();
    world_.restart();
    settle();
    checks_.check(world_);
    checks_.check_site(world_);
    const auto verified = audit::verify_record(world_.disk(), audit::public_keys(world_.office().keys.keys()));
    CHECK_MESSAGE(verified, testing::said(verified));
    for (const auto& entry : entries_of(world_.disk())) ++tally_.entries[entry.kind];
  }

  std::uint64_t seed_;
  Watchdog watchdog_{patience};
  testing::Dice dice_;
  World world_;
  Crowd crowd_;
  Checks checks_;
  Tally& tally_;
};

/// Why quiet: refusals of the loops are logged, and a simulation provokes hundreds of them.
struct Quiet {
  Quiet() { spdlog::set_level(spdlog::level::off); }
  ~Quiet() { spdlog::set_level(before); }
  spdlog::level::level_enum before = spdlog::get_level();
};

std::optional<std::uint64_t> asked(const char* variable) {
  const auto* text = std::getenv(variable);
  if (text == nullptr) return std::nullopt;
  return std::strtoull(text, nullptr, 10);
}

/// A simulation in which nothing happens proves nothing.
void check_reach(Tally& tally, std::uint64_t lives) {
  for (const auto* kind :
       {"warning.released", "warning.window_ended", "warning.disposition_named", "delivery.attempted",
        "delivery.escalated", "delivery.exhausted", "delivery.stopped", "delivery.published", "response.acknowledged",
        "response.refused", "decision.waived", "watch.raised", "access.refused", "case.closed"}) {
    CHECK_MESSAGE(tally.entries[kind] > 0, std::string(kind), " was never written");
  }
  CHECK(tally.entries["warning.released"] > lives / 2);
  CHECK(tally.entries["delivery.attempted"] > 5 * lives);
  CHECK(tally.crashes > lives);
  CHECK(tally.ahead > lives);
  CHECK(tally.done > tally.refused);
}

void tell(const Tally& tally) {
  std::string text;
  for (const auto& [kind, number] : tally.entries) text += cat(kind, " ", number, "\n");
  MESSAGE(text, "done ", tally.done, " refused ", tally.refused, " crashes ", tally.crashes, " in mid-air ",
          tally.ahead);
}

TEST_CASE("whatever_people_channels_and_crashes_do_the_rules_hold (FT-2, SR-3, SR-4, DE-6, RA-2)") {
  const Quiet quiet;
  const auto seed_asked = asked("HEED_SIM_SEED");
  const auto seeds_asked = asked("HEED_SIM_SEEDS");
  const auto first = seed_asked.value_or(1);
  const auto count = seeds_asked.value_or(seed_asked ? 1 : seeds);
  Tally tally;
  for (auto seed = first; seed < first + count; ++seed) {
    INFO(again(seed));
    Simulation(seed, tally).live();
  }
  if (seeds_asked) tell(tally);
  if (count >= seeds_that_reach_all) check_reach(tally, count);
}

TEST_CASE("a_seed_plays_the_same_life_again") {
  const Quiet quiet;
  const auto life = [](std::uint64_t seed) {
    Tally tally;
    Simulation simulation(seed, tally);
    simulation.live();
    std::vector<std::string> said;
    for (const auto& entry : entries_of(simulation.world().disk())) said.push_back(record::content_bytes(entry));
    return said;
  };
  for (const std::uint64_t seed : {3U, 11U, 42U}) {
    INFO(again(seed));
    CHECK(life(seed) == life(seed));
  }
}

}  // namespace
}  // namespace heed::sim
