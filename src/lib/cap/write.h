#pragma once
// A CAP 1.2 message as XML.

#include <string>

#include "lib/cap/alert.h"

namespace heed::cap {

inline constexpr std::string_view xml_namespace = "urn:oasis:names:tc:emergency:cap:1.2";
inline constexpr std::string_view media_type = "application/cap+xml";

/// The time as CAP writes it: whole seconds (a fraction is cut off), in its own zone, and "-00:00" for UTC.
/// Why not "+00:00": CAP 1.2, 3.3.2, says that UTC must be written as "-00:00".
[[nodiscard]] std::string time_text(const Time& time);

struct Form {
  /// In front of every element, such as "cap"; empty: CAP is the default namespace. Some receivers cannot read
  /// prefixes.
  std::string prefix{};
};

/// The message in UTF-8, indented, elements in the order of the standard. Equal messages give equal bytes.
/// Guarantees: well formed for any text. Valid against the schema of the standard when check() finds no error.
/// Requires: `signatures` hold well-formed elements, as read() gives them; the prefix is a name.
[[nodiscard]] std::string write(const Alert& alert, const Form& form = {});

}  // namespace heed::cap
