#include "flow/decision/state.h"

#include "flow/record/fold.h"

namespace heed::decision {
namespace {

struct Take {
  State& state;
  const record::Entry& entry;

  void operator()(const Assessed& fact) const {
    auto& decision = at(fact);
    decision.assessed = fact;
    decision.assessed_by = entry.actor.name;
  }
  void operator()(const WaiverProposed& fact) const {
    auto& decision = at(fact);
    decision.proposed = fact;
    decision.proposed_by = entry.actor.name;
  }
  void operator()(const Warned& fact) const { make(fact, Made{Standing::warn, {}, fact.reason, {}, {}, {}}); }
  void operator()(const Waived& fact) const {
    make(fact, Made{Standing::waived, {}, fact.facts, fact.ground, fact.review_at, {}});
  }
  void operator()(const Delayed& fact) const {
    make(fact, Made{Standing::delayed, {}, fact.reason, fact.ends_when, fact.until, {}});
  }
  void operator()(const BelowThreshold& fact) const {
    make(fact, Made{Standing::below_threshold, {}, fact.reason, {}, {}, {}});
  }

 private:
  Decision& at(const auto& fact) const { return state.by_target[fact.case_id][fact.target]; }
  void make(const auto& fact, Made made) const {
    made.by = entry.actor.name;
    made.entry = record::ref(entry);
    auto& decision = at(fact);
    decision.made.push_back(std::move(made));
    // Why for every decision: who warns instead has turned the waiver down; nobody is to approve it afterwards.
    decision.proposed.reset();
    decision.proposed_by.reset();
  }
};

}  // namespace

Result<void> apply(State& state, const record::Entry& entry) {
  return record::fold<Assessed, WaiverProposed, Warned, Waived, Delayed, BelowThreshold>(entry, Take{state, entry});
}

const Decision& find(const State& state, const CaseId& case_id, const TargetId& target) {
  static const Decision none;
  const auto of_case = state.by_target.find(case_id);
  if (of_case == state.by_target.end()) return none;
  const auto found = of_case->second.find(target);
  return found == of_case->second.end() ? none : found->second;
}

}  // namespace heed::decision
