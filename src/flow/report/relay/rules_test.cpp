#include "flow/report/relay/rules.h"

#include <doctest/doctest.h>

#include "flow/report/heard/testing/alerts.h"

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

/// Hubs that hand on to each other; `is_partner(from, to)`.
struct Net {
  std::vector<HeardDesk> desks;
  bool is_ring = false;
  std::size_t sent = 0;

  [[nodiscard]] bool is_partner(std::size_t from, std::size_t to) const {
    return is_ring ? to == (from + 1) % desks.size() : to != from;
  }

  /// Hands the alert on once from one hub to another. Gives whether there was anything to hand on.
  bool hand(const heard::Heard& alert, std::size_t from, std::size_t to) {
    const auto& state = desks[from].of<heard::State>();
    if (!is_partner(from, to) || heard::versions(state, heard::identity_of(alert)).empty()) return false;
    const Handing handing{cat("hub-", to), {cat("hub-", to)}, {}};
    if (reason(desks[from], alert, handing) != "no") return false;
    desks[from].done(hand_on(state, heard::version_of(alert), handing.to));
    auto received = alert;
    received.via.feed = cat("hub-", from);
    testing::hear(desks[to], received);
    ++sent;
    return true;
  }

  bool hand_all(const heard::Heard& alert) {
    bool is_busy = false;
    for (std::size_t pair = 0; pair < desks.size() * desks.size(); ++pair) {
      is_busy = hand(alert, pair / desks.size(), pair % desks.size()) || is_busy;
    }
    return is_busy;
  }
};

TEST_CASE("an_alert_goes_round_any_net_of_hubs_and_stops") {
  constexpr std::size_t hubs = 6;
  for (const bool is_ring : {true, false}) {
    Net net{std::vector<HeardDesk>(hubs, desk_at(hours(1))), is_ring};
    const auto alert = heard_alert("a");
    testing::hear(net.desks[0], alert);
    while (net.hand_all(alert)) CHECK(net.sent <= hubs * hubs);
    for (const auto& desk : net.desks) CHECK(heard::standing(desk.of<heard::State>(), desk.now).size() == 1);
    CHECK(net.sent >= hubs - 1);
    CHECK(net.sent <= hubs * (hubs - 1));
  }
}

}  // namespace
}  // namespace heed::relay
