#pragma once
// What an operator says about partners: the section [relay] of heed.toml.

#include "core/fields.h"
#include "flow/report/relay/rules.h"

namespace heed::relaying {

/// In which form a partner gets alerts.
enum class Form {
  original,  ///< the bytes as they came
  derived,   ///< a copy in this hub's own name, with the original attached
};
constexpr auto words(Form) {
  return core::word_table<Form>({{Form::original, "original"}, {Form::derived, "derived"}});
}

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
  std::optional<Form> as;  ///< left out: original
  HEED_FIELDS(Partner, name, url, token_file, not_from, feeds, senders, categories, statuses, at_least, as)
};

struct Section {
  std::vector<Partner> partners;
  std::optional<std::vector<std::string>> allow_networks;  ///< networks of the operator's own that may be called (CIDR)
  HEED_FIELDS(Section, partners, allow_networks)
};

inline constexpr std::size_t partners_max = 64;  ///< as many as the state remembers of one alert

/// Whether any of them is to get derived copies.
[[nodiscard]] bool wants_copies(const Section& section);

[[nodiscard]] relay::Handing handing_of(const Partner& partner);

/// Refuses names that are empty or stand twice, addresses that are no URL, and more than partners_max.
[[nodiscard]] Result<void> check(const Section& section);

}  // namespace heed::relaying
