#include "flow/audience/ground.h"

#include <algorithm>

#include "flow/audience/cover.h"

namespace heed::audience {
namespace {

std::vector<area::Position> stay_positions(const Recipient& recipient) {
  std::vector<area::Position> positions;
  for (const auto& stay : recipient.stays) positions.push_back(stay.position);
  return positions;
}

std::vector<std::string> channels_of(const Recipient& recipient) {
  std::vector<std::string> channels;
  for (const auto& contact : contacts_of(recipient)) channels.push_back(contact.channel);
  std::ranges::sort(channels);
  channels.erase(std::unique(channels.begin(), channels.end()), channels.end());
  return channels;
}

}  // namespace

/// The same number of points move where they are; another number takes new slots, and the old ones stay empty until the
/// ground is built anew.
void Ground::Points::put(Number number, const std::vector<area::Position>& positions) {
  if (number >= of.size()) of.resize(number + 1);
  auto& slots = of[number];
  if (slots.count != positions.size()) {
    for (std::uint32_t i = 0; i < slots.count; ++i) index.remove(slots.first + i);
    slots = {static_cast<places::Slot>(owners.size()), static_cast<std::uint32_t>(positions.size())};
    owners.resize(owners.size() + positions.size(), number);
    for (std::uint32_t i = 0; i < slots.count; ++i) index.insert(slots.first + i, positions[i]);
    return;
  }
  for (std::uint32_t i = 0; i < slots.count; ++i) index.move(slots.first + i, positions[i]);
}

std::uint32_t Ground::list_of(const std::vector<std::string>& words) {
  const auto [found, is_new] = list_numbers_.try_emplace(words, static_cast<std::uint32_t>(lists_.size()));
  if (is_new) lists_.push_back(words);
  return found->second;
}

void Ground::note(Number number, const Recipient& recipient, bool is_there) {
  if (number >= briefs_.size()) briefs_.resize(number + 1);
  auto& brief = briefs_[number];
  brief = {recipient.tier,
           recipient.sort,
           is_there,
           is_there && recipient.responsible_for.has_value(),
           list_of(recipient.roles),
           list_of(recipient.groups),
           list_of(recipient.languages),
           list_of(channels_of(recipient))};
  if (!brief.is_responsible) return;
  auto at = std::ranges::lower_bound(duties_, number, {}, &Duty::number);
  if (at == duties_.end() || at->number != number) at = duties_.insert(at, {number});
  at->box = overlap::box_of(*recipient.responsible_for);
}

void Ground::put(Number number, const Registration& registration) {
  const bool is_there = !registration.retired;
  const auto& recipient = registration.recipient;
  places_.put(number, is_there ? recipient.places : std::vector<area::Position>{});
  stays_.put(number, is_there ? stay_positions(recipient) : std::vector<area::Position>{});
  during_.resize(stays_.owners.size());
  for (std::uint32_t i = 0; is_there && i < recipient.stays.size(); ++i) {
    during_[stays_.of[number].first + i] = recipient.stays[i].during;
  }
  note(number, recipient, is_there);
}

void Ground::build(const Registry& registry) {
  *this = Ground{};
  std::vector<places::Place> fixed, stayed;
  const auto add = [](Points& points, std::vector<places::Place>& all, Number number, const auto& positions) {
    points.of.push_back({static_cast<places::Slot>(all.size()), static_cast<std::uint32_t>(positions.size())});
    points.owners.resize(points.owners.size() + positions.size(), number);
    for (const auto position : positions) all.push_back({static_cast<places::Slot>(all.size()), position});
  };
  registry.for_each([&](Number number, const Registration& registration) {
    const bool is_there = !registration.retired;
    const auto& recipient = registration.recipient;
    add(places_, fixed, number, is_there ? recipient.places : std::vector<area::Position>{});
    add(stays_, stayed, number, is_there ? stay_positions(recipient) : std::vector<area::Position>{});
    if (is_there) {
      for (const auto& stay : recipient.stays) during_.push_back(stay.during);
    }
    note(number, recipient, is_there);
  });
  places_.index = places::Places::build(fixed);
  stays_.index = places::Places::build(stayed);
}

std::vector<bool> Ground::lists_with(const std::vector<std::string>& words) const {
  std::vector<bool> with(lists_.size());
  for (std::size_t i = 0; i < lists_.size(); ++i) with[i] = first_of(lists_[i], words).has_value();
  return with;
}

std::vector<Number> Ground::inside(const area::Area& area, const Interval& during) const {
  const places::Shape shape(area, area::Edges::inclusive);
  std::vector<Number> numbers;
  for (const auto slot : places_.index.find(shape)) numbers.push_back(places_.owners[slot]);
  for (const auto slot : stays_.index.find(shape)) {
    if (during_[slot].overlaps(during)) numbers.push_back(stays_.owners[slot]);
  }
  std::ranges::sort(numbers);
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  return numbers;
}

std::vector<Number> Ground::may_be_responsible(const std::vector<overlap::Box>& boxes) const {
  std::vector<Number> numbers;
  for (const auto& duty : duties_) {
    if (!briefs_[duty.number].is_responsible) continue;
    const auto meets = [&](const overlap::Box& box) { return overlap::meet(duty.box, box); };
    if (std::ranges::any_of(boxes, meets)) numbers.push_back(duty.number);
  }
  return numbers;
}

}  // namespace heed::audience
