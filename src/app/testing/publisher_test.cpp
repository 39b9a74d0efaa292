// What the publisher writes, in a whole hub.

#include "app/publisher.h"

#include "adapters/store/memory/store.h"
#include "app/testing/office.h"
#include "lib/capfeed/document.h"
#include "lib/json/json.h"
#include "operations/testing/way.h"

namespace heed::testing {
namespace {

const Instant noon = at("2024-03-06T12:00:00Z");

void release(Office& office) {
  for (const auto& given : way_to_release(office.clock.now())) {
    must(office.give(given.actor, given.command, given.body));
  }
  office.settle();
}

TEST_CASE("a_release_is_in_every_form_that_the_public_is_offered (PU-2)") {
  memory::MemoryStore store;
  MemoryFeed feed;
  Office office(store, feed, noon);
  office.open();
  office.settle();
  CHECK(must(feed.read("warnings.json")).contains("\"warnings\":[]"));
  release(office);
  for (const std::string path : {"index.html", "feeds/index.html", "warnings/w.html", "cap/w.xml"}) {
    CHECK_MESSAGE(feed.read(path), path);
  }
  for (const std::string path : {"feed.atom", "feed.rss", "feeds/severity-severe.atom", "feeds/language-en.rss"}) {
    CAPTURE(path);
    const auto read = capfeed::read(must(feed.read(path)));
    REQUIRE(read);
    REQUIRE(read->items.size() == 1);
    CHECK(read->items[0].links.front().href.ends_with("/cap/w.1.xml"));
  }
  for (const std::string path : {"warnings.json", "warnings.geojson"}) {
    const auto bytes = must(feed.read(path));
    CHECK(json::parse(bytes));
    CHECK(bytes.contains("\"state\":\"in_force\""));
  }
}

TEST_CASE("a_wrapping_holds_its_cap_file_and_one_that_is_missing_is_made_of_it_at_the_start") {
  memory::MemoryStore store;
  MemoryFeed feed;
  {
    Office office(store, feed, noon);
    office.open();
    release(office);
  }
  const auto alert = must(feed.read("cap/w.1.xml"));
  const auto wrapped = must(feed.read("cap/w.1.edxl.xml"));
  const auto element = alert.substr(alert.find("<alert"), alert.find("</alert>") - alert.find("<alert"));
  CHECK(wrapped.contains(element));
  CHECK(must(feed.read("cap/w.edxl.xml")) == wrapped);
  MemoryFeed older;
  REQUIRE(older.publish("cap/w.1.xml", alert));
  Office again(store, older, noon + minutes(1));
  again.open();
  again.settle();
  CHECK(must(older.read("cap/w.1.edxl.xml")) == wrapped);
}

TEST_CASE("an_alert_that_cannot_be_signed_goes_out_without_a_signature_and_holds_up_nothing (PU-2)") {
  memory::MemoryStore store;
  MemoryFeed feed;
  const issuing::SignAlert run_out = [](std::string_view) -> Result<std::string> {
    return fail(Code::refused, "the certificate ran out");
  };
  Office office(store, feed, noon, {nullptr, {run_out, {}}});
  office.open();
  release(office);
  CHECK(must(feed.read("cap/w.1.xml")).contains("</alert>"));
  CHECK(must(feed.read("warnings.json")).contains("\"state\":\"in_force\""));
  CHECK(office.state().deliveries.published.at(WarningId{"w"}).size() == 1);
}

TEST_CASE("an_edition_leaves_the_lists_two_days_after_its_end_without_anybody_asking (PU-2)") {
  memory::MemoryStore store;
  MemoryFeed feed;
  Office office(store, feed, noon);
  office.open();
  release(office);
  const auto end = office.warning("w").valid.until;
  const auto listed = [&] { return must(feed.read("warnings.json")).contains("\"id\":\"w\""); };
  office.advance(end - minutes(1));
  CHECK(must(feed.read("warnings.json")).contains("\"state\":\"in_force\""));
  office.advance(end + minutes(1));
  CHECK(must(feed.read("warnings.json")).contains("\"state\":\"window_over\""));
  office.advance(end + hours(48) - minutes(1));
  CHECK(listed());
  office.advance(end + hours(48) + minutes(1));
  CHECK_FALSE(listed());
}

TEST_CASE("a_disk_that_stays_full_over_the_end_of_a_window_stops_no_clock (FT-2)") {
  memory::MemoryStore store;
  MemoryFeed feed;
  Office office(store, feed, noon);
  office.open();
  release(office);
  const auto end = office.warning("w").valid.until;
  office.advance(end - minutes(1));
  feed.fail_next(1'000'000);
  office.advance(end + minutes(30));
  CHECK(must(feed.read("warnings.json")).contains("\"state\":\"in_force\""));
  feed.fail_next(0);
  office.wait(minutes(2));
  CHECK(must(feed.read("warnings.json")).contains("\"state\":\"window_over\""));
}

}  // namespace
}  // namespace heed::testing
