#include "flow/audience/cover.h"

#include <algorithm>

namespace heed::audience {

Cover::Cover(const Asked& asked) : reach_(asked.reach), during_(asked.during) {
  if (reach_.area) area_.emplace(*reach_.area);
}

std::optional<std::string> first_of(const std::vector<std::string>& words, const std::vector<std::string>& wanted) {
  const auto found =
      std::ranges::find_if(words, [&](const auto& word) { return std::ranges::find(wanted, word) != wanted.end(); });
  return found == words.end() ? std::nullopt : std::optional(*found);
}

std::string Cover::where(const Recipient& recipient) const {
  for (const auto& place : recipient.places) {
    if (auto why = area_->compiled().explain(place); !why.empty()) return why;
  }
  for (const auto& stay : recipient.stays) {
    if (!stay.during.overlaps(during_)) continue;
    if (auto why = area_->compiled().explain(stay.position); !why.empty()) return "stay " + why;
  }
  const bool is_responsible = recipient.responsible_for && area_->touches(overlap::Extent(*recipient.responsible_for));
  return is_responsible ? "responsible for a place in the area" : std::string{};
}

std::vector<std::string> Cover::reasons(const Recipient& recipient) const {
  std::vector<std::string> why;
  if (std::ranges::find(reach_.recipients, recipient.recipient) != reach_.recipients.end()) why.emplace_back("named");
  if (!area_ && reach_.roles.empty() && reach_.groups.empty()) return why;
  const auto role = first_of(recipient.roles, reach_.roles);
  const auto group = first_of(recipient.groups, reach_.groups);
  if ((!reach_.roles.empty() && !role) || (!reach_.groups.empty() && !group)) return why;
  const auto place = area_ ? where(recipient) : std::string{};
  if (area_ && place.empty()) return why;
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
