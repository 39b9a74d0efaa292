#pragma once
// What an operator says about subscribers to our feeds: the section [websub] of heed.toml.

#include "core/fields.h"
#include "core/result.h"

namespace heed::websub {

struct Section {
  std::optional<bool> enabled;            ///< when left out: yes
  bool allow_private_callbacks = false;   ///< for drills on the loopback, and for hubs within one network
  std::optional<std::uint64_t> per_host;  ///< subscriptions whose callbacks are on one host; 1,000 when left out
  HEED_FIELDS(Section, enabled, allow_private_callbacks, per_host)
};

[[nodiscard]] inline bool is_enabled(const Section& section) { return section.enabled.value_or(true); }

/// Refuses a limit of nothing.
[[nodiscard]] inline Result<void> check(const Section& section) {
  if (section.per_host != std::uint64_t{0}) return {};
  return fail(Code::invalid, "it must be at least 1; to serve nobody, write enabled = false", "per_host");
}

}  // namespace heed::websub
