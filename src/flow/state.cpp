#include "flow/state.h"

#include <algorithm>

#include "core/assert.h"
#include "flow/review/sentences.h"
#include "flow/threads.h"
#include "lib/digest/base64.h"
#include "lib/digest/sha256.h"
#include "lib/pack/shape.h"

namespace heed::flow {

namespace {

/// Keeps the key of a command that was done, and forgets those that are too old to come again.
void remember(State& state, const record::Entry& entry) {
  if (!entry.request || entry.of != entry.index) return;
  const auto key = done_key(entry.actor, entry.request->key);
  state.done[key] = Done{entry.request->digest, entry.request->name, entry.index, entry.at};
  state.done_by_age.emplace(entry.at, key);
  while (!state.done_by_age.empty() && state.done_by_age.begin()->first < entry.at - done_kept) {
    const auto oldest = state.done_by_age.begin();
    const auto found = state.done.find(oldest->second);
    if (found != state.done.end() && found->second.at == oldest->first) state.done.erase(found);
    state.done_by_age.erase(oldest);
  }
}

/// Keeps under its case where an entry stands, so that a case can be reviewed without reading the whole record.
void index(State& state, const record::Entry& entry) {
  static const decision::Regimes none;
  const auto of = review::case_of(situation(state, none), entry);
  if (!of) return;
  auto& entries = state.by_case[*of];
  if (record::is<report::Routed>(entry)) {
    // A report may be received long before its case is opened: it belongs to the case's story all the same.
    const auto received = state.reports.reports.find(ReportId{*entry.body.find("report")->text()});
    if (received != state.reports.reports.end()) entries.push_back(received->second.entry.index);
  }
  entries.push_back(entry.index);
}

/// What is in force changes with a release, with a disposition and at the end of a window.
void note_in_force(State& state, const record::Entry& entry) {
  const bool is_turn = record::is<warning::Released>(entry) || record::is<warning::DispositionNamed>(entry) ||
                       record::is<warning::WindowEnded>(entry);
  if (!is_turn) return;
  const auto* named = entry.body.find("warning");
  if (const auto* notice = entry.body.find("notice"); named == nullptr && notice != nullptr)
    named = notice->find("warning");
  HEED_ASSERT(named != nullptr && named->text() != nullptr, entry.kind, " names no warning");
  state.in_force.refresh(state.warnings.warnings.at(WarningId{*named->text()}));
}

}  // namespace

Result<void> apply(State& state, const record::Entry& entry) {
  HEED_ASSERT(entry.index == state.size, "entry ", entry.index, " after ", state.size, " entries");
  TRY(report::apply(state.reports, entry));
  TRY(heard::apply(state.heard, entry));
  TRY(cases::apply(state.cases, entry));
  TRY(decision::apply(state.decisions, entry));
  TRY(warning::apply(state.warnings, entry));
  TRY(audience::apply(state.recipients, entry));
  TRY(delivery::apply(state.deliveries, entry));
  TRY(response::apply(state.responses, entry));
  TRY(watch::apply(state.watch, entry));
  note_in_force(state, entry);
  TRY(apply_to_threads(state, entry));
  remember(state, entry);
  index(state, entry);
  ++state.size;
  return {};
}

void derive(State& state) {
  audience::build_ground(state.recipients);
  state.in_force.build(state.warnings);
}

Result<void> derive(State& state, std::span<std::byte> saved) {
  if (saved.empty()) return fail(Code::not_found, "what was saved of the audience with the snapshot is not there");
  TRY(audience::load(state.recipients, saved));
  state.in_force.build(state.warnings);
  return {};
}

watch::Situation situation(const State& state, const decision::Regimes& regimes) {
  return {state.reports,    state.cases,      state.decisions, state.warnings,
          state.recipients, state.deliveries, state.responses, regimes};
}

warning::Setting warning_setting(const State& state) {
  return {state.reports, state.cases, state.decisions, state.warnings};
}

std::string_view snapshot_format() {
  // Raise the number when the fold itself changes, so that equal entries come to another state of the same shape.
  static const std::string format = cat("fold-1 ", digest::to_hex(digest::sha256(pack::shape<State>())).substr(0, 32));
  return format;
}

std::string done_key(const record::Actor& actor, const std::string& key) { return cat(actor.name, "\n", key); }

}  // namespace heed::flow
