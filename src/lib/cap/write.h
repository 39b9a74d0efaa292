#pragma once
// A CAP 1.2 message as XML.

#include <string>

#include "lib/cap/alert.h"

namespace heed::cap {

inline constexpr std::string_view xml_namespace = "urn:oasis:names:tc:emergency:cap:1.2";
inline constexpr std::string_view media_type = "application/cap+xml";

/// The time as CAP writes it: whole seconds (a fraction is cut off) and "-00:00" for UTC.
/// Why not "+00:00": CAP 1.2, 3.3.2, says that UTC must be written as "-00:00".
[[nodiscard]] std::string time_text(Instant instant);

/// The message in UTF-8, indented, elements in the order of the standard. Equal messages give equal bytes.
/// Guarantees: well formed for any text. Valid against the schema of the standard when check() finds no error.
[[nodiscard]] std::string write(const Alert& alert);

}  // namespace heed::cap
