#include "flow/in_force.h"

#include <set>

namespace heed::flow {

void InForce::forget(const Edition& edition) {
  for (const auto& keys : edition.areas) {
    for (const auto key : keys) {
      areas_->remove(key);
      warnings_of_.erase(key);
    }
  }
}

void InForce::refresh(const warning::Warning& warning) {
  take_in(warning);
  rebuild_if_due();
}

void InForce::rebuild_if_due() {
  if (areas_ && areas_->is_due()) areas_->adopt(covering::rebuilt(*areas_->view()));
}

void InForce::take_in(const warning::Warning& warning) {
  auto held = editions_.extract(warning.id);
  auto before = held.empty() ? Edition{} : std::move(held.mapped());
  const auto* newest = warning::newest_released(warning);
  if (warning.standing != warning::Standing::active || newest == nullptr) return forget(before);
  auto& edition = editions_[warning.id];
  edition.warning = warning.id;
  edition.number = newest->drafted.edition;
  // A later edition names only further recipients; whom an earlier one reached, the warning still reaches.
  for (const auto& each : warning.editions) {
    if (!each.release) continue;
    for (const auto& reach : each.drafted.reach) add(edition, before, {reach, warning.valid});
  }
  forget(before);
}

void InForce::add(Edition& edition, Edition& before, const audience::Asked& asked) {
  edition.is_broad = edition.is_broad || !audience::asks_where(asked.reach);
  // Why taken over: the outline of a country takes a good part of a second to make ready, and a warning changes often.
  for (std::size_t i = 0; i < before.covers.size(); ++i) {
    const auto& cover = before.covers[i];
    if (cover->during() != asked.during || cover->reach() != asked.reach) continue;
    edition.covers.push_back(std::move(before.covers[i]));
    edition.areas.push_back(std::move(before.areas[i]));
    before.covers.erase(before.covers.begin() + static_cast<std::ptrdiff_t>(i));
    before.areas.erase(before.areas.begin() + static_cast<std::ptrdiff_t>(i));
    return;
  }
  const auto parts = audience::parts_of(asked.reach);
  edition.covers.push_back(std::make_unique<audience::Cover>(asked, parts));
  auto& keys = edition.areas.emplace_back();
  for (const auto& part : parts) {
    if (!areas_) areas_ = std::make_unique<covering::Covering>(covering::Rebuild::by_caller);
    areas_->add(next_key_, part.area);
    warnings_of_.emplace(next_key_, edition.warning);
    keys.push_back(next_key_++);
  }
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
