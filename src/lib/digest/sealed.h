#pragma once
// Bytes that only the holder of a key can read, make or change: XSalsa20-Poly1305, by libsodium's secretbox.

#include <cstddef>
#include <string>
#include <string_view>

#include "core/result.h"

namespace heed::digest {

inline constexpr std::size_t seal_key_bytes = 32;
inline constexpr std::size_t seal_nonce_bytes = 24;
inline constexpr std::size_t seal_overhead_bytes = seal_nonce_bytes + 16;  ///< the nonce in front, and the tag

/// `message`, encrypted and authenticated, with the nonce in front. Its length shows, nothing else does.
/// Requires: `key` has 32 bytes; `nonce` has 24 and never sealed anything else under this key. Random bytes will do:
/// there are enough of them that two are never the same.
[[nodiscard]] std::string seal(std::string_view key, std::string_view message, std::string_view nonce);

/// What was sealed under this key, or malformed: of bytes that somebody changed, cut or made up, nothing is given out.
/// Requires: `key` has 32 bytes.
[[nodiscard]] Result<std::string> unseal(std::string_view key, std::string_view sealed);

}  // namespace heed::digest
