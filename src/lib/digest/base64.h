#pragma once
// Bytes as text: base64 and base64url (RFC 4648, sections 4 and 5), and hex.
//
// The decoders are strict: exactly one text stands for given bytes. Blanks, newlines, missing or extra padding, and set
// bits behind the last byte are refused with Code::malformed. Why: two verifiers that read one text differently
// disagree about what was signed.

#include <string>
#include <string_view>

#include "core/result.h"

namespace heed::digest {

/// Standard alphabet, with padding: signed notes, checkpoints.
[[nodiscard]] std::string to_base64(std::string_view bytes);
[[nodiscard]] Result<std::string> from_base64(std::string_view text);

/// Alphabet with '-' and '_', without padding: JWS, SD-JWT, URLs.
[[nodiscard]] std::string to_base64url(std::string_view bytes);
[[nodiscard]] Result<std::string> from_base64url(std::string_view text);

/// Two lower-case digits a byte; capitals are refused when read.
[[nodiscard]] std::string to_hex(std::string_view bytes);
[[nodiscard]] Result<std::string> from_hex(std::string_view text);

}  // namespace heed::digest
