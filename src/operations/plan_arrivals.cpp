#include "operations/plan_arrivals.h"

#include "flow/audience/resolve.h"

namespace heed::operations {
namespace {

bool was_told(const desk::Desk& desk, const WarningId& warning, std::uint64_t edition, const RecipientId& recipient) {
  return desk.state.deliveries.deliveries.contains(delivery::delivery_id(warning, edition, recipient));
}

}  // namespace

Result<record::Drafts> plan_arrivals(const desk::Desk& desk, const audience::Recipient& recipient, Instant now) {
  record::Drafts drafts;
  for (const auto* in_force : desk.state.in_force.near(recipient)) {
    TRY(const auto* warning, warning::find(desk.state.warnings, in_force->warning));
    if (warning->valid.until <= now) continue;
    if (was_told(desk, in_force->warning, in_force->number, recipient.recipient)) continue;
    TRY(const auto* edition, warning::find(*warning, in_force->number));
    std::vector<const audience::Cover*> covers;
    for (const auto& cover : in_force->covers) covers.push_back(cover.get());
    const auto chosen = audience::arrival(recipient, covers, edition->drafted.contents);
    if (!chosen) continue;
    TRY(const auto* of, cases::find(desk.state.cases, warning->case_id));
    const auto within = watch::regime_of(desk.regimes, *of).spans.acknowledge;
    drafts.push_back(record::draft(audience::Arrived{in_force->warning, in_force->number, *chosen}));
    const auto deliveries =
        delivery::plan_one(desk.state.deliveries, recipient, edition->drafted, {*chosen, within, now});
    drafts.insert(drafts.end(), deliveries.begin(), deliveries.end());
  }
  return drafts;
}

}  // namespace heed::operations
