#pragma once
// Ed25519 signatures (RFC 8032), by libsodium: twice as fast as OpenSSL, and stricter about keys.
//
// Trust: verification refuses small-order and non-canonical keys and malleable signatures, which other libraries
// accept; a signature that passes here passes everywhere, not the other way round.

#include <cstddef>
#include <string>
#include <string_view>

namespace heed::digest {

inline constexpr std::size_t seed_bytes = 32;
inline constexpr std::size_t public_key_bytes = 32;
inline constexpr std::size_t signature_bytes = 64;

struct KeyPair {
  std::string public_key;  ///< 32 bytes
  std::string seed;        ///< 32 bytes, secret
};

/// Requires: `seed` has 32 bytes, from a good source of randomness.
[[nodiscard]] KeyPair key_pair_from_seed(std::string_view seed);

/// 64 bytes over exactly these bytes. Requires: `pair` comes from key_pair_from_seed.
[[nodiscard]] std::string sign(const KeyPair& pair, std::string_view message);

/// Whether `signature` was made over `message` by the holder of `public_key`. Wrong lengths are simply not valid.
[[nodiscard]] bool verify(std::string_view public_key, std::string_view message, std::string_view signature);

/// Whether a key may be registered: 32 bytes, canonical, and of the full order. With a small-order key some libraries
/// accept any message, so "valid" would depend on who checks.
[[nodiscard]] bool is_sound_public_key(std::string_view public_key);

}  // namespace heed::digest
