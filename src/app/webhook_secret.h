#pragma once
// The secrets of web end points: derived, so that none is ever stored.

#include <string>
#include <string_view>

namespace heed::app {

/// The raw secret (32 bytes) with which messages to `address` are signed. Trust: who holds the hub's link key holds
/// them all; one end point's secret tells nothing about another's.
[[nodiscard]] std::string webhook_secret(std::string_view link_key, std::string_view address);

}  // namespace heed::app
