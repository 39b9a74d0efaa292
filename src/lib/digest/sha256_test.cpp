#include "lib/digest/sha256.h"

#include <doctest/doctest.h>

#include "lib/digest/base64.h"

namespace heed::digest {
namespace {

TEST_CASE("sha256_gives_the_published_digests") {
  struct Row {
    std::string message;
    std::string_view expected;
  };
  const Row rows[] = {
      {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
      {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
      {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
       "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
      {std::string(1'000'000, 'a'), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
  };
  for (const auto& row : rows) CHECK(to_hex(sha256(row.message)) == row.expected);
}

TEST_CASE("joined_parts_have_the_digest_of_the_whole") {
  CHECK(sha256_joined({"ab", "", "c"}) == sha256("abc"));
  CHECK(sha256_joined({}) == sha256(""));
}

TEST_CASE("hmac_gives_the_tags_of_rfc_4231") {
  struct Row {
    std::string key;
    std::string_view message;
    std::string_view expected;
  };
  const Row rows[] = {
      {std::string(20, '\x0b'), "Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"},
      {"Jefe", "what do ya want for nothing?", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
      {std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First",
       "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"},
  };
  for (const auto& row : rows) CHECK(to_hex(hmac_sha256(row.key, row.message)) == row.expected);
}

TEST_CASE("a_key_of_exactly_one_block_is_not_hashed_first") {
  const std::string block(64, 'k');
  CHECK(hmac_sha256(block, "m") != hmac_sha256(sha256(block), "m"));
  CHECK(hmac_sha256(block + "k", "m") == hmac_sha256(sha256(block + "k"), "m"));
}

TEST_CASE("equality_looks_at_every_byte_and_at_the_length") {
  CHECK(equal_in_constant_time("", ""));
  CHECK(equal_in_constant_time("same", "same"));
  CHECK_FALSE(equal_in_constant_time("same", "samf"));
  CHECK_FALSE(equal_in_constant_time("same", "tame"));
  CHECK_FALSE(equal_in_constant_time("same", "same "));
}

}  // namespace
}  // namespace heed::digest
