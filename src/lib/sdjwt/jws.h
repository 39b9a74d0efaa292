#pragma once
// Private to this folder: the signed part of a presentation.

#include "lib/sdjwt/verify.h"

namespace heed::sdjwt {

/// The payload of a compact JWS, once its header is one of ours and the issuer's signature holds.
[[nodiscard]] Result<core::Value> open_jws(std::string_view jws, const Issuer& issuer);

/// A JSON document in base64url, without numbers that readers could read differently.
[[nodiscard]] Result<core::Value> read_json(std::string_view base64url);

}  // namespace heed::sdjwt
