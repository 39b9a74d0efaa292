#include "flow/audience/rules.h"

#include <algorithm>

#include "core/assert.h"
#include "flow/report/rules.h"

namespace heed::audience {

using report::check_line;

Recipient recipient_of(const Register& command) {
  HEED_ASSERT(command.recipient.has_value());
  return {*command.recipient, command.name,     command.sort,   command.roles, command.groups,
          command.languages,  command.tier,     command.places, command.stays, command.responsible_for,
          command.contacts,   command.opted_out};
}

Register registration_of(const Recipient& of) {
  return {of.recipient, of.name,   of.sort,  of.roles,           of.groups,   of.languages,
          of.tier,      of.places, of.stays, of.responsible_for, of.contacts, of.opted_out};
}

Result<record::Drafts> register_recipient(const State&, const Register& command) {
  HEED_ASSERT(command.recipient.has_value());
  TRY(report::check_plain_name(command.recipient->text, "recipient"));
  TRY(check_line(command.name, "name"));
  if (command.contacts.empty()) {
    return fail(Code::invalid, "a recipient without a contact cannot be told anything; add at least one", "contacts");
  }
  for (std::size_t i = 0; i < command.contacts.size(); ++i) {
    auto checked = check_line(command.contacts[i].address, "address");
    if (!checked) return fail(core::within(cat("contacts[", i, "]"), std::move(checked).error()));
  }
  if (command.tier == report::Tier::internal) {
    return fail(Code::invalid, "recipients are outside; the internal tier is not told to them", "tier");
  }
  return record::Drafts{record::draft(Registered{recipient_of(command)})};
}

Result<record::Drafts> retire(const State& state, const Retire& command) {
  TRY(find(state, command.recipient));
  TRY(report::check_text(command.reason, "reason"));
  return record::Drafts{record::draft(Retired{command.recipient, command.reason})};
}

Result<record::Drafts> verify_contact(const State& state, const VerifyContact& command, Instant now) {
  TRY(const auto recipient, find(state, command.recipient));
  const auto at = command.at.value_or(now);
  if (at > now) return fail(Code::invalid, "this time is still to come", "at");
  const auto is_meant = [&](const Contact& contact) {
    return contact.channel == command.channel && contact.address == command.address;
  };
  const auto found = std::ranges::find_if(recipient.contacts, is_meant);
  if (found == recipient.contacts.end()) {
    return fail(Code::not_found,
                cat("\"", recipient.recipient.text, "\" has no such contact on the channel \"", command.channel, "\""),
                "address");
  }
  if (found->verified_at && *found->verified_at > at) {
    return fail(Code::refused, cat("it was verified since, on ", core::spoken(*found->verified_at)), "at");
  }
  const auto number = static_cast<std::uint64_t>(found - recipient.contacts.begin());
  return record::Drafts{record::draft(ContactVerified{command.recipient, number, at})};
}

std::vector<std::string> missing_roles(const State& state, const WarningId& warning) {
  const auto choices = state.choices.find(warning);
  if (choices == state.choices.end() || choices->second.empty()) return {};
  auto missing = choices->second.back().resolved.missing_roles;
  const auto excuses = state.excuses.find(warning);
  if (excuses == state.excuses.end()) return missing;
  for (const auto& excuse : excuses->second) std::erase(missing, excuse.excused.role);
  return missing;
}

Result<record::Drafts> excuse_role(const State& state, const ExcuseRole& command) {
  TRY(report::check_text(command.reason, "reason"));
  const auto missing = missing_roles(state, command.warning);
  if (std::find(missing.begin(), missing.end(), command.role) == missing.end()) {
    return fail(Code::refused, cat("the role \"", command.role, "\" is not missing for this warning"), "role");
  }
  return record::Drafts{record::draft(RoleExcused{command.warning, command.role, command.reason})};
}

}  // namespace heed::audience
