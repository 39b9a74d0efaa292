#include "lib/area/covering/delta.h"

#include <algorithm>

#include "lib/area/covering/base.h"

namespace heed::covering {
namespace {

constexpr std::uint32_t word_bits = 64;

/// The number of a key's hint.
std::uint32_t hint_of(Key key) { return key % (16 * word_bits); }

}  // namespace

void Delta::index() {
  rows_.clear();
  for (std::size_t i = 0; i < added_.size(); ++i) {
    for (const auto& box : added_[i]->standing->boxes) rows_.push_back({box, static_cast<std::uint32_t>(i)});
  }
  std::ranges::sort(removed_, {}, &Removed::key);
  hints_.fill(0);
  for (const auto& [key, added] : removed_) {
    hints_[hint_of(key) / word_bits] |= std::uint64_t{1} << (hint_of(key) % word_bits);
  }
}

Delta Delta::with(std::shared_ptr<const Added> added) const {
  auto next = *this;
  next.revision_ = added->standing->added;
  next.added_.push_back(std::move(added));
  next.index();
  return next;
}

Delta Delta::without(Key key, const Base& base) const {
  auto next = *this;
  ++next.revision_;
  if (std::erase_if(next.added_, [&](const auto& added) { return added->standing->key == key; }) == 0) {
    next.removed_.push_back({key, base.find(key)->added});
  }
  next.index();
  return next;
}

// What came after the newer tree was begun is still here; what the newer tree has and nobody wants any more is either
// among the keys removed from the older tree, or came since the older tree, and is no longer among the added.
Delta Delta::rebased(const Base& before, const Base& after) const {
  Delta next(revision_);
  for (const auto& added : added_) {
    if (added->standing->added > after.as_of()) next.added_.push_back(added);
  }
  for (const auto& removed : removed_) {
    const auto* standing = after.find(removed.key);
    if (standing != nullptr && standing->added == removed.added) next.removed_.push_back(removed);
  }
  for (const auto& standing : after.standings()) {
    if (standing->added <= before.as_of()) continue;
    const auto is_it = [&](const auto& added) { return added->standing == standing; };
    if (std::ranges::none_of(added_, is_it)) next.removed_.push_back({standing->key, standing->added});
  }
  next.index();
  return next;
}

bool Delta::has(Key key) const {
  return std::ranges::any_of(added_, [&](const auto& added) { return added->standing->key == key; });
}

bool Delta::removes(Key key) const {
  if ((hints_[hint_of(key) / word_bits] >> (hint_of(key) % word_bits) & 1U) == 0) return false;
  return std::ranges::binary_search(removed_, key, {}, &Removed::key);
}

void Delta::append(area::Position position, std::vector<Key>& into) const {
  // Why poles need no care here: boxes that reach one go all round.
  const auto place = place_of(position);
  auto found = added_.size();
  for (const auto& [box, number] : rows_) {
    if (!box.contains(place) || number == found) continue;
    if (!added_[number]->compiled.contains(position)) continue;
    found = number;
    into.push_back(added_[number]->standing->key);
  }
}

void Delta::strike(std::vector<Key>& keys, std::size_t first) const {
  if (removed_.empty()) return;
  const auto begin = keys.begin() + static_cast<std::ptrdiff_t>(first);
  keys.erase(std::remove_if(begin, keys.end(), [&](Key key) { return removes(key); }), keys.end());
}

bool Delta::meets(const Square& square) const {
  return std::ranges::any_of(rows_, [&](const Row& row) { return row.box.meets(square); });
}

std::size_t Delta::bytes() const {
  std::size_t bytes = sizeof(*this) + rows_.capacity() * sizeof(Row) + removed_.capacity() * sizeof(Removed);
  // What is compiled is about as large as what it was compiled from.
  for (const auto& added : added_) bytes += sizeof(Added) + 2 * added->standing->bytes();
  return bytes;
}

}  // namespace heed::covering
