#pragma once
// The register of recipients, and who was chosen for each edition.

#include <map>

#include "flow/audience/entries.h"

namespace heed::audience {

struct Registration {
  Recipient recipient;
  std::optional<std::string> retired;  ///< why it is no longer told anything
  record::Ref entry;
  HEED_FIELDS(Registration, recipient, retired, entry)
};

struct Choice {
  Resolved resolved;
  record::Ref entry;
  HEED_FIELDS(Choice, resolved, entry)
};

struct Excuse {
  RoleExcused excused;
  std::string by;
  record::Ref entry;
  HEED_FIELDS(Excuse, excused, by, entry)
};

struct State {
  std::map<RecipientId, Registration> recipients;
  std::map<WarningId, std::vector<Choice>> choices;  ///< in the order of the editions that went out
  std::map<WarningId, std::vector<Excuse>> excuses;
  HEED_FIELDS(State, recipients, choices, excuses)
};

[[nodiscard]] Result<void> apply(State& state, const record::Entry& entry);

[[nodiscard]] Result<const Recipient*> find(const State& state, const RecipientId& id);

}  // namespace heed::audience
