#pragma once
// Which alerts of others somebody wants: a partner to whom they are handed on, or the desk that makes reports of them.

#include "flow/report/heard/state.h"

namespace heed::interest {

/// What is wanted. A list that is left out leaves everything in.
struct Interest {
  std::optional<std::vector<std::string>> feeds;  ///< it came by one of them
  std::optional<std::vector<std::string>> senders;
  std::optional<std::vector<cap::Category>> categories;
  std::optional<std::vector<cap::Status>> statuses;  ///< left out: Actual alone
  std::optional<cap::Severity> at_least;             ///< at least so severe, in any language; Unknown always passes
};

/// A message without any info, as many a Cancel is, is judged by feed, sender and status.
[[nodiscard]] bool is_wanted(const heard::Message& message, const Interest& interest);

/// Whether it covers one of our recipients, or may: of what says nowhere where it holds, or says it in codes that this
/// hub does not know, nobody can say.
[[nodiscard]] bool may_concern_somebody(const heard::Heard& heard);

/// Which alerts become reports by themselves, so that somebody looks at them. One rule; several add up.
struct Rule {
  Interest interest;
  bool is_for_all_places = false;  ///< also of what covers none of the hub's recipients
};

/// Whether a report is to be made of it now: it stands, none was made, and a rule wants it.
[[nodiscard]] bool is_to_report(const heard::Message& message, const std::vector<Rule>& rules, Instant now);

}  // namespace heed::interest
