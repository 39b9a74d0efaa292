#pragma once
// TOML 1.0 text to core::Value: configuration, regimes, drills.

#include <string_view>

#include "core/result.h"
#include "core/value.h"

namespace heed::toml {

/// Reads one file's text; `file_name` is what errors call it.
///
/// Guarantees: members stand in the order of the file, each with its line; depth and number of members and elements
/// keep to limits::value_depth and limits::value_items. A date-time with a zone comes back as its RFC 3339 text; one
/// without is refused, and so are lone dates and times (IN-12), infinities and not-a-number.
///
/// Errors: Code::too_large past a limit (limits::body_bytes too: toml++ needs tens of times its text in memory), else
/// Code::malformed; the detail begins with "scenario.toml, line 14: ".
[[nodiscard]] Result<core::Value> parse(std::string_view text, std::string_view file_name);

}  // namespace heed::toml
