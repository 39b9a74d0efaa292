#pragma once
// Recipients for tests.

#include "flow/audience/resolve.h"
#include "flow/audience/rules.h"
#include "flow/warning/testing/warnings.h"

namespace heed::testing {

/// One with two contacts, allowed to be told the tier and every wider one.
inline audience::Recipient recipient(std::string name, report::Tier tier = report::Tier::direct) {
  audience::Recipient made;
  made.recipient = RecipientId{name};
  made.name = std::move(name);
  made.languages = {"en"};
  made.tier = tier;
  made.contacts = {{"email", "first@example.org", {}, {}}, {"webhook", "https://example.org/second", {}, {}}};
  return made;
}

inline area::Position position(double latitude, double longitude) {
  return must(area::from_degrees(latitude, longitude));
}

/// The names of those who were chosen, in their order.
inline std::string names_of(const std::vector<audience::Chosen>& chosen) {
  std::vector<std::string> names;
  for (const auto& each : chosen) names.push_back(each.recipient.text);
  return core::listed(names);
}

using AudienceDesk = Desk<report::State, cases::State, decision::State, warning::State, audience::State>;

}  // namespace heed::testing
