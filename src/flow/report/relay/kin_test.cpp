#include "flow/report/relay/kin.h"

#include <doctest/doctest.h>

#include "flow/report/copies/name.h"
#include "flow/report/heard/testing/alerts.h"
#include "lib/digest/base64.h"
#include "lib/digest/sha256.h"

namespace heed::relay {
namespace {

using testing::HeardDesk;

const std::string some_digest = digest::to_base64url(digest::sha256("some alert"));
const std::vector<cap::Reference> one = {{"hub.example", "derived.x", cap::Time(testing::first_sent)}};
const std::vector<cap::Reference> another = {{"hub.example", "derived.y", cap::Time(testing::first_sent)}};

TEST_CASE("a_family_is_known_in_whichever_order_it_was_heard_and_after_a_restart") {
  for (const bool is_copy_first : {true, false}) {
    CAPTURE(is_copy_first);
    HeardDesk desk;
    auto original = testing::heard_alert("a");
    original.digest = some_digest;
    auto copy = testing::heard_alert(copies::copy_name(some_digest, {}));
    copy.sender = "hub@example.org";
    const auto& state = desk.of<heard::State>();
    Kin kin;
    for (const auto* alert : {is_copy_first ? &copy : &original, is_copy_first ? &original : &copy}) {
      testing::hear(desk, *alert);
      kin.note(state, testing::message(desk, *alert));
    }
    kin.note(state, testing::message(desk, copy));  // by another feed
    for (const auto& known : {kin, Kin(state)}) {
      const auto* family = known.family_of(original);
      REQUIRE(family != nullptr);
      CHECK(family == known.family_of(copy));
      CHECK(family->original == heard::version_of(original));
      CHECK(family->copies == std::vector{heard::version_of(copy)});
      CHECK(known.family_of(testing::heard_alert("b")) == nullptr);
    }
  }
}

}  // namespace
}  // namespace heed::relay
