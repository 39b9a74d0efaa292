#pragma once
// An issuer for tests: one key, salts from a seed.

#include <cstdint>
#include <random>

#include "lib/digest/base64.h"
#include "lib/digest/ed25519.h"
#include "lib/sdjwt/issue.h"
#include "lib/sdjwt/verify.h"

namespace heed::sdjwt::testing {

[[nodiscard]] inline const digest::KeyPair& pair() {
  static const auto made = digest::key_pair_from_seed(std::string(digest::seed_bytes, 'i'));
  return made;
}
[[nodiscard]] inline std::string sign(std::string_view message) { return digest::sign(pair(), message); }
[[nodiscard]] inline Header header() { return {"0a1b2c3d", "heed+sd-jwt"}; }
[[nodiscard]] inline Issuer issuer() { return {pair().public_key, header().kid, header().typ, {}}; }

[[nodiscard]] inline Random random(std::uint64_t seed) {
  return [engine = std::mt19937_64(seed)](std::size_t count) mutable {
    std::string bytes;
    while (bytes.size() < count) bytes += static_cast<char>(engine() & 0xFFU);
    return bytes;
  };
}

[[nodiscard]] inline Issued issued(const Claim& claims, std::uint64_t seed = 1) {
  return issue(claims, header(), random(seed), sign).value();
}

/// A signed part around any two texts, as no issuer of ours would make it.
[[nodiscard]] inline std::string forged(std::string_view header_json, std::string_view payload_json) {
  const auto text = digest::to_base64url(header_json) + "." + digest::to_base64url(payload_json);
  return text + "." + digest::to_base64url(sign(text));
}
[[nodiscard]] inline std::string forged(std::string_view payload_json) {
  return forged(R"({"alg":"EdDSA","kid":"0a1b2c3d","typ":"heed+sd-jwt"})", payload_json);
}

}  // namespace heed::sdjwt::testing
