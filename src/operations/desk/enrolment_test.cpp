#include "operations/desk/enrolment.h"

#include <doctest/doctest.h>

#include "adapters/system/random.h"
#include "lib/digest/base64.h"
#include "operations/desk/links.h"
#include "operations/testing/test_desk.h"

namespace heed::desk {
namespace {

const Instant noon = testing::at("2024-03-06T12:00:00Z");
constexpr Duration moment{1};

Enrolment example() {
  const area::Position hall{558'258'000, 373'903'000};
  return {"Ann.Smith@example.org", "ru", {hall}, {{hall, {noon, noon + Duration{86'400'000}}}}, noon};
}

std::string after_slash(const std::string& url) { return url.substr(url.rfind('/') + 1); }

std::string token_of(const Enrolment& enrolment) {
  system::SeededRandom random(3);
  return after_slash(confirm_url(testing::test_manner(), random, enrolment));
}

TEST_CASE("a_link_brings_back_what_was_asked_for_and_shows_nothing_of_it") {
  const auto manner = testing::test_manner();
  system::SeededRandom random(3);
  const auto url = confirm_url(manner, random, example());
  CHECK(url.starts_with("http://127.0.0.1:8440/subscribe/"));
  CHECK(url.size() < 300);
  const auto again = confirm_url(manner, random, example());
  CHECK_MESSAGE(url != again, "two requests for one address cannot be told to be of one address");
  for (const auto& each : {url, again})
    CHECK(testing::must(open_enrolment(manner, after_slash(each), noon)) == example());
  const auto bytes = testing::must(digest::from_base64url(after_slash(url)));
  for (const std::string said : {"Ann", "example", "ru"}) CHECK_MESSAGE(!bytes.contains(said), said);
}

TEST_CASE("a_link_is_good_for_a_day_and_for_the_hub_that_made_it") {
  struct Row {
    std::string name;
    Instant now;
    char last_of_key;
    std::optional<Code> refused;
  };
  const std::vector<Row> rows = {{"at once", noon, 'k', {}},
                                 {"in its last moment", noon + enrolment_valid - moment, 'k', {}},
                                 {"when the day is over", noon + enrolment_valid, 'k', Code::refused},
                                 {"a year later", noon + 365 * enrolment_valid, 'k', Code::refused},
                                 {"under another key", noon, 'l', Code::not_found},
                                 {"under another key, too late", noon + enrolment_valid, 'l', Code::not_found}};
  const auto token = token_of(example());
  for (const auto& row : rows) {
    CAPTURE(row.name);
    auto manner = testing::test_manner();
    manner.link_key.back() = row.last_of_key;
    const auto opened = open_enrolment(manner, token, row.now);
    CHECK(opened.has_value() != row.refused.has_value());
    if (!opened && row.refused) CHECK(opened.error().code == *row.refused);
  }
}

TEST_CASE("no_change_of_a_link_opens_anything") {
  const auto manner = testing::test_manner();
  const auto confirm = token_of(example());
  const auto leave = after_slash(unsubscribe_url(manner, RecipientId{"subscriber-1"}));
  system::SeededRandom random(1);
  for (int round = 0; round < 3'000; ++round) {
    auto changed = random.below(2) == 0 ? confirm : leave;
    const auto at = random.below(changed.size());
    switch (random.below(4)) {
      case 0: changed[at] = static_cast<char>(random.below(128)); break;
      case 1: changed.erase(at, 1 + random.below(3)); break;
      case 2: changed.insert(at, 1, static_cast<char>(33 + random.below(90))); break;
      default: changed = random.bytes(random.below(200)); break;
    }
    if (changed == confirm || changed == leave) continue;
    CAPTURE(changed);
    CHECK_FALSE(open_enrolment(manner, changed, noon));
    CHECK_FALSE(open_unsubscribe(manner, changed));
  }
  for (const auto* text : {"", ".", "..", "dw", "dw.", ".dw"}) {
    CHECK_FALSE(open_enrolment(manner, text, noon));
    CHECK_FALSE(open_unsubscribe(manner, text));
  }
}

TEST_CASE("a_link_of_one_kind_does_nothing_in_the_place_of_another") {
  const auto manner = testing::test_manner();
  const auto confirm = token_of(example());
  const auto leave = after_slash(unsubscribe_url(manner, RecipientId{"w/1/a"}));
  const auto acknowledge = after_slash(acknowledge_url(manner, DeliveryId{"w/1/a"}));
  CHECK(testing::must(open_unsubscribe(manner, leave)) == RecipientId{"w/1/a"});
  CHECK_FALSE(open_unsubscribe(manner, acknowledge));
  CHECK_FALSE(open_unsubscribe(manner, confirm));
  CHECK_FALSE(open_token(manner, leave));
  CHECK_FALSE(open_enrolment(manner, leave, noon));
}

TEST_CASE("one_mailbox_has_one_name_which_tells_nothing_without_the_key") {
  const auto manner = testing::test_manner();
  auto other = manner;
  other.link_key.back() = 'l';
  const auto ann = subscriber_id(manner, "ann@example.org");
  CHECK(subscriber_id(manner, "Ann@Example.ORG") == ann);
  CHECK(subscriber_id(manner, "anna@example.org") != ann);
  CHECK(subscriber_id(other, "ann@example.org") != ann);
  CHECK(core::parse_name(ann.text));
  CHECK(ann.text.size() == 11 + 24);
  CHECK(!ann.text.contains("ann"));
}

}  // namespace
}  // namespace heed::desk
