// Hubs that live through days of random commands, channels and crashes, each from a seed. HEED_SIM_SEED=N plays one of
// them, HEED_SIM_SEEDS=N as many as that.

#include <cstdlib>

#include <spdlog/spdlog.h>

#include "flow/record/leaf.h"
#include "lib/digest/base64.h"
#include "operations/verify_record.h"
#include "sim/checks.h"
#include "sim/crowd.h"

namespace heed::sim {
namespace {

constexpr std::uint64_t seeds = 200;
constexpr int steps = 60;

/// What happened in one life, or in all of them.
struct Tally {
  std::map<std::string, std::uint64_t> entries;  ///< by kind
  std::uint64_t done = 0;
  std::uint64_t refused = 0;
  std::uint64_t crashes = 0;
};

class Simulation {
 public:
  Simulation(std::uint64_t seed, Tally& tally) : dice_(seed), world_(seed), crowd_(seed + 1), tally_(tally) {}

  void live() {
    checks_.check(world_);
    for (int step = 0; step < steps; ++step) {
      CAPTURE(step);
      CrashAt crash_at;
      if (dice_.one_in(8)) crash_at = 1 + dice_.below(6);
      if (!act(crash_at) || !pass_time(crash_at)) {
        ++tally_.crashes;
        world_.open();
        checks_.check(world_);
        CrashAt never;
        world_.settle(never);
      }
      if (dice_.one_in(25)) world_.restart();
      CrashAt never;
      world_.settle(never);
      checks_.check(world_);
    }
    end();
  }
  [[nodiscard]] World& world() { return world_; }

 private:
  /// One to three people at once.
  bool act(CrashAt& crash_at) {
    std::vector<testing::Promised<Result<commands::Done>>> all;
    for (auto left = 1 + dice_.below(3); left > 0; --left) {
      auto order = crowd_.next(world_.state(), world_.now());
      auto& office = world_.office();
      all.push_back(testing::begin(office.context, commands::execute(office.hub.desk(), std::move(order.caller),
                                                                     std::move(order.command), std::move(order.body))));
    }
    for (const auto& each : all) {
      if (!world_.run(each, crash_at)) return false;
      ++(**each ? tally_.done : tally_.refused);
    }
    return true;
  }
  bool pass_time(CrashAt& crash_at) {
    const auto minutes = dice_.one_in(10) ? dice_.below(24 * 60) : dice_.below(45);
    return world_.advance(world_.now() + testing::minutes(static_cast<std::int64_t>(minutes)), crash_at);
  }
  void end() {
    world_.restart();
    checks_.check(world_);
    const auto& signer = world_.office().signer;
    const auto verified = operations::verify_record(world_.disk(), {signer.name(), signer.public_key()});
    CHECK_MESSAGE(verified, testing::said(verified));
    const auto size = testing::must(world_.disk().size());
    const auto read = world_.disk().read(0, size, [&](ports::StoredEntry stored) -> Result<void> {
      ++tally_.entries[testing::must(record::parse_leaf(stored.bytes)).kind];
      return {};
    });
    CHECK(read);
  }

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

TEST_CASE("whatever_people_channels_and_crashes_do_the_rules_hold (FT-2, SR-3, SR-4, DE-6, RA-2)") {
  const Quiet quiet;
  const auto only = asked("HEED_SIM_SEED");
  const auto first = only.value_or(1);
  const auto count = only ? 1 : asked("HEED_SIM_SEEDS").value_or(seeds);
  Tally tally;
  for (auto seed = first; seed < first + count; ++seed) {
    INFO("replay with HEED_SIM_SEED=", seed);
    Simulation(seed, tally).live();
  }
  if (only) return;
  // A simulation in which nothing happens proves nothing.
  for (const auto* kind :
       {"warning.released", "warning.window_ended", "warning.disposition_named", "delivery.attempted",
        "delivery.escalated", "delivery.exhausted", "delivery.stopped", "delivery.published", "response.acknowledged",
        "response.refused", "decision.waived", "watch.raised", "access.refused", "cases.closed"}) {
    CHECK_MESSAGE(tally.entries[kind] > 0, kind);
  }
  CHECK(tally.crashes > count / 2);
  CHECK(tally.done > tally.refused / 4);
  if (asked("HEED_SIM_SEEDS")) {
    for (const auto& [kind, number] : tally.entries) MESSAGE(kind, " ", number);
    MESSAGE("done ", tally.done, " refused ", tally.refused, " crashes ", tally.crashes);
  }
}

TEST_CASE("a_seed_plays_the_same_life_again") {
  const Quiet quiet;
  const auto life = [](std::uint64_t seed) {
    Tally tally;
    Simulation simulation(seed, tally);
    simulation.live();
    // Entries of one instant may change places; what they say does not.
    std::multiset<std::string> said;
    const auto& disk = testing::folded(simulation.world().disk());
    for (const auto& [id, delivery] : disk.deliveries.deliveries) {
      for (const auto& move : delivery.moves)
        said.insert(cat(id.text, core::word(move.to), core::to_text(move.entry.at)));
    }
    for (const auto& [kind, number] : tally.entries) said.insert(cat(kind, number));
    return said;
  };
  for (const std::uint64_t seed : {3U, 11U, 42U}) CHECK(life(seed) == life(seed));
}

}  // namespace
}  // namespace heed::sim
