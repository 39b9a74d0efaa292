#pragma once
// Which addresses the hub may call: the guard against being used to reach the network behind it (SSRF).

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace heed::http_client {

/// `public_only` is for every address that somebody else has chosen; `anywhere` for what the operator typed himself.
enum class Reach { anywhere, public_only };

/// Networks that may be called although they are not public: the operator's own, in CIDR form.
class AllowList {
 public:
  /// Whether the address (text form) lies in one of the networks; false for text that is no address.
  [[nodiscard]] bool contains(std::string_view address) const;

  friend Result<AllowList> parse_allow_list(const std::vector<std::string>& networks);

 private:
  struct Network {
    std::string base;  ///< 4 or 16 bytes, network order
    unsigned bits = 0;
  };
  std::vector<Network> networks_;
};

/// "10.20.0.0/16", "fd00:1::/32", "192.0.2.7" (one address). Errors: malformed, naming the one that does not parse.
[[nodiscard]] Result<AllowList> parse_allow_list(const std::vector<std::string>& networks);

/// What the address is, when it is not one of the public Internet: "loopback", "link-local (cloud metadata)", …; empty
/// when it is public. Text that is no address is "not an address". IPv6 forms that carry an IPv4 address inside
/// (mapped, NAT64, 6to4, Teredo) are never public: which host they reach depends on the network that we stand in.
/// Source: IANA special-purpose address registries (RFC 6890, RFC 8190).
[[nodiscard]] std::string_view not_public_because(std::string_view address);

/// Whether the address may be called. Errors: refused, with a sentence that does not tell the address (it could tell
/// a stranger how our names resolve).
[[nodiscard]] Result<void> may_reach(std::string_view address, Reach reach, const AllowList& allowed);

}  // namespace heed::http_client
