#include "operations/audit/promise.h"

#include <doctest/doctest.h>

#include "core/text.h"
#include "lib/digest/base64.h"
#include "lib/digest/ed25519.h"
#include "operations/testing/doors.h"

namespace heed::audit {
namespace {

TEST_CASE("a_promise_names_the_leaf_its_place_and_the_time_and_is_signed_by_the_issuer (RA-2)") {
  const testing::TestKeys keys;
  const auto jws = promise({7, std::string(32, 'h'), Instant{1'709'812'800'000}}, keys.keys());
  const auto first = jws.find('.'), second = jws.rfind('.');
  CHECK(digest::from_base64url(jws.substr(first + 1, second - first - 1)).value() ==
        cat(R"({"due":"2024-03-07T12:00:00Z","index":7,"iss":"test.example/log","leaf":")",
            digest::to_base64url(std::string(32, 'h')), R"(","v":1})"));
  CHECK(digest::verify(keys.issuer.public_key(), jws.substr(0, second),
                       digest::from_base64url(jws.substr(second + 1)).value()));
  CHECK(digest::from_base64url(jws.substr(0, first)).value().contains(R"("typ":"heed-promise+jwt")"));
}

}  // namespace
}  // namespace heed::audit
