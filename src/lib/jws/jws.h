#pragma once
// Statements that somebody else signed with a key of their own: compact JWS (RFC 7515) with Ed25519 (RFC 8037).
//
// Everything here comes from outside and is read strictly, so that one statement has one reading: canonical base64url,
// no member twice, no member that is not known, no algorithm but EdDSA.

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "core/result.h"
#include "core/value.h"

namespace heed::jws {

inline constexpr std::size_t statement_bytes = 16'384;  ///< the longest statement that is read

/// A statement as it reads. Trust: nobody has signed it until `is_signed_by` says so.
struct Statement {
  std::string kid;      ///< the thumbprint of the key that it says it is signed with
  core::Value payload;  ///< an object, all of whose values are texts
  std::string signed_text;
  std::string signature;  ///< 64 bytes
};

/// Reads "header.payload.signature". The header is {"alg":"EdDSA","kid":…,"typ":`typ`} in any order, and nothing else.
/// Errors: too_large, malformed (form, base64url, JSON, a value that is no text), invalid (the header); the place is
/// "header", "payload" or "signature".
[[nodiscard]] Result<Statement> read(std::string_view jws, std::string_view typ);

/// Whether the holder of this key signed it. A key that is not sound signs nothing.
[[nodiscard]] bool is_signed_by(const Statement& statement, std::string_view public_key);

/// Signs exactly these bytes and returns 64 bytes.
using Sign = std::function<std::string(std::string_view message)>;
/// A compact JWS. Requires: the payload is an object of texts; `sign` holds the secret half of `public_key`.
[[nodiscard]] std::string write(const core::Value& payload, std::string_view typ, std::string_view public_key,
                                const Sign& sign);

}  // namespace heed::jws
