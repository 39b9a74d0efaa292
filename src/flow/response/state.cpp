#include "flow/response/state.h"

#include "flow/record/fold.h"

namespace heed::response {
namespace {

struct Take {
  State& state;
  const record::Entry& entry;

  void operator()(const Acknowledged& fact) const { state.acknowledgements[fact.delivery].push_back(kept(fact)); }
  void operator()(const Refused& fact) const { state.refusals[fact.delivery].push_back(kept(fact)); }
  void operator()(const Rejected& fact) const { state.rejections[fact.warning].push_back(kept(fact)); }
  void operator()(const Briefed& fact) const { state.briefings[fact.warning].push_back(kept(fact)); }
  void operator()(const Disputed& fact) const { state.disputes[fact.dispute].raised = kept(fact); }
  void operator()(const DisputeAnswered& fact) const { state.disputes[fact.dispute].answered = kept(fact); }
  void operator()(const Asked& fact) const { state.questions[fact.question].asked = kept(fact); }
  void operator()(const QuestionAnswered& fact) const { state.questions[fact.question].answered = kept(fact); }
  void operator()(const MeasureReported& fact) const { state.measures[fact.measure].reported = kept(fact); }
  void operator()(const MeasureLifted& fact) const { state.measures[fact.measure].lifted = kept(fact); }
  void operator()(const TaskOpened& fact) const { state.tasks[fact.task].opened = kept(fact); }
  void operator()(const TaskDone& fact) const { state.tasks[fact.task].done = kept(fact); }
  void operator()(const KeyRegistered& fact) const { state.keys[fact.key].registered = kept(fact); }
  void operator()(const KeyWithdrawn& fact) const { state.keys[fact.key].withdrawn = kept(fact); }

 private:
  template <class Fact>
  Kept<Fact> kept(const Fact& fact) const {
    return {fact, entry.actor.name, record::ref(entry)};
  }
};

}  // namespace

Result<void> apply(State& state, const record::Entry& entry) {
  return record::fold<Acknowledged, Refused, Rejected, Briefed, Disputed, DisputeAnswered, Asked, QuestionAnswered,
                      MeasureReported, MeasureLifted, TaskOpened, TaskDone, KeyRegistered, KeyWithdrawn>(
      entry, Take{state, entry});
}

}  // namespace heed::response
