#include "flow/report/relay/rules.h"

#include <algorithm>

namespace heed::relay {

namespace {

template <class List, class T>
bool contains(const List& list, const T& wanted) {
  return std::ranges::find(list, wanted) != list.end();
}

template <class T>
bool lets_in(const std::optional<std::vector<T>>& list, const T& wanted) {
  return !list || contains(*list, wanted);
}

/// The words of CAP go from the worst down; Unknown is the last, and says nothing of how bad it is.
bool is_severe(const heard::Info& info, cap::Severity at_least) {
  return info.severity == cap::Severity::unknown || info.severity <= at_least;
}

bool is_wanted(const heard::Message& message, const Handing& handing) {
  const auto& fact = message.heard;
  const auto statuses = handing.statuses.value_or(std::vector{cap::Status::actual});
  if (!contains(statuses, fact.status) || !lets_in(handing.senders, fact.sender)) return false;
  const bool is_from = !handing.feeds || std::ranges::any_of(message.ways, [&](const auto& provenance) {
    return contains(*handing.feeds, provenance.way.feed);
  });
  if (!is_from) return false;
  // A Cancel often says nothing but what it ends.
  if (fact.infos.empty()) return true;
  return std::ranges::any_of(fact.infos, [&](const heard::Info& info) {
    const bool is_kind = !handing.categories || std::ranges::any_of(info.categories, [&](auto category) {
      return contains(*handing.categories, category);
    });
    return is_kind && (!handing.at_least || is_severe(info, *handing.at_least));
  });
}

}  // namespace

Held held_back(const heard::Message& message, const Handing& handing, const std::string& own_sender, Instant now) {
  const auto& fact = message.heard;
  if (fact.sender == own_sender) return Held::ours;
  if (std::ranges::find(message.relayed, handing.to, &heard::Relay::to) != message.relayed.end()) return Held::done;
  for (const auto& provenance : message.ways) {
    if (contains(handing.not_from, provenance.way.feed)) return Held::from_partner;
  }
  if (fact.scope != cap::Scope::everybody) return Held::not_public;
  if (!is_wanted(message, handing)) return Held::not_wanted;
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
