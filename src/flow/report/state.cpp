#include "flow/report/state.h"

#include "flow/record/fold.h"

namespace heed::report {
namespace {

struct Take {
  State& state;
  const record::Entry& entry;

  void operator()(const Received& fact) const {
    auto& report = state.reports[fact.report];
    report.received = fact;
    report.entry = record::ref(entry);
    report.entered_by = entry.actor.name;
    state.waiting.emplace(entry.at, fact.report);
  }
  void operator()(const Routed& fact) const {
    auto& report = state.reports[fact.report];
    state.waiting.erase({report.entry.at, fact.report});
    report.stage = Stage::routed;
    report.case_id = fact.case_id;
  }
  void operator()(const Closed& fact) const {
    auto& report = state.reports[fact.report];
    state.waiting.erase({report.entry.at, fact.report});
    report.stage = Stage::closed;
  }
  void operator()(const Discredited& fact) const { state.reports[fact.report].discredited = fact.reason; }
};

}  // namespace

Result<void> apply(State& state, const record::Entry& entry) {
  return record::fold<Received, Routed, Closed, Discredited>(entry, Take{state, entry});
}

Result<const Report*> find(const State& state, const ReportId& id) {
  const auto found = state.reports.find(id);
  if (found == state.reports.end()) return fail(Code::not_found, cat("there is no report \"", id.text, "\""), "report");
  return &found->second;
}

}  // namespace heed::report
