// Whatever the order in which messages come, the same stand and the same are over, by the same.

#include <algorithm>
#include <map>
#include <set>

#include "flow/record/testing/dice.h"
#include "flow/report/heard/testing/alerts.h"

namespace heed::heard {
namespace {

using cap::MessageType;
using testing::Dice;
using testing::first_sent;
using testing::heard_alert;
using testing::HeardDesk;
using testing::hours;
using testing::minutes;

Policy policy() { return {{{"nation@example.org", "rivers@example.org"}}, hours(24)}; }

Reference any_reference(Dice& dice) {
  const std::vector<std::string> senders{"rivers@example.org", "roads@example.org", "nation@example.org"};
  return {dice.pick(senders), cat("m", dice.below(4)),
          first_sent + minutes(10 * static_cast<std::int64_t>(dice.below(4))), dice.one_in(12)};
}

/// One of few names, so that identifiers are used again, references meet, and some are missing.
Heard any_message(Dice& dice) {
  const auto name = any_reference(dice);
  const auto type = dice.pick(std::vector<MessageType>{MessageType::alert, MessageType::alert, MessageType::update,
                                                       MessageType::update, MessageType::cancel, MessageType::cancel,
                                                       MessageType::ack});
  auto message = heard_alert(name.identifier, name.sent, type);
  message.sender = name.sender;
  message.has_no_zone = name.has_no_zone;
  message.digest = dice.one_in(5) ? "altered" : "original";
  message.life.expires = name.sent + minutes(30 * static_cast<std::int64_t>(1 + dice.below(6)));
  if (dice.one_in(8)) message.status = cap::Status::test;
  if (dice.one_in(10)) message.scope = cap::Scope::restricted;
  for (auto left = dice.below(4); left > 0; --left) message.references.push_back(any_reference(dice));
  return message;
}

/// Each version once.
std::vector<Heard> any_world(Dice& dice, std::size_t count) {
  std::map<Version, Heard> world;
  while (world.size() < count) {
    auto message = any_message(dice);
    world.emplace(version_of(message), std::move(message));
  }
  std::vector<Heard> all;
  for (auto& [version, message] : world) all.push_back(std::move(message));
  return all;
}

/// What a plain reading of the rules says of one message among all: who ended it, and how.
std::string plainly(const std::vector<Heard>& world, const Heard& on, Instant now) {
  std::set<std::pair<Instant, Version>> by;
  std::map<Version, MessageType> types;
  for (const auto& other : world) {
    if (other.msg_type != MessageType::update && other.msg_type != MessageType::cancel) continue;
    if (other.status != on.status) continue;
    const bool may =
        other.sender == on.sender || (other.sender == "nation@example.org" && on.sender == "rivers@example.org");
    for (const auto& reference : other.references) {
      const bool is_named = identity_of(reference) == identity_of(on);
      const auto sent = other.has_no_zone && !reference.has_no_zone ? other.sent - hours(28) : other.sent;
      if (is_named && may && on.sent < sent) by.emplace(other.sent, version_of(other));
      types[version_of(other)] = other.msg_type;
    }
  }
  if (on.status != cap::Status::actual || on.scope != cap::Scope::everybody) return "not_public";
  if (!by.empty()) {
    const auto& first = by.begin()->second;
    const auto* how = types[first] == MessageType::cancel ? "cancelled" : "replaced";
    return cat(how, " by ", first.identity.sender, " ", first.identity.identifier, " ", to_text(first.identity.sent));
  }
  if (on.msg_type == MessageType::cancel) return "waiting";
  if (on.msg_type == MessageType::ack) return "answer";
  return now < *on.life.expires ? "standing" : "expired";
}

std::string as_heard(const State& state, const Heard& on, Instant now) {
  const auto& message = *testing::must(find(state, version_of(on)));
  auto said = std::string(word(standing_of(message, now)));
  if (!message.end || said == "not_public") return said;
  const auto& by = message.end->by.identity;
  return said + cat(" by ", by.sender, " ", by.identifier, " ", to_text(by.sent));
}

void shuffle(Dice& dice, std::vector<Heard>& messages) {
  for (std::size_t i = messages.size(); i > 1; --i) std::swap(messages[i - 1], messages[dice.below(i)]);
}

TEST_CASE("a_thousand_orders_of_arrival_end_in_what_the_plain_rules_say") {
  std::map<std::string, std::size_t> met;
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    Dice dice(seed);
    auto world = any_world(dice, 24);
    const auto now = first_sent + hours(2);
    std::map<Version, std::string> expected;
    std::set<Version> expected_standing;
    for (const auto& each : world) {
      const auto said = plainly(world, each, now);
      ++met[said.substr(0, said.find(' '))];
      if (said == "standing") expected_standing.insert(version_of(each));
      expected[version_of(each)] = said;
    }
    for (int order = 0; order < 25; ++order) {
      shuffle(dice, world);
      HeardDesk desk;
      desk.now = first_sent + hours(1);
      for (const auto& each : world) {
        testing::hear(desk, each, policy());
        desk.wait(minutes(1));
      }
      const auto& state = desk.of<State>();
      std::set<Version> stand;
      for (const auto* each : standing(state, now)) stand.insert(version_of(each->heard));
      REQUIRE_MESSAGE(stand == expected_standing, seed);
      for (const auto& each : world) {
        REQUIRE_MESSAGE(as_heard(state, each, now) == expected[version_of(each)], seed);
      }
    }
  }
  // The worlds hold all that can happen, many times.
  for (const std::string state : {"standing", "replaced", "cancelled", "expired", "waiting", "answer", "not_public"}) {
    CHECK_MESSAGE(met[state] >= 10, state);
  }
}

}  // namespace
}  // namespace heed::heard
