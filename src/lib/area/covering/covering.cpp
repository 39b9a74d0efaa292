#include "lib/area/covering/covering.h"

#include <unordered_map>

#include "lib/area/covering/base.h"
#include "lib/area/covering/delta.h"

namespace heed::covering {
namespace {

Standings standings_of(std::span<const Entry> entries) {
  std::unordered_map<Key, std::size_t> last;
  for (std::size_t i = 0; i < entries.size(); ++i) last[entries[i].key] = i;
  Standings standings;
  standings.reserve(last.size());
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const auto& [key, area, edges] = entries[i];
    if (last.at(key) == i) standings.push_back(std::make_shared<const Standing>(standing_of(key, area, edges)));
  }
  return standings;
}

}  // namespace

Covering::Covering(Rebuild rebuild) : Covering(std::span<const Entry>{}, rebuild) {}

Covering::Covering(std::span<const Entry> entries, Rebuild rebuild)
    : rebuild_(rebuild),
      view_(std::make_shared<const View>(std::make_shared<const Base>(standings_of(entries)),
                                         std::make_shared<const Delta>())) {}

void Covering::add(Key key, const area::Area& area, area::Edges edges) {
  // Why the old area goes in the same step: a view that has neither would let somebody fall between.
  auto delta = stands(key) ? view_->delta().without(key, view_->base()) : view_->delta();
  auto standing = standing_of(key, area, edges);
  standing.added = delta.revision() + 1;
  auto added =
      std::make_shared<const Added>(std::make_shared<const Standing>(std::move(standing)), area::Compiled(area, edges));
  publish(
      std::make_shared<const View>(view_->shared_base(), std::make_shared<const Delta>(delta.with(std::move(added)))));
  rebuild_if_due();
}

bool Covering::remove(Key key) {
  if (!stands(key)) return false;
  publish(std::make_shared<const View>(view_->shared_base(),
                                       std::make_shared<const Delta>(view_->delta().without(key, view_->base()))));
  rebuild_if_due();
  return true;
}

bool Covering::stands(Key key) const {
  const auto& delta = view_->delta();
  return delta.has(key) || (view_->base().find(key) != nullptr && !delta.removes(key));
}

std::shared_ptr<const View> Covering::view() const {
  const std::scoped_lock lock(mutex_);
  return view_;
}

bool Covering::adopt(std::shared_ptr<const Base> base) {
  if (base->as_of() <= view_->base().as_of()) return false;
  auto delta = std::make_shared<const Delta>(view_->delta().rebased(view_->base(), *base));
  publish(std::make_shared<const View>(std::move(base), std::move(delta)));
  return true;
}

// Why the old view outlives the lock: it may be the last to hold a tree, and readers do not wait for that to be freed.
void Covering::publish(std::shared_ptr<const View> next) {
  const std::scoped_lock lock(mutex_);
  view_.swap(next);
}

void Covering::rebuild_if_due() {
  if (rebuild_ == Rebuild::at_once && is_due()) adopt(rebuilt(*view_));
}

}  // namespace heed::covering
