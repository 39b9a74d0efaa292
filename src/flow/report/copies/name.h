#pragma once
// What derived copies of alerts are called, so that everybody can tell what one is a copy of.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/cap/alert.h"

namespace heed::copies {

/// What a derived copy is called: "derived.DIGEST", the digest being that of the original's bytes (SHA-256, base64url);
/// with references, "derived.DIGEST.HEX", of the references too. So a copy that is made again is the same message, one
/// that says something else is another, and every hub can tell from the name alone what it is a copy of.
[[nodiscard]] std::string copy_name(const std::string& digest, const std::vector<cap::Reference>& references);

/// The digest of the original, of what has such a name; nothing for any other. Whoever takes such a name for something
/// else only keeps his own alert from being handed on, and from counting as somebody else's word.
[[nodiscard]] std::optional<std::string> original_of(std::string_view identifier);

/// The digest of what an alert says, whether it is the original or a copy. Two alerts with the same say the same.
[[nodiscard]] std::string origin_of(std::string_view identifier, std::string_view digest);

}  // namespace heed::copies
