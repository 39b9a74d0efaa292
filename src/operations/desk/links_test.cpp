#include "operations/desk/links.h"

#include <doctest/doctest.h>

#include "adapters/system/random.h"
#include "operations/desk/tokens.h"
#include "operations/testing/test_desk.h"

namespace heed::desk {
namespace {

std::string token_of(const Manner& manner, const DeliveryId& delivery) {
  const auto url = acknowledge_url(manner, delivery);
  return url.substr(url.rfind('/') + 1);
}

TEST_CASE("a_link_opens_the_delivery_that_it_names") {
  const auto manner = testing::test_manner();
  for (const auto* name : {"w/1/hall-office", "w/12/a.1", "a"}) {
    const DeliveryId delivery{name};
    CHECK(acknowledge_url(manner, delivery).starts_with("http://127.0.0.1:8440/a/"));
    CHECK(testing::must(open_token(manner, token_of(manner, delivery))) == delivery);
  }
}

TEST_CASE("a_link_of_another_hub_and_the_tag_of_another_delivery_open_nothing") {
  const auto manner = testing::test_manner();
  auto other = manner;
  other.link_key.back() = 'l';
  const auto token = token_of(manner, DeliveryId{"w/1/a"});
  CHECK_FALSE(open_token(other, token));
  const auto another = token_of(manner, DeliveryId{"w/1/b"});
  const auto mixed = another.substr(0, another.find('.')) + token.substr(token.find('.'));
  const auto opened = open_token(manner, mixed);
  REQUIRE_FALSE(opened);
  CHECK(opened.error().code == Code::not_found);
}

TEST_CASE("no_change_of_a_token_opens_anything") {
  const auto manner = testing::test_manner();
  const auto token = token_of(manner, DeliveryId{"w/1/hall-office"});
  system::SeededRandom random(1);
  for (int round = 0; round < 5'000; ++round) {
    auto changed = token;
    const auto at = random.below(changed.size());
    switch (random.below(4)) {
      case 0: changed[at] = static_cast<char>(random.below(128)); break;
      case 1: changed.erase(at, 1 + random.below(3)); break;
      case 2: changed.insert(at, 1, static_cast<char>(33 + random.below(90))); break;
      default: changed = random.bytes(random.below(60)); break;
    }
    if (changed == token) continue;
    CAPTURE(changed);
    CHECK_FALSE(open_token(manner, changed));
  }
  for (const auto* text : {"", ".", "..", "dw", "dw.", ".dw"}) CHECK_FALSE(open_token(manner, text));
}

TEST_CASE("tokens_are_all_different_and_only_their_digest_is_kept") {
  system::SeededRandom random(1);
  const auto one = draw_token(random), other = draw_token(random);
  CHECK(one.starts_with("heed_"));
  CHECK(one.size() == 5 + 27);
  CHECK(one != other);
  CHECK(digest_of(one) == digest_of(one));
  CHECK(digest_of(one) != digest_of(other));
  CHECK(digest_of(one).find(one) == std::string::npos);
  CHECK(digest_of(one).size() == 43);
}

}  // namespace
}  // namespace heed::desk
