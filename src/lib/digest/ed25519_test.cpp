#include "lib/digest/ed25519.h"

#include <doctest/doctest.h>

#include "lib/digest/base64.h"

namespace heed::digest {
namespace {

std::string bytes_of(std::string_view hex) { return from_hex(hex).value(); }

TEST_CASE("signatures_are_those_of_rfc_8032") {
  struct Row {
    std::string_view seed, public_key, message, signature;
  };
  const Row rows[] = {
      {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
       "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
       "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe2"
       "4655"
       "141438e7a100b"},
      {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
       "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
       "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302ae"
       "eb00"
       "d291612bb0c00"},
  };
  for (const auto& row : rows) {
    const auto pair = key_pair_from_seed(bytes_of(row.seed));
    CHECK(to_hex(pair.public_key) == row.public_key);
    CHECK(to_hex(sign(pair, bytes_of(row.message))) == row.signature);
    CHECK(verify(pair.public_key, bytes_of(row.message), bytes_of(row.signature)));
    CHECK(is_sound_public_key(pair.public_key));
  }
}

TEST_CASE("any_changed_bit_makes_a_signature_invalid") {
  const auto pair = key_pair_from_seed(std::string(seed_bytes, 's'));
  const std::string message = "hall 1, 18:00";
  const auto signature = sign(pair, message);
  REQUIRE(verify(pair.public_key, message, signature));
  for (std::size_t bit = 0; bit < signature.size() * 8; ++bit) {
    auto changed = signature;
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << bit % 8));
    CHECK_FALSE(verify(pair.public_key, message, changed));
  }
  CHECK_FALSE(verify(pair.public_key, message + " ", signature));
  CHECK_FALSE(verify(key_pair_from_seed(std::string(seed_bytes, 't')).public_key, message, signature));
}

TEST_CASE("wrong_lengths_are_not_valid") {
  const auto pair = key_pair_from_seed(std::string(seed_bytes, 's'));
  const auto signature = sign(pair, "m");
  CHECK_FALSE(verify(pair.public_key, "m", signature.substr(1)));
  CHECK_FALSE(verify(pair.public_key, "m", signature + "x"));
  CHECK_FALSE(verify(pair.public_key.substr(1), "m", signature));
  CHECK_FALSE(verify("", "m", ""));
}

TEST_CASE("a_small_order_key_is_refused_although_other_libraries_take_it") {
  // The neutral element with the signature (neutral element, 0): verifies any message in OpenSSL 3.0, node and Go.
  std::string key(public_key_bytes, '\0');
  key[0] = '\x01';
  const auto signature = key + std::string(32, '\0');
  CHECK_FALSE(verify(key, "anything", signature));
  CHECK_FALSE(is_sound_public_key(key));
  CHECK_FALSE(is_sound_public_key(std::string(public_key_bytes, '\0')));
  CHECK_FALSE(is_sound_public_key("short"));
}

}  // namespace
}  // namespace heed::digest
