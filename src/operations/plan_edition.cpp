#include "operations/plan_edition.h"

#include "flow/audience/resolve.h"
#include "flow/record/batch.h"

namespace heed::operations {

Result<record::Drafts> plan_edition(const desk::Desk& desk, const warning::Drafted& edition, Instant now) {
  TRY(const auto* of, cases::find(desk.state.cases, edition.case_id));
  const auto& regime = watch::regime_of(desk.regimes, *of);
  TRY(auto resolved, audience::resolve_edition(desk.state.recipients, edition, regime.required_roles));
  auto deliveries = record::batched(
      delivery::plan(desk.state.deliveries, desk.state.recipients, edition, {resolved, regime.spans.acknowledge, now}));
  auto drafts = audience::in_parts(std::move(resolved));
  drafts.insert(drafts.end(), std::make_move_iterator(deliveries.begin()), std::make_move_iterator(deliveries.end()));
  return drafts;
}

}  // namespace heed::operations
