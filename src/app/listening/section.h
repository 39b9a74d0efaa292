#pragma once
// What an operator says about the feeds to listen to: the section [listening] of heed.toml.

#include <optional>
#include <string>
#include <vector>

#include "core/fields.h"
#include "core/instant.h"
#include "flow/report/heard/rules.h"
#include "flow/report/interest/interest.h"

namespace heed::listening {

/// One feed. Its address says how it is listened to: https:// and http:// are asked again and again, tcp:// is a stream
/// of alerts without an end, file:// a folder into which files are put.
struct Feed {
  std::string name;
  std::string url;
  std::optional<Duration> every;  ///< between two looks; a minute for the web, ten seconds for a folder
  /// Of a stream only: where messages that its heartbeat lists and that did not come are fetched from, in this order.
  std::optional<std::vector<std::string>> repositories{};
  HEED_FIELDS(Feed, name, url, every, repositories)
};

/// Alerts of which the hub makes a report by itself, so that somebody looks at them.
struct ReportRule {
  std::optional<std::vector<std::string>> feeds;
  std::optional<std::vector<std::string>> senders;
  std::optional<std::vector<cap::Category>> categories;
  std::optional<std::vector<cap::Status>> statuses;
  std::optional<cap::Severity> at_least;
  std::optional<bool> all_places;  ///< also of what covers none of the recipients; left out: no
  HEED_FIELDS(ReportRule, feeds, senders, categories, statuses, at_least, all_places)
};

struct Section {
  std::vector<Feed> feeds;
  std::optional<std::vector<std::string>> allow_networks;  ///< networks of the operator's own that may be asked (CIDR)
  std::optional<std::string> trust;    ///< PEM beside heed.toml: who vouches for the certificates of signers
  std::optional<std::string> senders;  ///< TOML beside heed.toml: which certificate may speak for which sender
  std::optional<std::vector<heard::Right>> may_end;
  std::optional<Duration> stands_without_expiry;
  std::optional<std::vector<ReportRule>> reports;
  HEED_FIELDS(Section, feeds, allow_networks, trust, senders, may_end, stands_without_expiry, reports)
};

inline constexpr std::size_t feeds_max = 1'000;
inline constexpr std::size_t repositories_max = 4;  ///< of one stream

enum class Kind { web, stream, folder };
/// Errors: malformed, with what an address looks like.
[[nodiscard]] Result<Kind> kind_of(const Feed& feed);

/// Refuses names that are empty or stand twice, addresses that cannot be listened to or fetched from, repositories of
/// what is no stream, and more than feeds_max and repositories_max.
[[nodiscard]] Result<void> check(const Section& section);

[[nodiscard]] heard::Policy policy_of(const Section& section);
[[nodiscard]] std::vector<interest::Rule> rules_of(const Section& section);

}  // namespace heed::listening
