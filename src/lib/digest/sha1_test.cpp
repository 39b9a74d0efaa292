#include "lib/digest/sha1.h"

#include <doctest/doctest.h>

#include "lib/digest/base64.h"

namespace heed::digest {
namespace {

TEST_CASE("sha1_gives_the_published_digests") {
  CHECK(to_hex(sha1("")) == "da39a3ee5e6b4b0d3255bfef95601890afd80709");
  CHECK(to_hex(sha1("abc")) == "a9993e364706816aba3e25717850c26c9cd0d89d");
  CHECK(to_hex(sha1(std::string(1'000'000, 'a'))) == "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
}

}  // namespace
}  // namespace heed::digest
