#include "flow/in_force.h"

#include <set>

namespace heed::flow {

void InForce::forget(const WarningId& id) {
  const auto held = editions_.find(id);
  if (held == editions_.end()) return;
  for (const auto key : held->second.areas) {
    areas_->remove(key);
    warnings_of_.erase(key);
  }
  editions_.erase(held);
}

void InForce::refresh(const warning::Warning& warning) {
  take_in(warning);
  rebuild_if_due();
}

void InForce::rebuild_if_due() {
  if (areas_ && areas_->is_due()) areas_->adopt(covering::rebuilt(*areas_->view()));
}

void InForce::take_in(const warning::Warning& warning) {
  forget(warning.id);
  const auto* newest = warning::newest_released(warning);
  if (warning.standing != warning::Standing::active || newest == nullptr) return;
  auto& edition = editions_[warning.id];
  edition.warning = warning.id;
  edition.number = newest->drafted.edition;
  // A later edition names only further recipients; whom an earlier one reached, the warning still reaches.
  for (const auto& each : warning.editions) {
    if (!each.release) continue;
    for (const auto& reach : each.drafted.reach) add(edition, {reach, warning.valid});
  }
}

void InForce::add(Edition& edition, const audience::Asked& asked) {
  edition.covers.push_back(std::make_unique<audience::Cover>(asked));
  edition.is_broad = edition.is_broad || !asked.reach.area;
  if (!asked.reach.area) return;
  if (!areas_) areas_ = std::make_unique<covering::Covering>(covering::Rebuild::by_caller);
  areas_->add(next_key_, *asked.reach.area);
  warnings_of_.emplace(next_key_, edition.warning);
  edition.areas.push_back(next_key_++);
}

void InForce::build(const warning::State& warnings) {
  *this = InForce{};
  // Why not refresh: the tree is built once for all, not again and again on the way.
  for (const auto& [id, warning] : warnings.warnings) take_in(warning);
  rebuild_if_due();
}

std::vector<const InForce::Edition*> InForce::near(const audience::Recipient& recipient) const {
  std::set<WarningId> found;
  std::vector<covering::Key> keys;
  const auto look = [&](area::Position position) {
    if (areas_) areas_->covers(position, keys);
  };
  for (const auto& place : recipient.places) look(place);
  for (const auto& stay : recipient.stays) look(stay.position);
  for (const auto key : keys) found.insert(warnings_of_.at(key));
  std::vector<const Edition*> editions;
  for (const auto& [id, edition] : editions_) {
    // A responsibility is an area, which the tree cannot be asked for; a name stands in any reach.
    if (edition.is_broad || recipient.responsible_for || found.contains(id)) editions.push_back(&edition);
  }
  return editions;
}

}  // namespace heed::flow
