#pragma once
// Tokens by which accounts come in: random, shown once, kept as digests.

#include <string>
#include <string_view>

#include "ports/random.h"

namespace heed::desk {

/// "heed_…", 160 random bits.
[[nodiscard]] std::string draw_token(ports::Random& random);
/// SHA-256, base64url. Why no slow hash: a token has 160 random bits, a password has not.
[[nodiscard]] std::string digest_of(std::string_view token);

}  // namespace heed::desk
