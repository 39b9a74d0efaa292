#pragma once
// Who can be told, and who is to be told what. Nobody inside an area may be missed: borders belong to it (PU-3).

#include "flow/audience/state.h"

namespace heed::audience {

/// Registers a recipient, or replaces what was registered under its name.
struct Register {
  std::optional<RecipientId> recipient;
  std::string name;
  Sort sort = Sort::organisation;
  std::vector<std::string> roles;
  std::vector<std::string> languages;
  report::Tier tier = report::Tier::everyone;
  std::vector<area::Position> places;
  std::vector<Stay> stays;
  std::vector<Contact> contacts;
  HEED_FIELDS(Register, recipient, name, sort, roles, languages, tier, places, stays, contacts)
};

/// Many at once: all, or none.
struct RegisterMany {
  std::vector<Register> recipients;
  HEED_FIELDS(RegisterMany, recipients)
};

struct Retire {
  RecipientId recipient;
  std::string reason;
  HEED_FIELDS(Retire, recipient, reason)
};

/// Refuses a recipient without a name, and one that is to be told something but has no contact.
[[nodiscard]] Result<record::Drafts> register_recipient(const State& state, const Register& command);
[[nodiscard]] Result<record::Drafts> retire(const State& state, const Retire& command);

struct ExcuseRole {
  WarningId warning;
  std::string role;
  std::string reason;
  HEED_FIELDS(ExcuseRole, warning, role, reason)
};

/// Records why nobody with a required role can be told. Refuses a role that is not missing.
[[nodiscard]] Result<record::Drafts> excuse_role(const State& state, const ExcuseRole& command);

/// The required roles of a warning that nobody told has, and that nobody excused.
[[nodiscard]] std::vector<std::string> missing_roles(const State& state, const WarningId& warning);

/// Who is asked for: `reach` at some time within `during`.
struct Asked {
  const warning::Reach& reach;
  Interval during;
};

/// Everybody whom one reach covers, in the order of their names. A recipient is in when it is named; or when, of area
/// and roles, all that are given hold: one of its places or stays within `during` lies in the area, and it has one of
/// the roles. It must be allowed to be told the reach's tier.
[[nodiscard]] Result<std::vector<Chosen>> resolve(const State& state, const Asked& asked);

/// Who is told an edition. Every recipient stands there once, with the narrowest tier that is meant for it, and in the
/// best of its languages that there is a text for; whoever was told an earlier edition is told this one too (FT-3).
[[nodiscard]] Result<Resolved> resolve_edition(const State& state, const warning::Drafted& edition,
                                               const std::vector<std::string>& required_roles);

}  // namespace heed::audience
