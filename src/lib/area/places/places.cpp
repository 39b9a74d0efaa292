#include "lib/area/places/places.h"

#include <algorithm>
#include <utility>

#include "lib/area/places/answers.h"
#include "lib/area/places/inner.h"
#include "lib/area/places/leaves/build.h"
#include "lib/area/places/leaves/pinned.h"

namespace heed::places {

Places::Places() : Places(build({})) {}
Places::Places(std::unique_ptr<State> state) : state_(std::move(state)) {}
Places::Places(Places&& other) noexcept = default;
Places& Places::operator=(Places&& other) noexcept = default;
Places::~Places() = default;

Places Places::build(std::span<const Place> places) {
  auto state = std::make_unique<State>();
  leaves::fill(*state, places);
  return Places(std::move(state));
}

bool Places::insert(Slot slot, Position position) {
  HEED_ASSERT(slot <= slot_max, "slot ", slot);
  const auto point = cells::to_point(position);
  const auto held = state_->begin();
  return state_->put(slot, point);
}

bool Places::move(Slot slot, Position position) {
  const auto point = cells::to_point(position);
  const auto held = state_->begin();
  return state_->move(slot, point);
}

bool Places::remove(Slot slot) {
  const auto held = state_->begin();
  return state_->take(slot);
}

// Why prefetching pays: a move touches the locator and two leaves, each at a random place in memory.
std::size_t Places::move_all(std::span<const Place> places) {
  constexpr std::size_t group = 32;
  std::size_t moved = 0;
  for (; !places.empty(); places = places.subspan(std::min(group, places.size()))) {
    const auto some = places.first(std::min(group, places.size()));
    for (const auto& place : some) state_->locator.prefetch(place.slot);
    for (const auto& place : some) state_->prefetch(place.slot);
    for (const auto& place : some) state_->prefetch(place.slot, cells::to_point(place.position));
    const auto held = state_->begin();
    for (const auto& place : some) moved += state_->move(place.slot, cells::to_point(place.position)) ? 1 : 0;
  }
  return moved;
}

std::size_t Places::size() const { return leaves::Pinned(*state_).root().places; }

std::size_t Places::bytes() const {
  const auto& root = *state_->roots.back();
  return state_->memory.bytes() + state_->locator.bytes() + state_->chunk_memory.bytes() +
         state_->handles.capacity() * sizeof(state_->handles[0]) +
         root.chunks.capacity() * (sizeof(root.chunks[0]) + sizeof(root.keys[0]));
}

bool Places::contains(Slot slot) const {
  leaves::State::Seat seat;
  return state_->seat(slot, seat);
}

std::optional<Position> Places::position_of(Slot slot) const {
  leaves::State::Seat seat;
  if (!state_->seat(slot, seat)) return std::nullopt;
  return cells::to_position(seat.point());
}

std::vector<Slot> Places::find(const Shape& shape) const {
  Found found;
  find(shape, found);
  return {found.slots().begin(), found.slots().end()};
}

void Places::find(const Shape& shape, Found& into) const {
  Collected sink(into);
  descend(leaves::Pinned(*state_).root(), shape.form(), sink);
}

std::uint64_t Places::count(const Shape& shape) const {
  Counted sink;
  descend(leaves::Pinned(*state_).root(), shape.form(), sink);
  return sink.count();
}

void Places::visit(const Shape& shape, Visitor& visitor) const {
  Visited sink(visitor);
  const leaves::Pinned pinned(*state_);
  descend(pinned.root(), shape.form(), sink);
  sink.end();
}

}  // namespace heed::places
