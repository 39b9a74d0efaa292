#include "lib/websub/message.h"

#include "core/text.h"
#include "lib/digest/base64.h"
#include "lib/digest/sha256.h"

namespace heed::websub {
namespace {

/// Everything but unreserved characters (RFC 3986, 2.3) as %XX.
std::string encoded(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (is_letter || c == '-' || c == '.' || c == '_' || c == '~') {
      out += c;
    } else {
      out += {'%', digits[byte >> 4U], digits[byte & 0xFU]};
    }
  }
  return out;
}

/// The callback up to where the first parameter begins: its own query stays in front, untouched.
std::string opened(std::string_view callback) {
  const auto question = callback.find('?');
  if (question == std::string_view::npos) return cat(callback, "?");
  return question + 1 == callback.size() ? std::string(callback) : cat(callback, "&");
}

}  // namespace

std::string verification_url(const Request& request, std::string_view challenge) {
  auto url = cat(opened(request.callback), "hub.mode=", word(request.mode), "&hub.topic=", encoded(request.topic),
                 "&hub.challenge=", encoded(challenge));
  if (request.mode == Mode::subscribe) url += cat("&hub.lease_seconds=", request.lease.count() / 1000);
  return url;
}

bool confirms(int status, std::string_view body, std::string_view challenge) {
  return status >= 200 && status <= 299 && !challenge.empty() && digest::equal_in_constant_time(body, challenge);
}

std::string denial_url(std::string_view callback, std::string_view topic, std::string_view reason) {
  return cat(opened(callback), "hub.mode=denied&hub.topic=", encoded(topic), "&hub.reason=", encoded(reason));
}

std::string link_header(std::string_view hub, std::string_view topic) {
  return cat("<", hub, ">; rel=\"hub\", <", topic, ">; rel=\"self\"");
}

std::string signature(std::string_view secret, std::string_view bytes) {
  return cat("sha256=", digest::to_hex(digest::hmac_sha256(secret, bytes)));
}

}  // namespace heed::websub
