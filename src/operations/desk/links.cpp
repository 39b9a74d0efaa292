#include "operations/desk/links.h"

#include "lib/digest/base64.h"
#include "lib/digest/sha256.h"

namespace heed::desk {
namespace {

constexpr std::size_t tag_bytes = 16;

std::string tag(const Manner& manner, std::string_view delivery) {
  return digest::hmac_sha256(manner.link_key, cat("acknowledge\n", delivery)).substr(0, tag_bytes);
}

}  // namespace

std::string acknowledge_url(const Manner& manner, const DeliveryId& delivery) {
  return cat(manner.base_url, "/a/", digest::to_base64url(delivery.text), ".",
             digest::to_base64url(tag(manner, delivery.text)));
}

Result<DeliveryId> open_token(const Manner& manner, std::string_view token) {
  const auto unknown = [] { return fail(Code::not_found, "this link is not known; use it exactly as it was sent"); };
  const auto dot = token.find('.');
  if (dot == std::string_view::npos) return unknown();
  const auto name = digest::from_base64url(token.substr(0, dot));
  const auto given = digest::from_base64url(token.substr(dot + 1));
  if (!name || !given || !digest::equal_in_constant_time(*given, tag(manner, *name))) return unknown();
  return DeliveryId{*name};
}

}  // namespace heed::desk
