#include "lib/digest/sealed.h"

#include <doctest/doctest.h>

#include "lib/digest/base64.h"

namespace heed::digest {
namespace {

const std::string key(seal_key_bytes, 'k');
const std::string nonce(seal_nonce_bytes, 'n');

TEST_CASE("what_was_sealed_comes_back_and_cannot_be_seen_in_between") {
  for (const std::string& message :
       {std::string(), std::string("a"), std::string("ann@example.org, 55.7558,37.6173"), std::string(5'000, '\0')}) {
    const auto sealed = seal(key, message, nonce);
    CHECK(sealed.size() == message.size() + seal_overhead_bytes);
    const auto opened = unseal(key, sealed);
    REQUIRE(opened);
    CHECK(*opened == message);
    if (message.size() > 1) CHECK(!sealed.contains(message));
  }
}

TEST_CASE("a_box_is_the_one_that_the_library_of_the_cipher_publishes") {
  // The vector of NaCl's own tests/secretbox.c, which libsodium carries on.
  const auto firstkey = from_hex("1b27556473e985d462cd51197a9a46c76009549eac6474f206c4ee0844f68389");
  const auto its_nonce = from_hex("69696ee955b62b73cd62bda875fc73d68219e0036b7a0b37");
  const auto message = from_hex(
      "be075fc53c81f2d5cf141316ebeb0c7b5228c52a4c62cbd44b66849b64244ffce5ecbaaf33bd751a1ac728d45e6c61296cdc3c01233561f4"
      "1db66cce314adb310e3be8250c46f06dceea3a7fa1348057e2f6556ad6b1318a024a838f21af1fde048977eb48f59ffd4924ca1c60902e52"
      "f0a089bc76897040e082f937763848645e0705");
  REQUIRE(firstkey);
  REQUIRE(its_nonce);
  REQUIRE(message);
  const auto sealed = seal(*firstkey, *message, *its_nonce);
  CHECK(to_hex(sealed.substr(seal_nonce_bytes, 16)) == "f3ffc7703f9400e52a7dfb4b3d3305d9");
}

TEST_CASE("no_changed_bit_no_other_key_and_no_cut_opens_a_box") {
  const auto sealed = seal(key, "ann@example.org", nonce);
  for (std::size_t bit = 0; bit < sealed.size() * 8; ++bit) {
    auto changed = sealed;
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << (bit % 8)));
    CHECK_FALSE(unseal(key, changed));
  }
  for (std::size_t size = 0; size < sealed.size(); ++size) CHECK_FALSE(unseal(key, sealed.substr(0, size)));
  CHECK_FALSE(unseal(key, sealed + "x"));
  auto other = key;
  other.back() = 'l';
  const auto refused = unseal(other, sealed);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Code::malformed);
}

}  // namespace
}  // namespace heed::digest
