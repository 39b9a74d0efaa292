#include "operations/hear/read.h"

#include <doctest/doctest.h>

#include "core/text.h"
#include "lib/capfeed/testing/alerts.h"

namespace heed::hear {
namespace {

namespace cap_of = capfeed::testing;

constexpr Instant now{1'700'000'000'000};

Result<Reading> read_bytes(std::string_view bytes) { return read({bytes, {"feed", "https://met.example/feed"}, now}); }

TEST_CASE("an_alert_that_stands_in_a_feed_as_it_came_is_kept_alone") {
  const auto bytes = cap_of::alert("one");
  const auto reading = read_bytes(cap_of::atom(cap_of::entry(bytes))).value();
  REQUIRE(reading.alerts.size() == 1);
  CHECK(reading.alerts[0].heard.via.address == "https://met.example/feed");
  REQUIRE(reading.alerts[0].originals.size() == 1);
  CHECK(reading.alerts[0].originals[0].bytes == bytes);
  CHECK(reading.alerts[0].originals[0].digest == reading.alerts[0].heard.digest);
}

TEST_CASE("of_a_copy_that_had_to_be_made_the_whole_document_is_kept_too_and_named_by_the_way") {
  const auto feed = cap_of::atom(cap_of::entry(cat("<cap:alert>", cap_of::inside("cap:", "one"), "</cap:alert>")),
                                 " xmlns:cap='urn:oasis:names:tc:emergency:cap:1.2'");
  const auto reading = read_bytes(feed).value();
  REQUIRE(reading.alerts.size() == 1);
  const auto& originals = reading.alerts[0].originals;
  REQUIRE(originals.size() == 2);
  CHECK(originals[1].bytes == feed);
  CHECK(reading.alerts[0].heard.via.address == cat("https://met.example/feed#in=", originals[1].digest));
}

TEST_CASE("an_alert_has_as_many_bytes_as_may_be_and_not_one_more") {
  auto bytes = cap_of::alert("one");
  bytes.append(capfeed::alert_bytes - bytes.size(), ' ');
  CHECK(read_alert({bytes, {"feed", ""}, now}).value().heard.bytes == capfeed::alert_bytes);
  bytes += ' ';
  CHECK(read_alert({bytes, {"feed", ""}, now}).error().code == Code::too_large);
  CHECK(read_bytes(bytes).error().code == Code::too_large);
}

}  // namespace
}  // namespace heed::hear
