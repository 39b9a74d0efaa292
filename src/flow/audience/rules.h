#pragma once
// Who can be told: the register, and what is answered when nobody in it has a role that is required.

#include "flow/audience/state.h"

namespace heed::audience {

/// Registers a recipient, or replaces what was registered under its name.
struct Register {
  std::optional<RecipientId> recipient;
  std::string name;
  Sort sort = Sort::organisation;
  std::vector<std::string> roles;
  std::vector<std::string> groups;
  std::vector<std::string> languages;
  report::Tier tier = report::Tier::everyone;
  std::vector<area::Position> places;
  std::vector<Stay> stays;
  std::optional<area::Area> responsible_for;
  std::vector<Contact> contacts;
  std::vector<std::string> opted_out;
  HEED_FIELDS(Register, recipient, name, sort, roles, groups, languages, tier, places, stays, responsible_for, contacts,
              opted_out)
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

/// Says that a contact was tried and works, so that it is not stale (DE-8).
struct VerifyContact {
  RecipientId recipient;
  std::string channel;
  std::string address;        ///< exactly as it is registered
  std::optional<Instant> at;  ///< when it was tried; left out: now
  HEED_FIELDS(VerifyContact, recipient, channel, address, at)
};

/// What is registered by it. Requires: the recipient has its name.
[[nodiscard]] Recipient recipient_of(const Register& command);
/// The command that registers exactly this: what is exported can be imported.
[[nodiscard]] Register registration_of(const Recipient& recipient);

/// Refuses a recipient without a name, and one that is to be told something but has no contact.
[[nodiscard]] Result<record::Drafts> register_recipient(const State& state, const Register& command);
[[nodiscard]] Result<record::Drafts> retire(const State& state, const Retire& command);

/// Refuses a contact that is not registered so, a time that is still to come, and one before the last verification.
[[nodiscard]] Result<record::Drafts> verify_contact(const State& state, const VerifyContact& command, Instant now);

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

}  // namespace heed::audience
