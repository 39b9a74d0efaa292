#pragma once
// Checking an SD-JWT: every step of RFC 9901 section 7.1, and stricter where the RFC leaves a choice.
//
// Why stricter than libraries are: a text that two verifiers read differently proves nothing. So refused are also:
// member names that stand twice, base64url with set bits behind the last byte, numbers beyond 2^53-1, members of the
// header other than alg, kid and typ, "_sd" that is no list of digests, and "..." beside other members.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/value.h"

namespace heed::sdjwt {

inline constexpr std::size_t presentation_bytes = 16UL << 20;  ///< the largest presentation that is read
inline constexpr std::size_t jws_bytes = 65'535;               ///< the largest entry of a C2SP log
inline constexpr std::size_t disclosures_max = 20'000;         ///< the most disclosures in one presentation

/// Who must have signed, and as what.
struct Issuer {
  std::string public_key{};           ///< 32 bytes, Ed25519
  std::string kid{};                  ///< what the header must say; empty: it may say anything or nothing
  std::string typ{};                  ///< what the header must say
  std::optional<std::int64_t> now{};  ///< seconds since 1970, for "exp" and "nbf"; without it, they are refused
};

/// One list of digests that could be seen, and how many of them were opened.
struct Place {
  std::string path;  ///< "" for the top, else as in Disclosure::path
  std::size_t digests = 0;
  std::size_t opened = 0;
  bool operator==(const Place&) const = default;
  /// At most so many claims stay hidden there; any of them may be a decoy.
  [[nodiscard]] std::size_t hidden() const { return digests - opened; }
};

struct Verified {
  core::Value claims;                 ///< RFC 9901's processed payload: plain members, then opened ones as they came
  std::vector<Place> places{};        ///< the top first, and there also without digests
  std::vector<bool> is_top_opened{};  ///< for each digest at the top, in their order
};

/// The issuer-signed part of a presentation: what stands before its first "~", or all of it.
[[nodiscard]] std::string_view jws_of(std::string_view presentation);

/// The claims of a presentation, once everything holds. Errors: malformed, invalid, too_large, and unsupported for key
/// binding, "aud", and times without `now`. Places: "the header", "the payload", "the signature", "disclosure 3"
/// from 1. Trust: whoever has a presentation can show it; it says nothing about who does.
[[nodiscard]] Result<Verified> verify(std::string_view presentation, const Issuer& issuer);

}  // namespace heed::sdjwt
