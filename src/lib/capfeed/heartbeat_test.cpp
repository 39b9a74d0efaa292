#include "lib/capfeed/heartbeat.h"

#include <doctest/doctest.h>

#include "core/text.h"
#include "lib/cap/read.h"

namespace heed::capfeed {
namespace {

cap::Alert sent_by(std::string_view sender, std::string_view status, std::string_view references = {}) {
  const auto reading = cap::read(
      cat("<alert xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\"><identifier>h1</identifier><sender>", sender,
          "</sender><sent>2024-03-06T12:00:00-00:00</sent><status>", status,
          "</status><msgType>Alert</msgType><scope>Public</scope><references>", references, "</references></alert>"));
  REQUIRE(reading.alert);
  return *reading.alert;
}

TEST_CASE("a_heartbeat_is_a_system_message_of_its_sender") {
  struct Row {
    std::string_view sender, status;
    bool is_heartbeat;
  };
  const Row rows[] = {
      {"NAADS-Heartbeat", "System", true},
      {"naads-heartbeat", "System", true},
      {"NAADS-Heartbeat@naad-adna.example", "System", true},
      {"NAADS-Heartbeat", "Actual", false},
      {"NAADS-Heartbeat", "Test", false},
      {"NAADS-Heartbeat2", "System", false},
      {"cap-pac@ec.gc.ca", "System", false},
      {"@NAADS-Heartbeat", "System", false},
  };
  for (const auto& row : rows) {
    CAPTURE(row.sender);
    CAPTURE(row.status);
    CHECK(heartbeat_in(sent_by(row.sender, row.status)).has_value() == row.is_heartbeat);
  }
  CHECK(heartbeat_in(sent_by("pulse@example.org", "System"), "pulse"));
  CHECK(!heartbeat_in(sent_by("@example.org", "System"), ""));
}

TEST_CASE("a_heartbeat_lists_what_was_sent_in_its_order") {
  const auto heartbeat = heartbeat_in(sent_by("NAADS-Heartbeat", "System",
                                              "cap-pac@ec.gc.ca,urn:oid:2.49.0.1.124.2,2024-03-06T06:59:00-05:00\n"
                                              "b@example.org,1,2024-03-06T11:58:00-00:00"));
  REQUIRE(heartbeat);
  CHECK(heartbeat->sent.instant == Instant{1'709'726'400'000});
  REQUIRE(heartbeat->listed.size() == 2);
  CHECK(heartbeat->listed[0].sender == "cap-pac@ec.gc.ca");
  CHECK(heartbeat->listed[0].identifier == "urn:oid:2.49.0.1.124.2");
  CHECK(heartbeat->listed[0].sent.instant == Instant{1'709'726'340'000});
  CHECK(heartbeat->listed[1].identifier == "1");
  CHECK(heartbeat_in(sent_by("NAADS-Heartbeat", "System"))->listed.empty());
}

}  // namespace
}  // namespace heed::capfeed
