#pragma once
// A whole warning centre for tests: the warning "w" let out and on its way to the hall's office.

#include "flow/delivery/testing/deliveries.h"
#include "flow/response/rules.h"

namespace heed::testing {

using ResponseDesk = Desk<report::State, cases::State, decision::State, warning::State, audience::State,
                          delivery::State, response::State>;

/// What the rules of the response stage look at. Keeps what Setting only points to.
template <class Desk>
struct Sight {
  warning::Setting before;
  response::Setting setting;

  explicit Sight(const Desk& desk)
      : before(setting_of(desk)),
        setting{before, desk.template of<audience::State>(), desk.template of<delivery::State>(),
                desk.template of<response::State>(), hours(1)} {}
  Sight(const Sight&) = delete;
  Sight& operator=(const Sight&) = delete;
};

/// Resolves and plans an edition, as a release does. Nobody has the role that the regime requires.
template <class Desk>
void note_plan(Desk& desk, std::uint64_t edition = 1, const WarningId& id = warning_w) {
  const auto& drafted = the_warning(desk, id).editions.at(edition - 1).drafted;
  const auto resolved = must(audience::resolve_edition(desk.template of<audience::State>(), drafted, {"host_police"}));
  desk.note(resolved);
  desk.write(delivery::plan(desk.template of<delivery::State>(), desk.template of<audience::State>(), drafted,
                            {resolved, minutes(30), desk.now}));
}

/// The warning "w" about the hall, let out to "hall-office" (direct) and "newspaper" (public).
template <class Desk>
void note_released(Desk& desk, std::vector<std::string> targets = {"hall"}) {
  note_case(desk);
  for (const auto& name : targets) desk.note(assessed(name), warned(name));
  desk.note(audience::Registered{recipient("hall-office")},
            audience::Registered{recipient("newspaper", report::Tier::everyone)});
  auto command = draft_of(desk.now, targets);
  command.reach = {reach(report::Tier::direct, {"hall-office"}), reach(report::Tier::everyone, {"newspaper"})};
  desk.done(warning::draft(setting_of(desk), command, warning::Status::actual, desk.moment()));
  let_out(desk);
  note_plan(desk);
}

inline response::Acknowledge acknowledgement(const DeliveryId& id = delivery_d) {
  return {id, "Ivan", "head of security", {"the concert hall", "48 hours", "close the side doors"}};
}

}  // namespace heed::testing
