// What is forgotten, and when: nothing that others send can fill the hub.

#include "flow/record/content.h"
#include "flow/report/heard/testing/alerts.h"
#include "lib/pack/pack.h"

namespace heed::heard {
namespace {

using cap::MessageType;
using testing::first_sent;
using testing::heard_alert;
using testing::hours;
using testing::minutes;
using testing::naming;
using testing::verdict;

/// A state that is fed directly, for many alerts and small bounds.
struct Fed {
  State state;
  std::uint64_t next = 0;

  /// Folds the fact as the record gives it back.
  template <class Fact>
  void note(const Fact& fact, Instant at) {
    record::Entry entry;
    entry.index = entry.of = next++;
    entry.at = at;
    entry.kind = Fact::kind;
    entry.body = to_value(fact);
    const auto applied = apply(state, entry);
    if (!applied) FAIL(core::sentence(applied.error()));
  }
  std::string hear(const Heard& alert, Instant at) {
    auto drafts = heard::hear(state, alert, {}, at);
    if (drafts && !drafts->empty()) note(testing::proposed<Heard>(*drafts), at);
    return verdict(drafts);
  }
  [[nodiscard]] bool knows(const Heard& alert) const { return state.messages.contains(version_of(alert)); }
};

Fed fed_with(Bounds bounds) {
  Fed fed;
  fed.state.bounds = bounds;
  return fed;
}

struct Forgotten {
  std::string_view name;
  Heard alert;
  Instant heard_at;
  Instant forgotten_at;
};

TEST_CASE("an_alert_is_forgotten_so_long_after_it_was_over_or_heard_and_not_before") {
  const Bounds bounds;
  auto for_years = heard_alert("for years");
  for_years.life.expires = first_sent + 24 * 365 * hours(1);
  const auto late = first_sent + hours(100);
  const Forgotten rows[] = {
      {"expired", heard_alert("x"), first_sent, first_sent + hours(6) + bounds.kept},
      {"heard when it was over", heard_alert("x"), late, late + bounds.kept},
      {"a cancel", heard_alert("x", first_sent, MessageType::cancel), late, late + bounds.kept},
      {"no end in sight", for_years, first_sent, first_sent + bounds.kept_max},
  };
  for (const auto& row : rows) {
    Fed fed;
    fed.hear(row.alert, row.heard_at);
    fed.hear(heard_alert("tick"), row.forgotten_at - Duration{1});
    CHECK_MESSAGE(fed.knows(row.alert), row.name);
    fed.hear(heard_alert("tock"), row.forgotten_at);
    CHECK_MESSAGE(!fed.knows(row.alert), row.name);
  }
}

TEST_CASE("who_hears_it_again_by_another_way_remembers_it_longer") {
  Fed fed;
  const auto a = heard_alert("a");
  fed.hear(a, first_sent);
  const auto again = first_sent + hours(40);
  fed.note(HeardAgain{a.sender, a.identifier, a.sent, a.digest, {"neighbour", ""}}, again);
  fed.hear(heard_alert("tick"), again + fed.state.bounds.kept - Duration{1});
  CHECK(fed.knows(a));
  fed.hear(heard_alert("tock"), again + fed.state.bounds.kept);
  CHECK(!fed.knows(a));
}

TEST_CASE("what_was_cancelled_stays_so_when_its_cancel_is_forgotten_and_the_feed_still_lists_it") {
  Fed fed;
  auto a = heard_alert("a");
  a.life.expires = first_sent + hours(24 * 10);
  const auto cancel = naming(heard_alert("c", first_sent + hours(1), MessageType::cancel), a);
  fed.hear(a, first_sent);
  fed.hear(cancel, first_sent + hours(1));
  const auto later = first_sent + hours(24 * 5);
  fed.hear(heard_alert("tick"), later);
  CHECK(!fed.knows(cancel));
  CHECK(fed.hear(a, later) == "done");
  CHECK(standing_of(fed.state.messages.at(version_of(a)), later) == Standing::cancelled);
  CHECK(fed.state.ends.empty());
}

TEST_CASE("where_room_is_needed_the_oldest_that_is_over_goes_first_and_nothing_that_stands") {
  auto fed = fed_with({.messages = 3});
  const auto now = first_sent + hours(1);
  auto test = heard_alert("test");
  test.status = cap::Status::test;
  fed.hear(heard_alert("a"), now);
  fed.hear(heard_alert("b"), now);
  fed.hear(test, now + minutes(1));
  fed.hear(naming(heard_alert("c", first_sent + minutes(1), MessageType::update), heard_alert("b")), now + minutes(2));
  CHECK(!fed.knows(test));
  CHECK(fed.knows(heard_alert("b")));
  fed.hear(heard_alert("d"), now + minutes(3));
  CHECK(!fed.knows(heard_alert("b")));
  CHECK(fed.state.messages.size() == 3);
  // At the limit, and all stand.
  CHECK(fed.hear(heard_alert("e"), now + minutes(4)) == "too_many");
  CHECK(fed.hear(heard_alert("d"), now + minutes(4)) == "done");
  CHECK(fed.hear(heard_alert("e", now), first_sent + hours(6)) == "done");
  CHECK(!fed.knows(heard_alert("a")));
}

TEST_CASE("the_weight_of_all_messages_is_bounded_too") {
  const auto one = weight_of(heard_alert("a"));
  auto fed = fed_with({.weight = 10 * (one + 200)});
  for (int i = 0; i < 100; ++i) {
    const auto now = first_sent + i * hours(7);
    CHECK(fed.hear(heard_alert(cat("alert-", i), now), now) == "done");
    CHECK(fed.state.weight <= fed.state.bounds.weight);
  }
  CHECK(fed.state.messages.size() > 5);
  CHECK(fed.state.messages.size() < 13);
}

/// One hour of `count` alerts, each with an update or a cancel of the one before.
void hour_of(Fed& fed, std::int64_t hour, std::int64_t count) {
  for (std::int64_t i = 0; i < count; ++i) {
    const auto now = first_sent + hour * hours(1) + i * hours(1) / count;
    auto alert = heard_alert(cat("h", hour, "-", i), now,
                             i % 4 == 3   ? MessageType::cancel
                             : i % 4 == 1 ? MessageType::update
                                          : MessageType::alert);
    if (i > 0) alert.references = {{alert.sender, cat("h", hour, "-", i - 1), now - hours(1) / count, false}};
    alert.references.push_back({alert.sender, cat("never-", hour, "-", i), first_sent, false});
    alert.ruling.stands_until = now + hours(2);
    fed.note(alert, now);
  }
}

TEST_CASE("memory_stays_flat_over_days_of_alerts") {
  auto fed = fed_with({.kept = hours(6)});
  std::size_t most_before = 0, most_after = 0;
  for (std::int64_t hour = 0; hour < 72; ++hour) {
    hour_of(fed, hour, 200);
    auto& most = hour < 24 ? most_before : most_after;
    most = std::max(most, fed.state.messages.size());
    CHECK(fed.state.by_idle.size() == fed.state.messages.size());
    CHECK(fed.state.by_forget.size() == fed.state.messages.size());
  }
  CHECK(most_before == most_after);
  CHECK(most_after <= 200 * (2 + 6 + 1));
  CHECK(fed.state.ends.size() < 2 * most_after);
  // Two days later all of it is gone, and nothing of it is left anywhere.
  const auto last = heard_alert("last", first_sent + hours(200));
  fed.note(last, first_sent + hours(200));
  CHECK(fed.state.messages.size() == 1);
  CHECK(fed.state.weight == fed.state.messages.begin()->second.weight);
  CHECK(fed.state.by_idle.size() == 1);
  CHECK(fed.state.ends.empty());
}

TEST_CASE("a_flood_of_alerts_never_holds_more_than_the_bounds") {
  auto fed = fed_with({.messages = 500});
  for (std::int64_t hour = 0; hour < 12; ++hour) {
    hour_of(fed, hour, 800);  // of which 400 stand at one time
    CHECK(fed.state.messages.size() == 500);
    CHECK(standing(fed.state, first_sent + (hour + 1) * hours(1)).size() >= 200);
  }
  auto full = fed_with({.messages = 500});
  for (int i = 0; i < 1'000; ++i) {
    CHECK(full.hear(heard_alert(cat("a", i)), first_sent) == (i < 500 ? "done" : "too_many"));
  }
  CHECK(full.state.messages.size() == 500);
}

TEST_CASE("the_fold_is_deterministic_and_goes_on_from_its_packed_form (RA-2)") {
  Fed whole, first_half;
  hour_of(whole, 0, 300);
  hour_of(whole, 60, 300);
  hour_of(first_half, 0, 300);
  std::string bytes;
  pack::pack(bytes, first_half.state);
  Fed resumed{testing::must(pack::unpack<State>(bytes)), first_half.next};
  CHECK(resumed.state == first_half.state);
  hour_of(resumed, 60, 300);
  CHECK(resumed.state == whole.state);
}

}  // namespace
}  // namespace heed::heard
