#include "lib/area/covering/view.h"

#include <algorithm>

#include "lib/area/covering/base.h"
#include "lib/area/covering/delta.h"

namespace heed::covering {
namespace {

/// Takes out of both what is in both. Requires: both are in rising order, and have no key twice.
void drop_common(std::vector<Key>& a, std::vector<Key>& b) {
  std::size_t at_a = 0;
  std::size_t at_b = 0;
  std::size_t kept_a = 0;
  std::size_t kept_b = 0;
  while (at_a < a.size() && at_b < b.size()) {
    if (a[at_a] < b[at_b]) {
      a[kept_a++] = a[at_a++];
    } else if (b[at_b] < a[at_a]) {
      b[kept_b++] = b[at_b++];
    } else {
      ++at_a;
      ++at_b;
    }
  }
  while (at_a < a.size()) a[kept_a++] = a[at_a++];
  while (at_b < b.size()) b[kept_b++] = b[at_b++];
  a.resize(kept_a);
  b.resize(kept_b);
}

area::Position position_of(std::uint32_t x, std::uint32_t y) {
  return {static_cast<std::int32_t>(y - area::quarter_turn), static_cast<std::int32_t>(x - area::half_turn)};
}

}  // namespace

View::View(std::shared_ptr<const Base> base, std::shared_ptr<const Delta> delta)
    : base_(std::move(base)), delta_(std::move(delta)) {}

void View::covers(area::Position position, std::vector<Key>& into) const {
  const auto first = into.size();
  base_->append(position, into);
  delta_->strike(into, first);
  delta_->append(position, into);
}

std::vector<Key> View::covers(area::Position position) const {
  std::vector<Key> keys;
  covers(position, keys);
  return keys;
}

void View::moved(area::Position from, area::Position to, Change& into) const {
  into.entered.clear();
  into.left.clear();
  if (base_->has_one_answer(from, to)) {
    delta_->append(from, into.left);
    delta_->append(to, into.entered);
  } else {
    covers(from, into.left);
    covers(to, into.entered);
  }
  std::ranges::sort(into.entered);
  std::ranges::sort(into.left);
  drop_common(into.entered, into.left);
}

Change View::moved(area::Position from, area::Position to) const {
  Change change;
  moved(from, to, change);
  return change;
}

// Why the rows of the poles are left out: what holds beside a pole need not hold at it.
std::optional<Cell> View::cell_of(area::Position position) const {
  const auto square = base_->square_at(position);
  if (!square || delta_->meets(*square)) return std::nullopt;
  return Cell{
      position_of(square->x, std::max(square->y, 1U)),
      position_of(std::min(square->x + square->last(), x_end - 1), std::min(square->y + square->last(), y_top - 1))};
}

std::size_t View::size() const { return base_->standings().size() - delta_->removed().size() + delta_->added().size(); }

std::size_t View::bytes() const { return base_->bytes() + delta_->bytes(); }

std::size_t View::waiting() const { return delta_->added().size() + delta_->removed().size(); }

std::uint64_t View::revision() const { return delta_->revision(); }

std::shared_ptr<const Base> rebuilt(const View& view) {
  Standings standings;
  standings.reserve(view.size());
  for (const auto& standing : view.base().standings()) {
    if (!view.delta().removes(standing->key)) standings.push_back(standing);
  }
  for (const auto& added : view.delta().added()) standings.push_back(added->standing);
  return std::make_shared<const Base>(std::move(standings), view.revision());
}

}  // namespace heed::covering
