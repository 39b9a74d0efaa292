#pragma once
// The times of HTTP.

#include <optional>
#include <string_view>

#include "core/instant.h"

namespace heed::web {

/// Reads the three forms of RFC 9110, 5.6.7, which every receiver must know: "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday,
/// 06-Nov-94 08:49:37 GMT" and "Sun Nov  6 08:49:37 1994". A year of two digits is 1970 to 2069. Whether the day of the
/// week fits is not asked. Nothing for any other text and for a day that does not exist.
[[nodiscard]] std::optional<Instant> read_http_date(std::string_view text);

}  // namespace heed::web
