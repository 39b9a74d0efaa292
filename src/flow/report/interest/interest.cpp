#include "flow/report/interest/interest.h"

#include <algorithm>

#include "flow/report/heard/rules.h"

namespace heed::interest {

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

}  // namespace

bool is_wanted(const heard::Message& message, const Interest& interest) {
  const auto& fact = message.heard;
  const auto statuses = interest.statuses.value_or(std::vector{cap::Status::actual});
  if (!contains(statuses, fact.status) || !lets_in(interest.senders, fact.sender)) return false;
  const bool is_from = !interest.feeds || std::ranges::any_of(message.ways, [&](const auto& provenance) {
    return contains(*interest.feeds, provenance.way.feed);
  });
  if (!is_from) return false;
  if (fact.infos.empty()) return true;
  return std::ranges::any_of(fact.infos, [&](const heard::Info& info) {
    const bool is_kind = !interest.categories || std::ranges::any_of(info.categories, [&](auto category) {
      return contains(*interest.categories, category);
    });
    return is_kind && (!interest.at_least || is_severe(info, *interest.at_least));
  });
}

bool may_concern_somebody(const heard::Heard& heard) {
  return !heard.concerns || heard.concerns->recipients() > 0 || heard.concerns->codes_left_out > 0;
}

bool is_to_report(const heard::Message& message, const std::vector<Rule>& rules, Instant now) {
  if (message.report || heard::standing_of(message, now) != heard::Standing::standing) return false;
  return std::ranges::any_of(rules, [&](const Rule& rule) {
    return is_wanted(message, rule.interest) && (rule.is_for_all_places || may_concern_somebody(message.heard));
  });
}

}  // namespace heed::interest
