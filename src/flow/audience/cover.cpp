#include "flow/audience/cover.h"

#include <algorithm>

#include "lib/area/buffer/buffer.h"

namespace heed::audience {

std::vector<Part> parts_of(const warning::Reach& reach) {
  std::vector<Part> parts;
  if (reach.area) parts.push_back({{}, *reach.area});
  for (const auto& geocode : reach.geocodes) {
    if (!geocode.meaning) continue;
    const auto& meaning = *geocode.meaning;
    auto widened = buffer::widened(meaning.outline, static_cast<double>(meaning.margin_metres));
    // Why the bare outline then: no command lets in what cannot be widened, and a record is never left unreadable.
    parts.push_back({cat(geocode.system, " ", geocode.code), widened ? *std::move(widened) : meaning.outline});
  }
  return parts;
}

bool asks_where(const warning::Reach& reach) { return reach.area.has_value() || !reach.geocodes.empty(); }

Cover::Cover(const Asked& asked, const std::vector<Part>& parts) : reach_(asked.reach), during_(asked.during) {
  for (const auto& part : parts) places_.push_back({part.name, overlap::Extent(part.area)});
}

std::optional<std::string> first_of(const std::vector<std::string>& words, const std::vector<std::string>& wanted) {
  const auto found =
      std::ranges::find_if(words, [&](const auto& word) { return std::ranges::find(wanted, word) != wanted.end(); });
  return found == words.end() ? std::nullopt : std::optional(*found);
}

std::string Cover::Place::why(area::Position position) const {
  auto drawn = extent.compiled().explain(position);
  return drawn.empty() || name.empty() ? drawn : cat("in ", name);
}

std::string Cover::where(area::Position position) const {
  for (const auto& place : places_) {
    if (auto why = place.why(position); !why.empty()) return why;
  }
  return {};
}

std::string Cover::responsibility(const Recipient& recipient) const {
  if (!recipient.responsible_for) return {};
  const overlap::Extent extent(*recipient.responsible_for);
  const auto found = std::ranges::find_if(places_, [&](const auto& place) { return place.extent.touches(extent); });
  if (found == places_.end()) return {};
  return cat("responsible for a place in ", found->name.empty() ? "the area" : found->name);
}

std::string Cover::where(const Recipient& recipient) const {
  for (const auto& place : recipient.places) {
    if (auto why = where(place); !why.empty()) return why;
  }
  for (const auto& stay : recipient.stays) {
    if (!stay.during.overlaps(during_)) continue;
    if (auto why = where(stay.position); !why.empty()) return "stay " + why;
  }
  return responsibility(recipient);
}

bool Cover::touches(const area::Area& area) const {
  const overlap::Extent extent(area);
  return std::ranges::any_of(places_, [&](const auto& place) { return place.extent.touches(extent); });
}

std::vector<std::string> Cover::reasons(const Recipient& recipient) const {
  std::vector<std::string> why;
  if (std::ranges::find(reach_.recipients, recipient.recipient) != reach_.recipients.end()) why.emplace_back("named");
  const bool is_asked_where = asks_where(reach_);
  if (!is_asked_where && reach_.roles.empty() && reach_.groups.empty()) return why;
  const auto role = first_of(recipient.roles, reach_.roles);
  const auto group = first_of(recipient.groups, reach_.groups);
  if ((!reach_.roles.empty() && !role) || (!reach_.groups.empty() && !group)) return why;
  const auto place = is_asked_where ? where(recipient) : std::string{};
  if (is_asked_where && place.empty()) return why;
  if (!place.empty()) why.push_back(place);
  if (role) why.push_back("role " + *role);
  if (group) why.push_back("group " + *group);
  return why;
}

std::vector<Contact> contacts_of(const Recipient& recipient) {
  std::vector<Contact> contacts;
  for (const auto& contact : recipient.contacts) {
    if (std::ranges::find(recipient.opted_out, contact.channel) == recipient.opted_out.end())
      contacts.push_back(contact);
  }
  return contacts;
}

}  // namespace heed::audience
