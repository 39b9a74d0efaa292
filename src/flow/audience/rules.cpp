#include "flow/audience/rules.h"

#include <algorithm>

#include "core/assert.h"
#include "flow/report/rules.h"
#include "lib/area/compiled.h"

namespace heed::audience {

using report::check_line;

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
  return record::Drafts{
      record::draft(Registered{{*command.recipient, command.name, command.sort, command.roles, command.languages,
                                command.tier, command.places, command.stays, command.contacts}})};
}

Result<record::Drafts> retire(const State& state, const Retire& command) {
  TRY(find(state, command.recipient));
  TRY(report::check_text(command.reason, "reason"));
  return record::Drafts{record::draft(Retired{command.recipient, command.reason})};
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

namespace {

bool has_any_role(const Recipient& recipient, const std::vector<std::string>& roles, std::string& which) {
  for (const auto& role : recipient.roles) {
    if (std::find(roles.begin(), roles.end(), role) == roles.end()) continue;
    which = role;
    return true;
  }
  return false;
}

/// "in circle 1" or "stay in polygon 2"; empty when it is outside.
std::string inside(const Recipient& recipient, const area::Compiled& area, const Interval& during) {
  for (const auto& place : recipient.places) {
    if (auto why = area.explain(place); !why.empty()) return why;
  }
  for (const auto& stay : recipient.stays) {
    if (!stay.during.overlaps(during)) continue;
    if (auto why = area.explain(stay.position); !why.empty()) return "stay " + why;
  }
  return {};
}

/// The reasons for which one recipient is in; none when it is out.
std::vector<std::string> reasons(const Recipient& recipient, const Asked& asked, const area::Compiled* area) {
  std::vector<std::string> why;
  const auto& named = asked.reach.recipients;
  if (std::find(named.begin(), named.end(), recipient.recipient) != named.end()) why.emplace_back("named");
  const bool asks_roles = !asked.reach.roles.empty();
  if (area == nullptr && !asks_roles) return why;
  std::string role;
  if (asks_roles && !has_any_role(recipient, asked.reach.roles, role)) return why;
  const auto where = area == nullptr ? std::string{} : inside(recipient, *area, asked.during);
  if (area != nullptr && where.empty()) return why;
  if (!where.empty()) why.push_back(where);
  if (!role.empty()) why.push_back("role " + role);
  return why;
}

}  // namespace

Result<std::vector<Chosen>> resolve(const State& state, const Asked& asked) {
  for (std::size_t i = 0; i < asked.reach.recipients.size(); ++i) {
    auto found = find(state, asked.reach.recipients[i]);
    if (!found) return fail(Code::not_found, found.error().detail, cat("recipients[", i, "]"));
    if ((*found)->tier > asked.reach.tier) {
      return fail(Code::refused,
                  cat("\"", (*found)->name, "\" may not be told the tier \"", word(asked.reach.tier), "\""),
                  cat("recipients[", i, "]"));
    }
  }
  std::optional<area::Compiled> area;
  if (asked.reach.area) area.emplace(*asked.reach.area);
  std::vector<Chosen> chosen;
  for (const auto& [id, registration] : state.recipients) {
    const auto& recipient = registration.recipient;
    if (registration.retired || recipient.tier > asked.reach.tier) continue;
    auto why = reasons(recipient, asked, area ? &*area : nullptr);
    if (!why.empty()) chosen.push_back({id, asked.reach.tier, {}, std::move(why)});
  }
  return chosen;
}

namespace {

std::string language_for(const Recipient& recipient, report::Tier tier, const std::vector<warning::Content>& contents) {
  for (const auto& language : recipient.languages) {
    for (const auto& content : contents) {
      if (content.tier == tier && content.language == language) return language;
    }
  }
  for (const auto& content : contents) {
    if (content.tier == tier) return content.language;
  }
  return {};
}

/// The widest text that is still meant for who was told at `tier` before; an edition may have left a tier out.
report::Tier tier_for_who_was_told(report::Tier tier, const std::vector<warning::Content>& contents) {
  std::optional<report::Tier> best;
  for (const auto& content : contents) {
    if (content.tier >= tier && (!best || content.tier < *best)) best = content.tier;
  }
  return best.value_or(tier);
}

void add(std::map<RecipientId, Chosen>& all, Chosen chosen) {
  auto [at, is_new] = all.try_emplace(chosen.recipient, chosen);
  if (is_new) return;
  at->second.tier = std::min(at->second.tier, chosen.tier);
  at->second.why.insert(at->second.why.end(), chosen.why.begin(), chosen.why.end());
}

}  // namespace

Result<Resolved> resolve_edition(const State& state, const warning::Drafted& edition,
                                 const std::vector<std::string>& required_roles) {
  std::map<RecipientId, Chosen> all;
  for (std::size_t i = 0; i < edition.reach.size(); ++i) {
    auto chosen = resolve(state, {edition.reach[i], edition.valid});
    if (!chosen) return fail(core::within(cat("reach[", i, "]"), std::move(chosen).error()));
    for (auto& each : *chosen) add(all, std::move(each));
  }
  if (const auto before = state.choices.find(edition.warning); before != state.choices.end()) {
    for (const auto& choice : before->second) {
      for (const auto& told : choice.resolved.chosen) {
        if (all.contains(told.recipient) || !find(state, told.recipient)) continue;
        add(all, {told.recipient, tier_for_who_was_told(told.tier, edition.contents), {}, {"told before"}});
      }
    }
  }
  Resolved resolved{edition.warning, edition.edition, {}, required_roles};
  for (auto& [id, chosen] : all) {
    const auto& recipient = state.recipients.at(id).recipient;
    chosen.language = language_for(recipient, chosen.tier, edition.contents);
    std::erase_if(resolved.missing_roles, [&](const auto& role) {
      return std::find(recipient.roles.begin(), recipient.roles.end(), role) != recipient.roles.end();
    });
    resolved.chosen.push_back(std::move(chosen));
  }
  return resolved;
}

}  // namespace heed::audience
