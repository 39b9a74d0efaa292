#include "operations/hear/hear.h"

#include <doctest/doctest.h>

#include "adapters/store/memory/store.h"
#include "operations/testing/test_desk.h"

namespace heed::hear {
namespace {

using memory::MemoryStore;
using testing::FaultyStore;
using testing::TestDesk;

/// An alert as its sender wrote it, with what no rewriting would keep: a comment, line ends, blanks.
std::string bytes_of(std::string_view identifier, std::string_view more = {}) {
  return cat("<?xml version=\"1.0\"?>\r\n<!-- as it came -->\r\n<alert xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\">",
             "<identifier>", identifier, "</identifier><sender>rivers@example.org</sender>",
             "<sent>2024-03-06T11:00:00-00:00</sent><status>Actual</status><msgType>Alert</msgType>",
             "<scope>Public</scope>", more,
             "<info><category>Met</category><event>Flood</event><urgency>Expected</urgency>",
             "<severity>Severe</severity><certainty>Likely</certainty><expires>2024-03-06T18:00:00-00:00</expires>",
             "<area><areaDesc>The valley</areaDesc></area></info></alert>\r\n");
}

Received received(const TestDesk& desk, std::string_view bytes, std::string feed = "national") {
  return {bytes, {std::move(feed), "https://feed.example/a.xml"}, desk.clock.now()};
}

Outcome hear(TestDesk& desk, std::vector<Alert> alerts) {
  return testing::must(desk.run(hear_alerts(desk.desk, std::move(alerts), record::the_hub())));
}

Outcome hear_bytes(TestDesk& desk, const std::string& bytes, std::string feed = "national") {
  return hear(desk, testing::must(read(received(desk, bytes, std::move(feed)))).alerts);
}

TEST_CASE("what_came_is_kept_to_the_byte_and_heard_once_however_often_it_comes") {
  MemoryStore memory;
  TestDesk desk(memory);
  const auto bytes = bytes_of("a");
  const auto outcome = hear_bytes(desk, bytes);
  REQUIRE(outcome.fresh.size() == 1);
  CHECK(testing::must(memory.original(outcome.fresh.front().digest)) == bytes);
  CHECK(hear_bytes(desk, bytes).known == 1);
  CHECK(hear_bytes(desk, bytes, "regional").again == 1);
  CHECK(hear_bytes(desk, bytes, "regional").known == 1);
  CHECK(testing::must(memory.size()) == 2);
  const auto& message = *testing::must(heard::find(desk.state.heard, outcome.fresh.front()));
  CHECK(message.ways.size() == 2);
  CHECK(heard::standing_of(message, desk.clock.now()) == heard::Standing::standing);
}

TEST_CASE("many_that_come_together_are_all_heard_and_each_once") {
  MemoryStore memory;
  TestDesk desk(memory);
  std::vector<Alert> alerts;
  for (int round = 0; round < 2; ++round) {
    for (int i = 0; i < 150; ++i) {
      alerts.push_back(testing::must(read_alert(received(desk, bytes_of(cat("alert-", i))))));
    }
  }
  const auto outcome = hear(desk, std::move(alerts));
  CHECK(outcome.fresh.size() == 150);
  CHECK(outcome.known == 150);
  CHECK(outcome.refused.empty());
  CHECK(desk.state.heard.messages.size() == 150);
}

TEST_CASE("a_distribution_that_is_an_exercise_makes_exercises_of_the_alerts_inside (DE-13)") {
  MemoryStore memory;
  TestDesk desk(memory);
  auto alert = bytes_of("a");
  alert = alert.substr(alert.find("<alert"));
  const auto document =
      cat("<EDXLDistribution xmlns=\"urn:oasis:names:tc:emergency:EDXL:DE:1.0\"><distributionID>d</distributionID>",
          "<senderID>s@example.org</senderID><dateTimeSent>2024-03-06T11:00:00-00:00</dateTimeSent>",
          "<distributionStatus>Exercise</distributionStatus><distributionType>Report</distributionType>",
          "<combinedConfidentiality>none</combinedConfidentiality><contentObject><xmlContent><embeddedXMLContent>",
          alert, "</embeddedXMLContent></xmlContent></contentObject></EDXLDistribution>");
  const auto outcome = hear_bytes(desk, document);
  REQUIRE(outcome.fresh.size() == 1);
  const auto& message = *testing::must(heard::find(desk.state.heard, outcome.fresh.front()));
  CHECK(message.heard.status == cap::Status::exercise);
  CHECK(heard::standing_of(message, desk.clock.now()) == heard::Standing::not_public);
}

TEST_CASE("what_is_no_alert_is_refused_with_what_it_is") {
  MemoryStore memory;
  TestDesk desk(memory);
  struct Row {
    std::string_view bytes;
    Code code;
    std::string_view says;
  };
  for (const auto& row : {Row{"<html><body>Not found</body></html>", Code::malformed, "html"},
                          Row{"{\"alerts\": []}", Code::malformed, "json"},
                          Row{"<alert xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\"></alert>", Code::malformed, "CAP"},
                          Row{"<alert", Code::malformed, ""}}) {
    CAPTURE(row.bytes);
    const auto reading = read(received(desk, row.bytes));
    REQUIRE_FALSE(reading);
    CHECK(reading.error().code == row.code);
    CHECK(core::sentence(reading.error()).contains(row.says));
  }
  CHECK(testing::must(read(received(desk, ""))).alerts.empty());
  const std::string large(capfeed::alert_bytes + 1, ' ');
  CHECK(read_alert(received(desk, large)).error().code == Code::too_large);
}

TEST_CASE("a_crash_before_the_entry_leaves_bytes_that_nothing_names_and_the_next_hearing_finds_them") {
  MemoryStore memory;
  FaultyStore store(memory);
  store.fail_append(1, FaultyStore::Fault::lost);
  const auto bytes = bytes_of("a");
  std::string digest;
  {
    TestDesk desk(store);
    auto reading = testing::must(read(received(desk, bytes)));
    digest = reading.alerts.front().heard.digest;
    CHECK_FALSE(desk.run(hear_alerts(desk.desk, std::move(reading.alerts), record::the_hub())));
  }
  CHECK(testing::must(memory.original(digest)) == bytes);
  CHECK(testing::must(memory.size()) == 0);
  TestDesk again(memory);
  again.resume();
  CHECK(hear_bytes(again, bytes).fresh.size() == 1);
}

TEST_CASE("old_bytes_go_but_not_those_that_a_report_rests_on") {
  MemoryStore memory;
  TestDesk desk(memory);
  const auto used = hear_bytes(desk, bytes_of("used")).fresh.front();
  const auto other = hear_bytes(desk, bytes_of("other")).fresh.front();
  commands::Caller caller;
  caller.actor = testing::person("ann");
  const Value body = core::Object{{"digest", used.digest}, {"report", "r1"}};
  testing::must(desk.give(caller, "report_alert", body));
  testing::must(desk.run(pin_used(desk.desk)));
  desk.clock.set(desk.clock.now() + originals_kept);
  CHECK(testing::must(desk.run(drop_old(desk.desk))) == 0);
  desk.clock.set(desk.clock.now() + Duration{1});
  CHECK(testing::must(desk.run(drop_old(desk.desk))) == 1);
  CHECK(testing::must(memory.original(used.digest)).has_value());
  CHECK_FALSE(testing::must(memory.original(other.digest)).has_value());
}

}  // namespace
}  // namespace heed::hear
