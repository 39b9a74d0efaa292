#pragma once
// SHA-256 (FIPS 180-4) and HMAC-SHA-256 (RFC 2104). Digests are 32 raw bytes in a string.

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>

namespace heed::digest {

inline constexpr std::size_t sha256_bytes = 32;

/// The 32 raw bytes of the digest of `bytes`.
[[nodiscard]] std::string sha256(std::string_view bytes);

/// The digest of the parts, one straight after the other, without copying them together.
/// Requires: the caller's format says where each part ends; two splits of the same bytes have the same digest.
[[nodiscard]] std::string sha256_joined(std::initializer_list<std::string_view> parts);

/// 32 raw bytes. A key of any length.
[[nodiscard]] std::string hmac_sha256(std::string_view key, std::string_view message);

/// Guarantees: the time it takes depends on the lengths only, so that a secret cannot be guessed byte by byte.
/// Texts of different length are never equal.
[[nodiscard]] bool equal_in_constant_time(std::string_view a, std::string_view b);

}  // namespace heed::digest
