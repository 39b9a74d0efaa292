#pragma once
// Making an SD-JWT (RFC 9901 sections 4 and 4.2): claims and salts become a signed text and its disclosures.

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "lib/sdjwt/claim.h"

namespace heed::sdjwt {

inline constexpr std::size_t salt_bytes = 16;  ///< RFC 9901 section 9.3: 128 bits at least, fresh for each claim

/// What opens one claim. `text` goes to whoever may see it, exactly as it is.
struct Disclosure {
  static constexpr std::size_t no_parent = static_cast<std::size_t>(-1);
  std::string path;                ///< "body.recipient", "told[3]"
  std::string text;                ///< base64url of ["salt","name",value] or ["salt",value]
  std::size_t parent = no_parent;  ///< the disclosure without which this one cannot be shown, by its place
  bool operator==(const Disclosure&) const = default;
};

/// The parts of the JWS header; "alg" is always EdDSA.
struct Header {
  std::string kid;
  std::string typ;
  bool operator==(const Header&) const = default;
};

using Random = std::function<std::string(std::size_t bytes)>;
using Sign = std::function<std::string(std::string_view message)>;

struct Issued {
  std::string jws;                      ///< compact, without disclosures: header.payload.signature
  std::vector<Disclosure> disclosures;  ///< in the order of the claims, each before those in it
  std::string salts;                    ///< what `regenerate` needs besides the claims
  bool operator==(const Issued&) const = default;
};

/// Signs `claims`, the members of one object. The payload is `{"_sd":[…],"_sd_alg":"sha-256",` and the plain members in
/// their order. `random` is asked once; `sign` gives the 64 bytes of an Ed25519 signature over what it gets.
///
/// Refuses as invalid what two verifiers could read differently: a name that stands twice or is "_sd", "_sd_alg" or
/// "...", such a name inside a value, a number that is not whole or not within ±(2^53-1), and nesting beyond
/// limits::value_depth. Requires: texts are UTF-8, as in all that the parsers return.
[[nodiscard]] Result<Issued> issue(const Claim& claims, const Header& header, const Random& random, const Sign& sign);

/// The same disclosures, byte for byte, from the same claims and the salts that `issue` gave.
///
/// What has been erased since stands in `claims` as Content::erased; see `erase`. Fails as corrupt when the number of
/// salts is not that of the claims. Erased claims have no disclosure.
[[nodiscard]] Result<std::vector<Disclosure>> regenerate(const Claim& claims, std::string_view salts);

struct Erased {
  Claim claims;
  std::string salts;
};

/// The claims without the hidden claim at `path` and all in it, and the salts without theirs; not_found when none is
/// there. Guarantees: the rest regenerates as it was. With value and salt gone, 128 bits are missing to whoever
/// guesses.
[[nodiscard]] Result<Erased> erase(const Claim& claims, std::string_view salts, std::string_view path);

/// `JWS~disclosure~…~` with the disclosures at the paths in `chosen` and those that they need; nothing else is shown.
/// A path that no disclosure has is not_found. Requires: `all` as `issue` or `regenerate` gave it.
[[nodiscard]] Result<std::string> present(std::string_view jws, std::span<const Disclosure> all,
                                          std::span<const std::string> chosen);

}  // namespace heed::sdjwt
