#include "flow/state.h"

#include "core/assert.h"

namespace heed::flow {

Result<void> apply(State& state, const record::Entry& entry) {
  HEED_ASSERT(entry.index == state.size, "entry ", entry.index, " after ", state.size, " entries");
  TRY(report::apply(state.reports, entry));
  TRY(cases::apply(state.cases, entry));
  TRY(decision::apply(state.decisions, entry));
  TRY(warning::apply(state.warnings, entry));
  TRY(audience::apply(state.recipients, entry));
  TRY(delivery::apply(state.deliveries, entry));
  TRY(response::apply(state.responses, entry));
  TRY(watch::apply(state.watch, entry));
  if (entry.request && entry.of == entry.index) {
    state.done[done_key(entry.actor, entry.request->key)] = Done{entry.request->digest, entry.index, entry.at};
  }
  ++state.size;
  return {};
}

watch::Situation situation(const State& state, const decision::Regimes& regimes) {
  return {state.reports,    state.cases,      state.decisions, state.warnings,
          state.recipients, state.deliveries, state.responses, regimes};
}

warning::Setting warning_setting(const State& state) {
  return {state.reports, state.cases, state.decisions, state.warnings};
}

std::string_view snapshot_format() { return "heed-state-1"; }

std::string done_key(const record::Actor& actor, const std::string& key) { return cat(actor.name, "\n", key); }

}  // namespace heed::flow
