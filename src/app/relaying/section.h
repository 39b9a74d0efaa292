#pragma once
// What an operator says about partners: the section [relay] of heed.toml.

#include "core/fields.h"
#include "flow/report/relay/rules.h"

namespace heed::relaying {

struct Partner {
  std::string name;
  std::string url;                        ///< takes a POST of one alert; of another Heed: https://host/api/v1/alerts
  std::optional<std::string> token_file;  ///< beside heed.toml, 0600: sent as a bearer token
  std::optional<std::vector<std::string>> not_from;  ///< feeds by which the partner is heard
  std::optional<std::vector<std::string>> feeds;
  std::optional<std::vector<std::string>> senders;
  std::optional<std::vector<cap::Category>> categories;
  std::optional<std::vector<cap::Status>> statuses;
  std::optional<cap::Severity> at_least;
  HEED_FIELDS(Partner, name, url, token_file, not_from, feeds, senders, categories, statuses, at_least)
};

struct Section {
  std::vector<Partner> partners;
  std::optional<std::vector<std::string>> allow_networks;  ///< networks of the operator's own that may be called (CIDR)
  HEED_FIELDS(Section, partners, allow_networks)
};

inline constexpr std::size_t partners_max = 64;  ///< as many as the state remembers of one alert

[[nodiscard]] relay::Handing handing_of(const Partner& partner);

/// Refuses names that are empty or stand twice, addresses that are no URL, and more than partners_max.
[[nodiscard]] Result<void> check(const Section& section);

}  // namespace heed::relaying
