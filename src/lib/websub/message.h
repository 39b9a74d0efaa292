#pragma once
// What a hub says to a callback (WebSub, sections 5.2, 5.3 and 7).

#include <string>
#include <string_view>

#include "lib/websub/request.h"

namespace heed::websub {

/// The address to GET for the verification of intent: the callback, and behind its own query hub.mode, hub.topic,
/// hub.challenge and, for a subscription, hub.lease_seconds.
[[nodiscard]] std::string verification_url(const Request& request, std::string_view challenge);

/// Whether an answer to it confirms. `body` is compared in full.
[[nodiscard]] bool confirms(int status, std::string_view body, std::string_view challenge);

/// The address to GET to say that a subscription is not, or no longer, possible.
[[nodiscard]] std::string denial_url(std::string_view callback, std::string_view topic, std::string_view reason);

/// The value of the Link header: `<hub>; rel="hub", <topic>; rel="self"`.
[[nodiscard]] std::string link_header(std::string_view hub, std::string_view topic);

/// The value of X-Hub-Signature: "sha256=" and 64 hexadecimal digits.
[[nodiscard]] std::string signature(std::string_view secret, std::string_view bytes);

}  // namespace heed::websub
