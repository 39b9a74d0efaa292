#include "app/webhook_secret.h"

#include "core/text.h"
#include "lib/digest/sha256.h"

namespace heed::app {

std::string webhook_secret(std::string_view link_key, std::string_view address) {
  return digest::hmac_sha256(link_key, cat("webhook\n", address));
}

}  // namespace heed::app
