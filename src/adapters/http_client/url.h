#pragma once
// The address of an HTTP end point, taken apart and checked before anything is sent to it.

#include <cstdint>
#include <string>
#include <string_view>

#include "core/result.h"

namespace heed::http_client {

inline constexpr std::size_t url_bytes = 2'048;  ///< the longest URL that is taken

enum class Scheme { http, https };

struct Url {
  Scheme scheme = Scheme::https;
  std::string host;        ///< a name or an address literal, lower case, without brackets
  std::uint16_t port = 0;  ///< as given, else 80 or 443
  std::string
      host_header;     ///< what the Host header says: brackets round IPv6, a port only where it is not the usual one
  std::string target;  ///< path and query, beginning with '/'

  bool operator==(const Url&) const = default;
};

/// Takes an absolute http or https URL (RFC 3986) apart.
///
/// Guarantees: the host has only letters, digits, '.', '-', '_' and ':', so it cannot smuggle anything into a request
/// or a log line. A fragment is dropped. Errors: malformed, with a sentence for the person who typed it: not a URL,
/// another scheme, a user name or password in it, too long, a host with other letters (an international name is written
/// in its "xn--" form).
[[nodiscard]] Result<Url> parse_url(std::string_view text);

}  // namespace heed::http_client
