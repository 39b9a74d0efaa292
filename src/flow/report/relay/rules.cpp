#include "flow/report/relay/rules.h"

#include <algorithm>

#include "flow/report/copies/name.h"

namespace heed::relay {
namespace {

bool was_given(const heard::Message& message, const std::string& to) {
  return std::ranges::find(message.relayed, to, &heard::Relay::to) != message.relayed.end();
}

}  // namespace

Held held_back(const heard::Message& message, const Handing& handing, const std::string& own_sender, Instant now) {
  const auto& fact = message.heard;
  if (fact.sender == own_sender) return Held::ours;
  if (was_given(message, handing.to)) return Held::done;
  for (const auto& provenance : message.ways) {
    const bool is_theirs = std::ranges::find(handing.not_from, provenance.way.feed) != handing.not_from.end();
    if (is_theirs) return Held::from_partner;
  }
  if (fact.scope != cap::Scope::everybody) return Held::not_public;
  if (!interest::is_wanted(message, handing.wanted)) return Held::not_wanted;
  if (now >= fact.ruling.stands_until) return Held::over;
  return Held::no;
}

namespace {

/// One of the family, as the partner sees it; `over` when it is forgotten.
Held held_of(const Circle& circle, const heard::Version& version, const Handing& handing) {
  const auto found = heard::find(circle.state, version);
  return found ? held_back(**found, handing, circle.own_sender, circle.now) : Held::over;
}

Held held_as_copy(const Circle& circle, const heard::Message& message, const Handing& handing) {
  const auto& family = *circle.kin.family_of(message.heard);
  if (!given_before(circle.state, message.heard, handing.to).empty()) return Held::no;
  if (family.original) {
    const auto held = held_of(circle, *family.original, handing);
    const bool has_it = held == Held::done || held == Held::from_partner || held == Held::ours;
    if (has_it || held == Held::no) return Held::copy;
  }
  const auto own = heard::version_of(message.heard);
  const bool has_another = std::ranges::any_of(family.copies, [&](const heard::Version& other) {
    const auto held = other == own ? Held::no : held_of(circle, other, handing);
    return held == Held::done || held == Held::from_partner;
  });
  return has_another ? Held::copy : Held::no;
}

}  // namespace

Held held_back(const Circle& circle, const heard::Message& message, const Handing& handing) {
  const auto held = held_back(message, handing, circle.own_sender, circle.now);
  const auto* family = circle.kin.family_of(message.heard);
  if (held != Held::no || family == nullptr) return held;
  if (copies::original_of(message.heard.identifier)) return held_as_copy(circle, message, handing);
  const bool is_theirs = std::ranges::any_of(
      family->copies, [&](const heard::Version& copy) { return held_of(circle, copy, handing) == Held::from_partner; });
  return is_theirs ? Held::from_partner : Held::no;
}

std::vector<const heard::Message*> given_before(const heard::State& state, const heard::Heard& heard,
                                                const std::string& to) {
  std::vector<const heard::Message*> given;
  for (const auto& reference : heard.references) {
    for (const auto* version : heard::versions(state, heard::identity_of(reference))) {
      if (was_given(*version, to)) given.push_back(version);
    }
  }
  return given;
}

Result<record::Drafts> hand_on(const heard::State& state, const heard::Version& version, const std::string& to,
                               std::optional<std::string> copy) {
  TRY(const auto* message, heard::find(state, version));
  if (was_given(*message, to)) {
    return fail(Code::conflict, cat("\"", to, "\" has it already"));
  }
  const auto& fact = message->heard;
  return record::Drafts{
      record::draft(heard::Relayed{fact.sender, fact.identifier, fact.sent, fact.digest, to, std::move(copy)})};
}

}  // namespace heed::relay
