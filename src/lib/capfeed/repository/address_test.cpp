#include "lib/capfeed/repository/address.h"

#include <doctest/doctest.h>

namespace heed::repository {
namespace {

TEST_CASE("a_message_has_the_address_that_the_repository_keeps_it_under") {
  struct Row {
    std::string_view base, identifier, sent, address;
  };
  const Row rows[] = {
      {"http://archive.example", "urn:oid:2.49.0.1.124.4280542342.2020", "2020-03-06T14:32:38-00:00",
       "http://archive.example/2020-03-06/2020_03_06T14_32_38_00_00Iurn_oid_2.49.0.1.124.4280542342.2020.xml"},
      {"http://archive.example/", "a", "2020-03-06T14:32:38-05:00",
       "http://archive.example/2020-03-06/2020_03_06T14_32_38_05_00Ia.xml"},
      {"https://archive.example/kept", "a", "2020-03-06T14:32:38+05:30",
       "https://archive.example/kept/2020-03-06/2020_03_06T14_32_38p05_30Ia.xml"},
      // The day is the sender's: in UTC it is the day before.
      {"http://archive.example", "a", "2020-03-07T01:00:00+05:00",
       "http://archive.example/2020-03-07/2020_03_07T01_00_00p05_00Ia.xml"},
      {"http://archive.example", "A-1:b+2", "2020-03-06T14:32:38-00:00",
       "http://archive.example/2020-03-06/2020_03_06T14_32_38_00_00IA_1_bp2.xml"},
      // What is not named by the rule leads nowhere else.
      {"http://archive.example", "../../x?y#z@%2e é", "2020-03-06T14:32:38-00:00",
       "http://archive.example/2020-03-06/"
       "2020_03_06T14_32_38_00_00I..%2F..%2Fx%3Fy%23z%40%252e%20%C3%A9.xml"},
      {"http://archive.example", "", "2020-03-06T14:32:38-00:00",
       "http://archive.example/2020-03-06/2020_03_06T14_32_38_00_00I.xml"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.identifier);
    CAPTURE(row.sent);
    const auto sent = values::read_time(row.sent);
    REQUIRE(sent);
    CHECK(address_of(row.base, {"s", std::string(row.identifier), sent->time}) == row.address);
  }
}

}  // namespace
}  // namespace heed::repository
