#include "flow/report/relay/rules.h"

#include <doctest/doctest.h>

#include "flow/report/copies/name.h"
#include "flow/report/heard/testing/alerts.h"
#include "lib/digest/base64.h"
#include "lib/digest/sha256.h"

namespace heed::relay {
namespace {

using testing::heard_alert;
using testing::HeardDesk;
using testing::hours;
using testing::message;

constexpr std::string_view own = "hub@example.org";

HeardDesk desk_at(Duration after) {
  HeardDesk desk;
  desk.now = testing::first_sent + after;
  return desk;
}

std::string_view reason(const HeardDesk& desk, const heard::Heard& alert, const Handing& handing) {
  return word(held_back(message(desk, alert), handing, std::string(own), desk.now));
}

TEST_CASE("each_reason_not_to_hand_an_alert_on") {
  struct Row {
    std::string_view name;
    void (*change)(heard::Heard& alert, Handing& handing);
    std::string_view wanted;
  };
  const Row rows[] = {
      {"nothing asked", [](auto&, auto&) {}, "no"},
      {"sent by us", [](auto& alert, auto&) { alert.sender = own; }, "ours"},
      {"heard from the partner", [](auto&, auto& handing) { handing.not_from = {"national"}; }, "from_partner"},
      {"restricted", [](auto& alert, auto&) { alert.scope = cap::Scope::restricted; }, "not_public"},
      {"private", [](auto& alert, auto&) { alert.scope = cap::Scope::addressed; }, "not_public"},
      {"an exercise", [](auto& alert, auto&) { alert.status = cap::Status::exercise; }, "not_wanted"},
      {"an exercise for who wants them",
       [](auto& alert, auto& handing) {
         alert.status = cap::Status::exercise;
         handing.wanted.statuses = {cap::Status::exercise};
       },
       "no"},
      {"another feed", [](auto&, auto& handing) { handing.wanted.feeds = {"regional"}; }, "not_wanted"},
      {"this feed", [](auto&, auto& handing) { handing.wanted.feeds = {"regional", "national"}; }, "no"},
      {"another sender", [](auto&, auto& handing) { handing.wanted.senders = {"sea@example.org"}; }, "not_wanted"},
      {"another category", [](auto&, auto& handing) { handing.wanted.categories = {cap::Category::fire}; },
       "not_wanted"},
      {"this category", [](auto&, auto& handing) { handing.wanted.categories = {cap::Category::met}; }, "no"},
      {"too mild",
       [](auto& alert, auto& handing) {
         alert.infos.front().severity = cap::Severity::minor;
         handing.wanted.at_least = cap::Severity::severe;
       },
       "not_wanted"},
      {"just severe enough",
       [](auto& alert, auto& handing) {
         alert.infos.front().severity = cap::Severity::severe;
         handing.wanted.at_least = cap::Severity::severe;
       },
       "no"},
      {"of unknown severity", [](auto&, auto& handing) { handing.wanted.at_least = cap::Severity::extreme; }, "no"},
      {"a cancel without words",
       [](auto& alert, auto& handing) {
         alert.msg_type = cap::MessageType::cancel;
         alert.infos.clear();
         alert.life = {};
         handing.wanted.at_least = cap::Severity::extreme;
         handing.wanted.categories = {cap::Category::fire};
       },
       "no"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    auto desk = desk_at(hours(1));
    auto alert = heard_alert("a");
    Handing handing{"neighbour", {}, {}};
    row.change(alert, handing);
    testing::hear(desk, alert);
    CHECK(reason(desk, alert, handing) == row.wanted);
  }
}

TEST_CASE("what_is_over_is_not_handed_on_and_the_last_moment_counts") {
  auto desk = desk_at(hours(1));
  const auto alert = heard_alert("a");
  testing::hear(desk, alert);
  const Handing handing{"neighbour", {}, {}};
  desk.now = *alert.life.expires - Duration{1};
  CHECK(reason(desk, alert, handing) == "no");
  desk.now = *alert.life.expires;
  CHECK(reason(desk, alert, handing) == "over");
}

TEST_CASE("each_partner_gets_a_version_once") {
  auto desk = desk_at(hours(1));
  const auto alert = heard_alert("a");
  testing::hear(desk, alert);
  const auto& state = desk.of<heard::State>();
  desk.done(hand_on(state, heard::version_of(alert), "neighbour"));
  CHECK(reason(desk, alert, {"neighbour", {}, {}}) == "done");
  CHECK(reason(desk, alert, {"other", {}, {}}) == "no");
  CHECK(testing::verdict(hand_on(state, heard::version_of(alert), "neighbour")) == "conflict");
  CHECK(testing::verdict(hand_on(state, heard::version_of(heard_alert("b")), "neighbour")) == "not_found @alert");
}

/// An alert with a digest as long as those of real ones.
heard::Heard original_alert(std::string identifier) {
  auto alert = heard_alert(std::move(identifier));
  alert.digest = digest::to_base64url(digest::sha256(alert.identifier));
  return alert;
}

/// The copy that a hub makes of it.
heard::Heard copy_of(const heard::Heard& original, std::string sender) {
  auto copy = original;
  copy.identifier = copies::copy_name(original.digest, {});
  copy.digest = digest::to_base64url(digest::sha256(cat(sender, copy.identifier)));
  copy.sender = std::move(sender);
  return copy;
}

heard::Heard from(heard::Heard alert, std::string feed) {
  alert.via.feed = std::move(feed);
  return alert;
}

std::string_view reason_with_kin(const HeardDesk& desk, const heard::Heard& alert, const Handing& handing) {
  const auto& state = desk.of<heard::State>();
  return word(held_back({state, Kin(state), std::string(own), desk.now}, message(desk, alert), handing));
}

TEST_CASE("what_becomes_of_a_copy_and_of_its_original_beside_each_other") {
  const auto original = original_alert("a");
  const auto copy = copy_of(original, "neighbour@example.org");
  const auto other = copy_of(original, "third@example.org");
  struct Row {
    std::string_view name;
    std::vector<heard::Heard> heard;
    std::vector<heard::Heard> given;
    std::string_view original;
    std::string_view copy;
  };
  const Row rows[] = {
      {"the original alone", {original}, {}, "no", ""},
      {"a copy alone", {copy}, {}, "", "no"},
      {"both: the original goes, in the form that is asked for", {original, copy}, {}, "no", "copy"},
      {"in the other order", {copy, original}, {}, "no", "copy"},
      {"the original went before", {original, copy}, {original}, "done", "copy"},
      {"the copy went before", {copy, original}, {copy}, "no", "done"},
      {"another copy went before", {other, copy}, {other}, "", "copy"},
      {"another copy is here, and nothing went", {other, copy}, {}, "", "no"},
      {"the partner has the original", {from(original, "theirs"), copy}, {}, "from_partner", "copy"},
      {"the partner made the copy", {original, from(copy, "theirs")}, {}, "from_partner", "from_partner"},
      {"the partner has another copy", {from(other, "theirs"), copy}, {}, "", "copy"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    auto desk = desk_at(hours(1));
    const Handing handing{"neighbour", {"theirs"}, {}};
    for (const auto& each : row.heard) testing::hear(desk, each);
    for (const auto& each : row.given) {
      desk.done(hand_on(desk.of<heard::State>(), heard::version_of(each), "neighbour"));
    }
    if (!row.original.empty()) CHECK(reason_with_kin(desk, original, handing) == row.original);
    if (!row.copy.empty()) CHECK(reason_with_kin(desk, copy, handing) == row.copy);
  }
}

TEST_CASE("an_update_of_a_copy_goes_to_who_was_given_the_copy_though_its_original_is_here") {
  auto desk = desk_at(hours(1));
  const auto first = copy_of(original_alert("a"), "neighbour@example.org");
  const auto update = original_alert("b");
  auto copied = testing::naming(copy_of(update, "neighbour@example.org"), first);
  copied.msg_type = cap::MessageType::update;
  copied.sent = first.sent + Duration{1'000};
  for (const auto& each : {first, update, copied}) testing::hear(desk, each);
  const Handing handing{"other", {}, {}};
  CHECK(reason_with_kin(desk, copied, handing) == "copy");
  desk.done(hand_on(desk.of<heard::State>(), heard::version_of(first), "other"));
  CHECK(reason_with_kin(desk, copied, handing) == "no");
  CHECK(given_before(desk.of<heard::State>(), copied, "other").size() == 1);
  CHECK(given_before(desk.of<heard::State>(), copied, "third").empty());
}

/// Hubs that hand on to each other; `is_partner(from, to)`. With `copies`, each makes copies in its own name.
struct Net {
  std::vector<HeardDesk> desks;
  bool is_ring = false;
  bool copies = false;
  std::size_t sent = 0;

  [[nodiscard]] bool is_partner(std::size_t from, std::size_t to) const {
    return is_ring ? to == (from + 1) % desks.size() : to != from;
  }

  /// Hands everything on that goes from one hub to another. Gives whether there was anything to hand on.
  bool hand(std::size_t from, std::size_t to) {
    if (!is_partner(from, to)) return false;
    const auto& state = desks[from].of<heard::State>();
    const Handing handing{cat("hub-", to), {cat("hub-", to)}, {}};
    const auto name = cat("hub-", from, "@example.org");
    std::vector<heard::Heard> going;
    for (const auto& [version, known] : state.messages) {
      if (held_back({state, Kin(state), name, desks[from].now}, known, handing) == Held::no)
        going.push_back(known.heard);
    }
    for (const auto& alert : going) {
      const bool is_copied = copies && !copies::original_of(alert.identifier);
      desks[from].done(hand_on(state, heard::version_of(alert), handing.to));
      auto received = is_copied ? copy_of(alert, name) : alert;
      received.via.feed = cat("hub-", from);
      testing::hear(desks[to], received);
      ++sent;
    }
    return !going.empty();
  }

  bool hand_all() {
    bool is_busy = false;
    for (std::size_t pair = 0; pair < desks.size() * desks.size(); ++pair) {
      is_busy = hand(pair / desks.size(), pair % desks.size()) || is_busy;
    }
    return is_busy;
  }
};

TEST_CASE("an_alert_goes_round_any_net_of_hubs_and_stops") {
  constexpr std::size_t hubs = 6;
  for (const bool is_ring : {true, false}) {
    Net net{std::vector<HeardDesk>(hubs, desk_at(hours(1))), is_ring};
    testing::hear(net.desks[0], heard_alert("a"));
    while (net.hand_all()) CHECK(net.sent <= hubs * hubs);
    for (const auto& desk : net.desks) CHECK(heard::standing(desk.of<heard::State>(), desk.now).size() == 1);
    CHECK(net.sent >= hubs - 1);
    CHECK(net.sent <= hubs * (hubs - 1));
  }
}

TEST_CASE("copies_go_round_any_net_of_hubs_and_stop") {
  constexpr std::size_t hubs = 6;
  for (const bool is_ring : {true, false}) {
    for (const std::size_t at_once : {1UZ, 2UZ, hubs}) {
      Net net{std::vector<HeardDesk>(hubs, desk_at(hours(1))), is_ring, true};
      for (std::size_t hub = 0; hub < at_once; ++hub) testing::hear(net.desks[hub], original_alert("a"));
      // Each hub that heard it itself makes one copy, and nobody gets a message twice from the same hub.
      while (net.hand_all()) CHECK(net.sent <= hubs * hubs * at_once);
      for (const auto& desk : net.desks) {
        const auto known = heard::standing(desk.of<heard::State>(), desk.now).size();
        CHECK(known >= 1);
        CHECK(known <= at_once + 1);
      }
    }
  }
}

}  // namespace
}  // namespace heed::relay
