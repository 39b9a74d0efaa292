#pragma once
// What a webhook carries and how it is signed: Standard Webhooks 1.0. Pure; the channel sends it.

#include <string>
#include <string_view>

#include "core/instant.h"
#include "ports/channel.h"

namespace heed::webhook {

inline constexpr std::size_t body_bytes = 20'000;  ///< Standard Webhooks: payloads stay under 20 kB

/// {"type", "timestamp", "data"}.
///
/// `type` is "warning", or "warning." and the word under "type" in the message's content. `timestamp` is message.at.
/// `data` has the members of the content, and besides (never over a member of that name) key, recipient, status,
/// language, subject, text, ack_url. Guarantees: at most `body_bytes`. What does not fit is left out in this order, and
/// "is_shortened": true says so: first the content, then the end of the text (cut between characters). Why not refuse:
/// a long warning must not be a lost one, and the page behind ack_url has all of it. Requires: key, recipient, subject
/// and ack_url together are under 8 kB.
[[nodiscard]] std::string write_body(const ports::Message& message);

/// The webhook-signature header: "v1," and the base64 of HMAC-SHA-256 over "id.timestamp.body".
/// `secret` is raw bytes; `seconds` is since 1970, as it stands in webhook-timestamp.
[[nodiscard]] std::string write_signature(std::string_view secret, std::string_view id, std::int64_t seconds,
                                          std::string_view body);

/// The form in which a secret is handed to the recipient: "whsec_" and its base64.
[[nodiscard]] std::string write_secret(std::string_view secret);

}  // namespace heed::webhook
