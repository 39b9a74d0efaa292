#pragma once
// JSON text to and from core::Value, strictly by RFC 8259.

#include <string>
#include <string_view>

#include "core/result.h"
#include "core/value.h"

namespace heed::json {

/// Reads one document. Every member and element gets the line on which it begins.
///
/// Guarantees: what comes back has unique member names, at most limits::value_depth levels and limits::value_items
/// members and elements, and valid UTF-8 only; a whole number that fits std::int64_t is one, any other number is a
/// finite double, correctly rounded. Nothing but blanks may follow the document.
///
/// Errors: Code::too_large past a limit (limits::import_bytes too), else Code::malformed. The detail begins with
/// "line 3, column 7: ", where a column counts characters, not bytes; or with "line 3: " where a member or a number as
/// such is refused.
[[nodiscard]] Result<core::Value> parse(std::string_view text);

/// The document on one line, members in their order.
///
/// Requires: every double is finite, as it is in all that the parsers return.
/// Guarantees: equal values give equal bytes, and `parse` gives the same value back. A double always shows that it is
/// one ("5.0", "1e+30"), with the fewest digits that read back as the same double. UTF-8 is left as it is; only quotes,
/// backslashes and control characters are escaped.
[[nodiscard]] std::string write(const core::Value& value);

/// The same, for people: one member or element to a line, indented by two spaces; no newline at the end.
[[nodiscard]] std::string write_pretty(const core::Value& value);

}  // namespace heed::json
