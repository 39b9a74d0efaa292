#include "flow/cases/state.h"

#include "flow/record/fold.h"

namespace heed::cases {
namespace {

struct Take {
  State& state;
  const record::Entry& entry;

  void operator()(const Opened& fact) const {
    auto& opened = state.cases[fact.case_id];
    opened.opened = fact;
    opened.owner = fact.owner;
    opened.entry = record::ref(entry);
  }
  void operator()(const HandedOver& fact) const { state.cases[fact.case_id].owner = fact.owner; }
  void operator()(const report::Routed& fact) const {
    auto& joined = state.cases[fact.case_id];
    joined.reports.push_back(fact.report);
    joined.joined.push_back(entry.at);
  }
  void operator()(const TargetAdded& fact) const {
    state.cases[fact.case_id].targets[fact.target] =
        Target{fact, Threat::open, {}, record::ref(entry), record::ref(entry)};
  }
  void operator()(const TargetResolved& fact) const { move(fact.case_id, fact.target, fact.threat, fact.reason); }
  void operator()(const TargetReopened& fact) const { move(fact.case_id, fact.target, Threat::open, fact.reason); }
  void operator()(const FacetAdded& fact) const {
    state.cases[fact.case_id].facets[fact.facet] = Facet{fact, record::ref(entry)};
  }
  void operator()(const ClaimRecorded& fact) const {
    state.cases[fact.case_id].claims.push_back(Claim{fact, record::ref(entry)});
  }
  void operator()(const Closed& fact) const {
    state.cases[fact.case_id].closed = fact.reason;
    state.cases[fact.case_id].closed_at = entry.at;
  }

 private:
  void move(const CaseId& case_id, const TargetId& id, Threat threat, const std::string& reason) const {
    auto& target = state.cases[case_id].targets[id];
    target.threat = threat;
    target.reason = reason;
    target.since = record::ref(entry);
  }
};

}  // namespace

Result<void> apply(State& state, const record::Entry& entry) {
  return record::fold<Opened, HandedOver, report::Routed, TargetAdded, TargetResolved, TargetReopened, FacetAdded,
                      ClaimRecorded, Closed>(entry, Take{state, entry});
}

Result<const Case*> find(const State& state, const CaseId& id) {
  const auto found = state.cases.find(id);
  if (found == state.cases.end()) return fail(Code::not_found, cat("there is no case \"", id.text, "\""), "case_id");
  return &found->second;
}

Result<const Target*> find(const Case& in, const TargetId& id) {
  const auto found = in.targets.find(id);
  if (found != in.targets.end()) return &found->second;
  return fail(Code::not_found, cat("the case \"", in.opened.case_id.text, "\" has no target \"", id.text, "\""),
              "target");
}

Result<const Case*> find_open(const State& state, const CaseId& id) {
  TRY(const auto* found, find(state, id));
  if (found->closed) return fail(Code::refused, cat("the case \"", id.text, "\" is closed"), "case_id");
  return found;
}

}  // namespace heed::cases
