#pragma once
// When the other side wants to be asked again: the Retry-After header (RFC 9110, section 10.2.3).

#include <optional>
#include <string_view>

#include "core/instant.h"

namespace heed::webhook {

/// "Sun, 06 Nov 1994 08:49:37 GMT", the only form of date that servers still send; nothing for anything else.
[[nodiscard]] std::optional<Instant> parse_http_date(std::string_view text);

/// The wait that `retry_after` (seconds, or a date) asks for, seen from `now`; never negative, at most one day.
/// Nothing when it is absent or does not parse.
[[nodiscard]] std::optional<Duration> parse_retry_after(std::string_view retry_after, Instant now);

}  // namespace heed::webhook
