#include "flow/report/heard/rules.h"

#include <functional>

#include "flow/report/copies/name.h"
#include "flow/report/heard/testing/alerts.h"
#include "lib/digest/base64.h"
#include "lib/digest/sha256.h"

namespace heed::heard {
namespace {

using cap::MessageType;
using testing::first_sent;
using testing::heard_alert;
using testing::HeardDesk;
using testing::hours;
using testing::message;
using testing::minutes;
using testing::naming;
using testing::standing_names;
using testing::standing_word;
using testing::verdict;

const auto a = heard_alert("a");

/// The desk's clock stands six hours after `a` was sent, when it expires; most tests look an hour before.
HeardDesk desk_at(Duration after_sent) {
  HeardDesk desk;
  desk.now = first_sent + after_sent;
  return desk;
}

TEST_CASE("what_one_feed_brings_again_is_not_written_and_what_another_brings_is_one_more_way") {
  auto desk = desk_at(hours(1));
  CHECK(testing::count_of<Heard>(testing::hear(desk, a)) == 1);
  auto moved = a;
  moved.via.address = "https://feed.example/elsewhere";
  CHECK(testing::hear(desk, moved).empty());
  auto relayed = a;
  relayed.via = {"neighbour", "https://neighbour.example/feed"};
  CHECK(testing::count_of<HeardAgain>(testing::hear(desk, relayed)) == 1);
  CHECK(testing::hear(desk, relayed).empty());
  CHECK(message(desk, a).ways.size() == 2);
  CHECK(message(desk, a).ways[1].way.feed == "neighbour");
  CHECK(standing_names(desk) == "a");
  auto nameless = a;
  nameless.via.feed = " ";
  CHECK(verdict(hear(desk.of<State>(), nameless, {}, desk.now)) == "invalid @via.feed");
}

TEST_CASE("an_altered_alert_and_a_reused_identifier_hide_nothing") {
  auto desk = desk_at(hours(1));
  testing::hear(desk, a);
  CHECK(!marks_of(desk.of<State>(), identity_of(a)).is_altered);
  auto altered = a;
  altered.digest = "other bytes";
  altered.infos[0].event = "Drill";
  testing::hear(desk, altered);
  CHECK(standing_names(desk) == "a, a");
  CHECK(marks_of(desk.of<State>(), identity_of(a)).is_altered);
  CHECK(!marks_of(desk.of<State>(), identity_of(a)).is_reused);
  const auto reused = heard_alert("a", first_sent + minutes(1));
  testing::hear(desk, reused);
  CHECK(standing_names(desk) == "a, a, a");
  CHECK(marks_of(desk.of<State>(), identity_of(a)).is_reused);
  CHECK(marks_of(desk.of<State>(), identity_of(reused)).is_reused);
  CHECK(!marks_of(desk.of<State>(), identity_of(reused)).is_altered);
  CHECK(versions(desk.of<State>(), identity_of(a)).size() == 2);
}

TEST_CASE("versions_and_ways_of_one_alert_end_at_their_limits") {
  auto desk = desk_at(hours(1));
  for (std::size_t i = 1; i <= versions_kept; ++i) {
    auto version = a;
    version.digest = cat("bytes ", i);
    CHECK(testing::hear(desk, version).size() == 1);
  }
  CHECK(verdict(hear(desk.of<State>(), a, {}, desk.now)) == "too_many @digest");
  const auto b = heard_alert("b");
  for (std::size_t i = 1; i <= ways_kept; ++i) {
    auto by_way = b;
    by_way.via.feed = cat("feed ", i);
    CHECK(testing::hear(desk, by_way).size() == 1);
  }
  auto one_more = b;
  one_more.via.feed = "one more";
  CHECK(testing::hear(desk, one_more).empty());
  CHECK(message(desk, b).ways.size() == ways_kept);
}

/// What becomes of `a`, an hour before it expires, through one later message.
struct Chain {
  std::string_view name;
  Heard later;
  std::string_view state;
  Link link;
};

Heard changed(Heard alert, const std::function<void(Heard&)>& change) {
  change(alert);
  return alert;
}

Heard later(MessageType type, Duration after = hours(1)) {
  return naming(heard_alert("later", first_sent + after, type), a);
}

std::vector<Chain> chains() {
  const auto cancel = later(MessageType::cancel);
  return {
      {"update", later(MessageType::update), "replaced", Link::ended},
      {"cancel", cancel, "cancelled", Link::ended},
      {"cancel in private", changed(cancel, [](Heard& on) { on.scope = cap::Scope::restricted; }), "cancelled",
       Link::ended},
      {"alert", later(MessageType::alert), "standing", Link::only_named},
      {"ack", later(MessageType::ack), "standing", Link::only_named},
      {"error", later(MessageType::error), "standing", Link::only_named},
      {"another sender", changed(cancel, [](Heard& on) { on.sender = "roads@example.org"; }), "standing",
       Link::foreign},
      {"another sender who may", changed(cancel, [](Heard& on) { on.sender = "nation@example.org"; }), "cancelled",
       Link::ended},
      {"test", changed(cancel, [](Heard& on) { on.status = cap::Status::test; }), "standing", Link::other_status},
      {"exercise", changed(cancel, [](Heard& on) { on.status = cap::Status::exercise; }), "standing",
       Link::other_status},
      {"sent at the same time", later(MessageType::cancel, hours(0)), "standing", Link::not_earlier},
      {"sent before", later(MessageType::cancel, -minutes(1)), "standing", Link::not_earlier},
      {"another sent", changed(cancel, [](Heard& on) { on.references[0].sent = first_sent + minutes(1); }), "standing",
       Link::missing},
      {"another identifier", changed(cancel, [](Heard& on) { on.references[0].identifier = "b"; }), "standing",
       Link::missing},
      {"no zone, surely later",
       changed(later(MessageType::cancel, 2 * zone_slack + minutes(1)), [](Heard& on) { on.has_no_zone = true; }),
       "cancelled", Link::ended},
      {"no zone, perhaps not later",
       changed(later(MessageType::cancel, 2 * zone_slack), [](Heard& on) { on.has_no_zone = true; }), "standing",
       Link::not_earlier},
  };
}

TEST_CASE("who_ends_whom_is_the_same_whichever_came_first") {
  Policy policy;
  policy.may_end = {{"nation@example.org", "rivers@example.org"}, {"rivers@example.org", "roads@example.org"}};
  for (const auto& [name, later, state, link] : chains()) {
    for (const bool is_first : {false, true}) {
      auto desk = desk_at(hours(5));
      testing::hear(desk, is_first ? later : a, policy);
      if (is_first) {
        CHECK(links(desk.of<State>(), message(desk, later))[0].link == (link == Link::ended          ? Link::missing
                                                                        : link == Link::other_status ? Link::missing
                                                                                                     : link));
      }
      testing::hear(desk, is_first ? a : later, policy);
      CHECK_MESSAGE(standing_word(desk, a) == state, name);
      const auto linked = links(desk.of<State>(), message(desk, later));
      REQUIRE(linked.size() == 1);
      CHECK_MESSAGE(word(linked[0].link) == word(link), name);
      CHECK_MESSAGE(!linked[0].said.empty(), name);
      CHECK_MESSAGE(message(desk, a).end.has_value() == (link == Link::ended), name);
    }
  }
}

TEST_CASE("of_two_without_a_zone_the_same_clock_says_which_was_later") {
  auto desk = desk_at(hours(5));
  auto without = heard_alert("w");
  without.has_no_zone = true;
  auto cancel = naming(heard_alert("c", first_sent + minutes(1), MessageType::cancel), without);
  cancel.has_no_zone = true;
  testing::hear(desk, without);
  testing::hear(desk, cancel);
  CHECK(standing_word(desk, without) == "cancelled");
}

TEST_CASE("every_version_of_an_alert_is_ended_and_what_was_first_said_ended_it") {
  auto desk = desk_at(hours(5));
  auto altered = a;
  altered.digest = "other bytes";
  const auto cancel = naming(later(MessageType::cancel, hours(3)), heard_alert("u", first_sent + hours(1)));
  const auto update = naming(heard_alert("u", first_sent + hours(1), MessageType::update), a);
  for (const auto& each : {a, cancel, altered, update}) testing::hear(desk, each);
  CHECK(standing_word(desk, a) == "replaced");
  CHECK(standing_word(desk, altered) == "replaced");
  CHECK(message(desk, a).end->by == version_of(update));
  CHECK(standing_word(desk, update) == "cancelled");
  CHECK(standing_names(desk).empty());
}

struct Look {
  cap::Status status;
  cap::Scope scope;
  MessageType type;
  Duration after;
  std::string_view state;
};

TEST_CASE("only_an_actual_public_alert_or_update_stands_until_it_expires") {
  using cap::Scope;
  using cap::Status;
  const Look looks[] = {
      {Status::actual, Scope::everybody, MessageType::alert, hours(6) - Duration{1}, "standing"},
      {Status::actual, Scope::everybody, MessageType::alert, hours(6), "expired"},
      {Status::actual, Scope::everybody, MessageType::update, hours(5), "standing"},
      {Status::actual, Scope::everybody, MessageType::cancel, hours(5), "waiting"},
      {Status::actual, Scope::everybody, MessageType::ack, hours(5), "answer"},
      {Status::actual, Scope::everybody, MessageType::error, hours(5), "answer"},
      {Status::actual, Scope::restricted, MessageType::alert, hours(5), "not_public"},
      {Status::actual, Scope::addressed, MessageType::update, hours(5), "not_public"},
      {Status::test, Scope::everybody, MessageType::alert, hours(5), "not_public"},
      {Status::exercise, Scope::everybody, MessageType::alert, hours(5), "not_public"},
      {Status::system, Scope::everybody, MessageType::alert, hours(5), "not_public"},
      {Status::draft, Scope::everybody, MessageType::cancel, hours(5), "not_public"},
  };
  for (const auto& look : looks) {
    auto desk = desk_at(look.after);
    auto alert = heard_alert("x", first_sent, look.type);
    alert.status = look.status;
    alert.scope = look.scope;
    testing::hear(desk, alert);
    CHECK(standing_word(desk, alert) == look.state);
    CHECK(standing_names(desk) == (look.state == "standing" ? "x" : ""));
  }
}

TEST_CASE("an_alert_without_expiry_stands_as_long_as_the_policy_says_and_that_is_said") {
  auto alert = heard_alert("open");
  alert.life.expires.reset();
  alert.life.open_from = first_sent + hours(2);
  auto desk = desk_at(hours(26) - Duration{1});
  testing::hear(desk, alert);
  CHECK(message(desk, alert).heard.ruling.is_assumed);
  CHECK(standing_word(desk, alert) == "standing");
  desk.wait(Duration{1});
  CHECK(standing_word(desk, alert) == "expired");
  // An info that names a later expiry than the policy would give to another one is not cut short.
  auto both = heard_alert("both");
  both.life.open_from = first_sent;
  both.life.expires = first_sent + hours(100);
  testing::hear(desk, both);
  CHECK(message(desk, both).heard.ruling.stands_until == first_sent + hours(100));
  CHECK(message(desk, both).heard.ruling.is_assumed);
  auto silent = heard_alert("no infos");
  silent.infos.clear();
  silent.life = {};
  testing::hear(desk, silent, {{}, hours(30)});
  CHECK(message(desk, silent).heard.ruling.stands_until == first_sent + hours(30));
  testing::hear(desk, a);
  CHECK(!message(desk, a).heard.ruling.is_assumed);
}

TEST_CASE("a_report_is_made_of_an_alert_once (IN-1)") {
  auto desk = desk_at(hours(1));
  testing::hear(desk, a);
  const auto ask = [&](const ReportAlert& command) {
    return report_alert(desk.of<State>(), desk.of<report::State>(), command, desk.moment());
  };
  CHECK(verdict(ask({"unknown", ReportId{"r"}, {}})) == "not_found @digest");
  const auto drafts = desk.done(ask({a.digest, ReportId{"r"}, "All of its description."}));
  const auto fact = testing::proposed<report::Received>(drafts);
  CHECK(fact.text == "All of its description.");
  CHECK(fact.source == "national");
  CHECK(fact.originator == "rivers@example.org");
  CHECK(fact.reliability == report::Reliability::f);
  CHECK(fact.credibility == report::Credibility::six);
  CHECK(fact.marking == report::Tier::everyone);
  CHECK(fact.first_awareness.at == first_sent);
  CHECK(message(desk, a).report == ReportId{"r"});
  CHECK(verdict(ask({a.digest, ReportId{"r2"}, {}})) == "refused @alert");
}

TEST_CASE("a_report_of_a_copy_derives_from_that_of_its_original_and_counts_for_no_second_source (IN-8)") {
  auto desk = desk_at(hours(1));
  auto original = a;
  original.digest = digest::to_base64url(digest::sha256("the original"));
  auto copy = original;
  copy.sender = "hub.example";
  copy.identifier = copies::copy_name(original.digest, {});
  copy.digest = digest::to_base64url(digest::sha256("the copy"));
  testing::hear(desk, original);
  testing::hear(desk, copy);
  const auto report_of = [&](const Heard& alert, const char* name) {
    const auto drafts = desk.done(
        report_alert(desk.of<State>(), desk.of<report::State>(), {alert.digest, ReportId{name}, {}}, desk.moment()));
    return testing::proposed<report::Received>(drafts);
  };
  CHECK(report_of(original, "r1").derived_from.empty());
  CHECK(report_of(copy, "r2").derived_from == std::vector{ReportId{"r1"}});
}

TEST_CASE("a_report_of_what_is_not_public_stays_inside_and_a_drill_says_that_it_is_one (DE-13)") {
  auto desk = desk_at(-hours(1));
  auto alert = a;
  alert.scope = cap::Scope::restricted;
  alert.status = cap::Status::exercise;
  testing::hear(desk, alert);
  const auto drafts = desk.done(report_alert(desk.of<State>(), desk.of<report::State>(),
                                             {version_of(alert).digest, ReportId{"r"}, " "}, desk.moment()));
  const auto fact = testing::proposed<report::Received>(drafts);
  CHECK(fact.text == "[Exercise] The river rises");
  CHECK(fact.marking == report::Tier::internal);
  CHECK(fact.first_awareness.at == desk.now);  // It was sent with a clock that is ahead of ours.
}

TEST_CASE("whom_an_alert_was_handed_to_is_kept_up_to_a_limit") {
  auto desk = desk_at(hours(1));
  testing::hear(desk, a);
  for (std::size_t i = 0; i <= relays_kept; ++i) {
    desk.note(Relayed{a.sender, a.identifier, a.sent, a.digest, cat("partner ", i), {}});
  }
  CHECK(message(desk, a).relayed.size() == relays_kept);
  CHECK(message(desk, a).relayed[0].to == "partner 0");
}

}  // namespace
}  // namespace heed::heard
