#include "lib/jws/key.h"

#include <doctest/doctest.h>

#include "core/text.h"
#include "lib/digest/base64.h"

namespace heed::jws {
namespace {

// Made by: openssl genpkey -algorithm ed25519 | tee /dev/stderr | openssl pkey -pubout
constexpr std::string_view secret_pem =
    "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n"
    "-----END PRIVATE KEY-----\n";
constexpr std::string_view public_x = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";  // RFC 8037, appendix A

std::string jwk(std::string_view x) { return cat(R"({"kty":"OKP","crv":"Ed25519","x":")", x, "\"}"); }

TEST_CASE("the_key_of_rfc_8037_has_the_thumbprint_of_rfc_8037") {
  const auto key = read_public_key(jwk(public_x));
  REQUIRE(key);
  CHECK(thumbprint(*key) == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
}

TEST_CASE("pem_and_jwk_are_the_same_key_and_the_secret_half_makes_it") {
  const auto pair = read_secret_key(secret_pem);
  REQUIRE(pair);
  CHECK(digest::to_base64url(pair->public_key) == public_x);
  CHECK(read_public_key(to_pem(pair->public_key)).value() == pair->public_key);
  CHECK(read_public_key(cat("\n", jwk(public_x), "\n")).value() == pair->public_key);
}

TEST_CASE("a_key_that_is_not_sound_or_not_public_is_refused") {
  const auto small = std::string(1, '\x01') + std::string(31, '\0');
  struct Row {
    const char* why;
    std::string text;
    Code code;
  };
  const Row rows[] = {
      {"small order", to_pem(small), Code::invalid},
      {"all zero", to_pem(std::string(32, '\0')), Code::invalid},
      {"not canonical", to_pem(std::string(32, '\xff')), Code::invalid},
      {"small order, as JWK", jwk(digest::to_base64url(small)), Code::invalid},
      {"short", jwk("AAAA"), Code::invalid},
      {"a secret JWK", cat(R"({"kty":"OKP","crv":"Ed25519","d":"x","x":")", public_x, "\"}"), Code::invalid},
      {"a secret PEM", std::string(secret_pem), Code::invalid},
      {"another curve", cat(R"({"kty":"OKP","crv":"X25519","x":")", public_x, "\"}"), Code::unsupported},
      {"another kind", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n", Code::unsupported},
      {"nothing", "", Code::malformed},
      {"no end", "-----BEGIN PUBLIC KEY-----\nAAAA\n", Code::malformed},
      {"too long", std::string(key_file_bytes + 1, 'x'), Code::too_large},
  };
  for (const auto& row : rows) {
    CAPTURE(row.why);
    const auto refused = read_public_key(row.text);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == row.code);
  }
  CHECK(read_public_key(std::string(key_file_bytes, 'x')).error().code == Code::malformed);
}

}  // namespace
}  // namespace heed::jws
