#pragma once
// Ed25519 keys as other programs write them: PEM (RFC 8410) and JWK (RFC 8037).

#include <cstddef>
#include <string>
#include <string_view>

#include "core/result.h"
#include "lib/digest/ed25519.h"

namespace heed::jws {

inline constexpr std::size_t key_file_bytes = 4'096;  ///< the largest file with a key that is read

/// The name of a key: its JWK thumbprint (RFC 7638, SHA-256), base64url. Requires: 32 bytes.
[[nodiscard]] std::string thumbprint(std::string_view public_key);

/// The 32 bytes of a public key in a text: "-----BEGIN PUBLIC KEY-----" as `openssl pkey -pubout` writes it, or a JWK
/// {"kty":"OKP","crv":"Ed25519","x":…}; other members of a JWK are passed over, but for "d": a secret key is not to
/// travel. Refuses small-order and non-canonical keys as invalid (they "verify" any message with some libraries), keys
/// of other kinds as unsupported.
[[nodiscard]] Result<std::string> read_public_key(std::string_view text);

/// "-----BEGIN PRIVATE KEY-----" as `openssl genpkey -algorithm ed25519` writes it.
[[nodiscard]] Result<digest::KeyPair> read_secret_key(std::string_view text);

/// The PEM form of a public key. Requires: 32 bytes.
[[nodiscard]] std::string to_pem(std::string_view public_key);

}  // namespace heed::jws
