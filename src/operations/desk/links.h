#pragma once
// Links that let a recipient acknowledge without an account: whoever holds the link that was sent to the contact.

#include "operations/desk/desk.h"

namespace heed::desk {

/// "https://…/a/TOKEN". Trust: the token names the delivery and carries 128 bits of an HMAC under the hub's link key,
/// so it can be made only by the hub and tells nothing about other deliveries.
[[nodiscard]] std::string acknowledge_url(const Manner& manner, const DeliveryId& delivery);

/// The delivery that a token names, or not_found. Compares in constant time.
[[nodiscard]] Result<DeliveryId> open_token(const Manner& manner, std::string_view token);

}  // namespace heed::desk
