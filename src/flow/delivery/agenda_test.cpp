// Random lives of a delivery: what must hold whatever the channel, the recipient and the clock do.

#include <algorithm>

#include "flow/delivery/testing/deliveries.h"
#include "flow/record/testing/dice.h"

namespace heed::delivery {
namespace {

using testing::delivery_d;
using testing::Dice;
using testing::the_delivery;

using Desk = testing::DeliveryDesk;

Result<record::Drafts> react(const Desk& desk, Reaction reaction, Event event) {
  TRY(next(the_delivery(desk).standing, event));
  record::Drafts drafts{record::draft(Reacted{delivery_d, reaction})};
  if (reaction != Reaction::refused) return drafts;
  if (const auto onward = escalate(desk.of<State>(), delivery_d, "refused")) {
    drafts.insert(drafts.end(), onward->begin(), onward->end());
  }
  return drafts;
}

/// One thing that the hub, the channel, the recipient or a person does next; much of it is refused.
Result<record::Drafts> anything(Dice& dice, const Desk& desk) {
  const auto& state = desk.of<State>();
  switch (dice.below(12)) {
    case 0: return react(desk, Reaction::seen, Event::see);
    case 1:
      if (!dice.one_in(4)) break;
      return react(desk, Reaction::acknowledged, Event::acknowledge);
    case 2: return react(desk, Reaction::refused, Event::refuse);
    case 3: return escalate(state, delivery_d, "overdue");
    case 4:
      if (!dice.one_in(4)) break;
      return take_over(state, {delivery_d, "telephone", "spoke with somebody"});
    case 5:
      if (!dice.one_in(8) || !next(the_delivery(desk).standing, Event::stop)) break;
      return record::Drafts{record::draft(Stopped{delivery_d, "a later edition"})};
    case 6:
    case 7:
    case 8: return attempt(state, delivery_d, desk.now);
    case 9:
    case 10:
    case 11: {
      auto report = testing::channel_says(desk, dice.pick(all_of<Outcome>()));
      report.attempt = 1 + dice.below(the_delivery(desk).attempts.size() + 1);
      report.jitter = static_cast<double>(dice.below(1000)) / 1000;
      if (dice.one_in(4)) report.retry_after = Duration{static_cast<std::int64_t>(dice.below(8'000'000))};
      return delivery::report(state, report, desk.now);
    }
  }
  return fail(Code::refused, "nothing happens");
}

/// The first instant at which the delivery wants something, found by asking wants() alone.
std::optional<Instant> first_want(const Delivery& delivery) {
  std::vector<Instant> moments;
  if (delivery.attempt_at) moments.push_back(*delivery.attempt_at);
  if (delivery.acknowledge_by) moments.push_back(*delivery.acknowledge_by);
  std::sort(moments.begin(), moments.end());
  for (const auto moment : moments) {
    if (wants(delivery, moment) != Want::nothing) return moment;
  }
  return std::nullopt;
}

int evidence(Standing standing) {
  constexpr std::array ladder = {Standing::accepted, Standing::delivered, Standing::seen, Standing::acknowledged};
  const auto found = std::find(ladder.begin(), ladder.end(), standing);
  return found == ladder.end() ? 0 : static_cast<int>(found - ladder.begin()) + 1;
}

void check_always(const Desk& desk, const std::string& where) {
  const auto& state = desk.of<State>();
  const auto& delivery = the_delivery(desk);
  Agenda expected;
  if (const auto at = first_want(delivery)) expected.emplace(*at, delivery_d);
  REQUIRE_MESSAGE(state.agenda == expected, where);
  const auto on_wire = std::count_if(delivery.attempts.begin(), delivery.attempts.end(),
                                     [](const Attempt& attempt) { return !attempt.report; });
  REQUIRE_MESSAGE(on_wire <= 1, where);
  if (on_wire == 1) REQUIRE_MESSAGE(wants(delivery, desk.now + testing::hours(999)) != Want::attempt, where);
  for (std::size_t contact = 0; contact < delivery.planned.contacts.size(); ++contact) {
    const auto tried = std::count_if(delivery.attempts.begin(), delivery.attempts.end(),
                                     [&](const Attempt& attempt) { return attempt.contact == contact; });
    REQUIRE_MESSAGE(static_cast<std::size_t>(tried) <= attempts_per_contact, where);
  }
  REQUIRE_MESSAGE(delivery.contact < delivery.planned.contacts.size(), where);
}

TEST_CASE("whatever_happens_the_agenda_says_what_is_wanted_and_evidence_only_grows (DE-6, DE-7)") {
  std::set<Standing> reached;
  for (std::uint64_t seed = 1; seed <= 1500; ++seed) {
    Dice dice(seed);
    Desk desk;
    desk.note(testing::planned(desk.now, 1 + dice.below(3)));
    for (int step = 0; step < 60; ++step) {
      const auto where = cat("seed ", seed, ", step ", step);
      const auto before = the_delivery(desk).standing;
      const auto drafts = anything(dice, desk);
      if (drafts) desk.write(*drafts);
      check_always(desk, where);
      const auto after = the_delivery(desk).standing;
      reached.insert(after);
      const bool is_declined = before == Standing::refused || after == Standing::refused;
      REQUIRE_MESSAGE((is_declined || evidence(after) >= evidence(before)), where);
      desk.wait(Duration{static_cast<std::int64_t>(dice.below(dice.one_in(3) ? 2'000'000 : 3'000))});
    }
  }
  CHECK(reached.size() == all_of<Standing>().size());  // The lives do come everywhere.
}

}  // namespace
}  // namespace heed::delivery
