// Alerts of the world, read from the folder that HEED_CORPORA names; skipped when it is unset. Real chains end in the
// same state in every order.

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "flow/record/testing/dice.h"
#include "flow/report/heard/normalise.h"
#include "flow/report/heard/testing/alerts.h"

namespace heed::heard {
namespace {

namespace fs = std::filesystem;

std::string bytes_in(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// Every message of the corpus that says who sent what, each version once; none where there are too many versions.
std::vector<Heard> corpus() {
  const char* root = std::getenv("HEED_CORPORA");
  if (root == nullptr || !fs::exists(fs::path(root) / "cap")) {
    MESSAGE("skipped: HEED_CORPORA is unset");
    return {};
  }
  std::map<Identity, std::map<std::string, Heard>> found;
  for (const auto& file : fs::recursive_directory_iterator(fs::path(root) / "cap")) {
    if (!file.is_regular_file()) continue;
    const auto bytes = bytes_in(file.path());
    const auto reading = cap::read(bytes);
    if (!reading.alert) continue;
    const auto heard = normalise(reading, {bytes, {"corpus", file.path().filename().string()}});
    if (heard) found[identity_of(*heard)].emplace(heard->digest, *heard);
  }
  std::vector<Heard> all;
  for (auto& [identity, versions] : found) {
    if (versions.size() > versions_kept) continue;
    for (auto& [digest, heard] : versions) all.push_back(std::move(heard));
  }
  return all;
}

/// What is over, and by whom, and what stands at some moments: the same text for the same outcome.
std::string outcome(const State& state, const std::vector<Instant>& moments) {
  std::string text;
  for (const auto& [version, message] : state.messages) {
    if (message.end) text += cat(version.identity.identifier, " by ", message.end->by.identity.identifier, "\n");
  }
  for (const auto now : moments) {
    text += cat("at ", to_text(now), "\n");
    for (const auto* each : standing(state, now)) text += cat(each->heard.identifier, " ", each->heard.digest, "\n");
  }
  return text;
}

TEST_CASE("real_alerts_come_back_from_the_record_as_they_were_and_are_small (RA-2)") {
  for (const auto& heard : corpus()) {
    const auto value = to_value(heard);
    REQUIRE_MESSAGE(testing::must(from_value<Heard>(value)) == heard, heard.via.address);
    REQUIRE_MESSAGE(weight_of(heard) < limits::entry_bytes / 4, heard.via.address);
  }
}

TEST_CASE("real_chains_end_in_the_same_state_in_every_order") {
  auto world = corpus();
  if (world.empty()) return;
  // Heard within an hour, long after most of them: nothing may be forgotten on the way.
  const auto heard_at = testing::at("2026-01-01T00:00:00Z");
  std::vector<Instant> moments;
  testing::Dice dice(1);
  for (int i = 0; i < 20; ++i) moments.push_back(dice.pick(world).sent + Duration{1'000});
  std::string expected;
  std::size_t ended = 0;
  for (int order = 0; order < 10; ++order) {
    testing::HeardDesk desk;
    desk.now = heard_at;
    for (const auto& heard : world) testing::hear(desk, heard);
    const auto& state = desk.of<State>();
    CHECK(state.messages.size() == world.size());
    const auto now = outcome(state, moments);
    if (order == 0) expected = now;
    REQUIRE(now == expected);
    ended = static_cast<std::size_t>(
        std::ranges::count_if(state.messages, [](const auto& each) { return each.second.end.has_value(); }));
    for (std::size_t i = world.size(); i > 1; --i) std::swap(world[i - 1], world[dice.below(i)]);
  }
  MESSAGE(world.size(), " messages, of which ", ended, " were ended by others");
  CHECK(ended > 10);
}

}  // namespace
}  // namespace heed::heard
