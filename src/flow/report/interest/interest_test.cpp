#include "flow/report/interest/interest.h"

#include <doctest/doctest.h>

#include "flow/report/heard/testing/alerts.h"

namespace heed::interest {
namespace {

using testing::heard_alert;
using testing::HeardDesk;
using testing::hours;
using testing::message;

using heard::Heard;

/// Six venues: what concerns somebody.
void cover(Heard& alert) { alert.concerns = heard::Concern{.venues = 6}; }

TEST_CASE("a_report_is_made_of_what_stands_and_a_rule_wants_and_covers_somebody (IN-1)") {
  struct Row {
    std::string_view name;
    void (*change)(Heard& alert, Rule& rule);
    bool is_reported;
  };
  const Row rows[] = {
      {"it covers venues", [](Heard&, Rule&) {}, true},
      {"it covers one person", [](Heard& alert, Rule&) { alert.concerns = heard::Concern{.persons = 1}; }, true},
      {"it covers nobody", [](Heard& alert, Rule&) { alert.concerns = heard::Concern{}; }, false},
      {"it covers nobody, and all places are wanted",
       [](Heard& alert, Rule& rule) {
         alert.concerns = heard::Concern{};
         rule.is_for_all_places = true;
       },
       true},
      {"a code of it is not known here",
       [](Heard& alert, Rule&) { alert.concerns = heard::Concern{.codes_left_out = 1}; }, true},
      {"it does not say where it holds", [](Heard& alert, Rule&) { alert.concerns.reset(); }, true},
      {"another feed is wanted", [](Heard&, Rule& rule) { rule.interest.feeds = {"regional"}; }, false},
      {"its feed is wanted", [](Heard&, Rule& rule) { rule.interest.feeds = {"regional", "national"}; }, true},
      {"another sender is wanted", [](Heard&, Rule& rule) { rule.interest.senders = {"sea@example.org"}; }, false},
      {"another category is wanted", [](Heard&, Rule& rule) { rule.interest.categories = {cap::Category::fire}; },
       false},
      {"too mild",
       [](Heard& alert, Rule& rule) {
         alert.infos.front().severity = cap::Severity::moderate;
         rule.interest.at_least = cap::Severity::severe;
       },
       false},
      {"severe enough",
       [](Heard& alert, Rule& rule) {
         alert.infos.front().severity = cap::Severity::severe;
         rule.interest.at_least = cap::Severity::severe;
       },
       true},
      {"an exercise", [](Heard& alert, Rule&) { alert.status = cap::Status::exercise; }, false},
      {"an exercise that is wanted does not stand",
       [](Heard& alert, Rule& rule) {
         alert.status = cap::Status::exercise;
         rule.interest.statuses = {cap::Status::exercise};
       },
       false},
      {"a cancel", [](Heard& alert, Rule&) { alert.msg_type = cap::MessageType::cancel; }, false},
      {"an update", [](Heard& alert, Rule&) { alert.msg_type = cap::MessageType::update; }, true},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    HeardDesk desk;
    desk.now = testing::first_sent + hours(1);
    auto alert = heard_alert("a");
    cover(alert);
    Rule rule;
    row.change(alert, rule);
    testing::hear(desk, alert);
    CHECK(is_to_report(message(desk, alert), {rule}, desk.now) == row.is_reported);
  }
}

TEST_CASE("no_report_is_made_of_what_is_over_or_is_one") {
  HeardDesk desk;
  desk.now = testing::first_sent + hours(1);
  auto alert = heard_alert("a");
  cover(alert);
  testing::hear(desk, alert);
  const std::vector<Rule> rules(1);
  CHECK_FALSE(is_to_report(message(desk, alert), {}, desk.now));
  Rule never;
  never.interest.feeds = std::vector<std::string>{};
  CHECK_FALSE(is_to_report(message(desk, alert), {never}, desk.now));
  CHECK(is_to_report(message(desk, alert), {never, rules[0]}, desk.now));
  CHECK(is_to_report(message(desk, alert), rules, *alert.life.expires - Duration{1}));
  CHECK_FALSE(is_to_report(message(desk, alert), rules, *alert.life.expires));
  desk.done(heard::report_alert(desk.of<heard::State>(), desk.of<report::State>(),
                                {alert.digest, ReportId{"r"}, std::nullopt}, {desk.now, record::the_hub()}));
  CHECK_FALSE(is_to_report(message(desk, alert), rules, desk.now));
}

}  // namespace
}  // namespace heed::interest
