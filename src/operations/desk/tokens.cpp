#include "operations/desk/tokens.h"

#include "lib/digest/base64.h"
#include "lib/digest/sha256.h"

namespace heed::desk {

std::string draw_token(ports::Random& random) { return "heed_" + digest::to_base64url(random.bytes(20)); }

std::string digest_of(std::string_view token) { return digest::to_base64url(digest::sha256(token)); }

}  // namespace heed::desk
