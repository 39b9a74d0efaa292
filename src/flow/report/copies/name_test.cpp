#include "flow/report/copies/name.h"

#include <doctest/doctest.h>

#include "flow/report/heard/testing/alerts.h"
#include "lib/digest/base64.h"
#include "lib/digest/sha256.h"

namespace heed::copies {
namespace {

const std::string some_digest = digest::to_base64url(digest::sha256("some alert"));
const std::vector<cap::Reference> one = {{"hub.example", "derived.x", cap::Time(testing::first_sent)}};
const std::vector<cap::Reference> another = {{"hub.example", "derived.y", cap::Time(testing::first_sent)}};

TEST_CASE("a_copy_is_called_the_same_each_time_and_otherwise_when_it_says_something_else") {
  CHECK(copy_name(some_digest, {}) == cat("derived.", some_digest));
  CHECK(copy_name(some_digest, one) == copy_name(some_digest, one));
  CHECK(copy_name(some_digest, one) != copy_name(some_digest, another));
  CHECK(copy_name(some_digest, one) != copy_name(some_digest, {}));
  CHECK(original_of(copy_name(some_digest, {})) == some_digest);
  CHECK(original_of(copy_name(some_digest, one)) == some_digest);
}

TEST_CASE("what_is_called_otherwise_is_no_copy") {
  const auto name = copy_name(some_digest, {});
  for (const auto& other :
       {std::string("storm-1"), std::string("derived."), name.substr(1), name.substr(0, 50), name + "x", name + ".",
        name + ".0123456789abcde", name + ".0123456789abcdeX", cat("derived.", std::string(43, '*'))}) {
    CAPTURE(other);
    CHECK_FALSE(original_of(other));
  }
}

TEST_CASE("an_original_and_all_its_copies_have_one_origin") {
  CHECK(origin_of("storm-1", some_digest) == some_digest);
  CHECK(origin_of(copy_name(some_digest, one), "another digest") == some_digest);
  CHECK(origin_of("storm-1", "another digest") != some_digest);
}

}  // namespace
}  // namespace heed::copies
