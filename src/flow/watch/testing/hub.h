#pragma once
// The whole hub for tests: every stage's state on one desk.

#include "flow/response/testing/responses.h"
#include "flow/watch/rules.h"

namespace heed::testing {

using HubDesk = Desk<report::State, cases::State, decision::State, warning::State, audience::State, delivery::State,
                     response::State, watch::State>;

inline watch::Situation situation_of(const HubDesk& desk, const decision::Regimes& regimes) {
  return {desk.of<report::State>(),   desk.of<cases::State>(),    desk.of<decision::State>(), desk.of<warning::State>(),
          desk.of<audience::State>(), desk.of<delivery::State>(), desk.of<response::State>(), regimes};
}

/// What the rules of the response stage look at, on a whole hub.
using HubSight = Sight<HubDesk>;

}  // namespace heed::testing
