#include "flow/report/relay/rules.h"

#include <algorithm>

namespace heed::relay {

Held held_back(const heard::Message& message, const Handing& handing, const std::string& own_sender, Instant now) {
  const auto& fact = message.heard;
  if (fact.sender == own_sender) return Held::ours;
  if (std::ranges::find(message.relayed, handing.to, &heard::Relay::to) != message.relayed.end()) return Held::done;
  for (const auto& provenance : message.ways) {
    const bool is_theirs = std::ranges::find(handing.not_from, provenance.way.feed) != handing.not_from.end();
    if (is_theirs) return Held::from_partner;
  }
  if (fact.scope != cap::Scope::everybody) return Held::not_public;
  if (!interest::is_wanted(message, handing.wanted)) return Held::not_wanted;
  if (now >= fact.ruling.stands_until) return Held::over;
  return Held::no;
}

Result<record::Drafts> hand_on(const heard::State& state, const heard::Version& version, const std::string& to) {
  TRY(const auto* message, heard::find(state, version));
  if (std::ranges::find(message->relayed, to, &heard::Relay::to) != message->relayed.end()) {
    return fail(Code::conflict, cat("\"", to, "\" has it already"));
  }
  const auto& fact = message->heard;
  return record::Drafts{record::draft(heard::Relayed{fact.sender, fact.identifier, fact.sent, fact.digest, to})};
}

}  // namespace heed::relay
