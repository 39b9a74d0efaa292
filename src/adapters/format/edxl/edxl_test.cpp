#include "adapters/format/edxl/edxl.h"

#include <array>

#include <doctest/doctest.h>

#include "lib/cap/write.h"
#include "lib/cap/xml/document.h"
#include "lib/capfeed/document.h"

namespace heed::edxl {
namespace {

constexpr Instant noon{1'709'812'800'000};  // 2024-03-07T12:00:00Z

cap::Alert alert_of(cap::Status status, cap::MessageType type) {
  cap::Alert alert{.identifier = "crowds.2", .sender = "heed.example", .sent = noon};
  alert.status = status;
  alert.type = type;
  alert.scope = cap::Scope::everybody;
  alert.infos.push_back({.language = "en", .categories = {cap::Category::security}, .event = "Gatherings"});
  alert.infos.front().headline = "<Avoid> & \"large\" gatherings ]]>";
  alert.infos.front().areas = {{.description = "Moscow", .circles = {"55.75,37.61 25"}}};
  if (type != cap::MessageType::alert) {
    alert.references = {{"heed.example", "crowds.0", noon}, {"heed.example", "crowds.1", noon}};
  }
  return alert;
}

std::string text_of(const xml::Document& document, std::string_view name) {
  for (const auto& element : document.elements()) {
    if (element.local == name && element.space == xml_namespace) return std::string(element.text);
  }
  return {};
}

TEST_CASE("a_distribution_says_what_its_alert_says") {
  struct Row {
    cap::Status status;
    cap::MessageType type;
    std::string_view said_status;
    std::string_view said_type;
  };
  const std::array rows = {Row{cap::Status::actual, cap::MessageType::alert, "Actual", "Report"},
                           Row{cap::Status::exercise, cap::MessageType::update, "Exercise", "Update"},
                           Row{cap::Status::test, cap::MessageType::cancel, "Test", "Cancel"},
                           Row{cap::Status::system, cap::MessageType::alert, "System", "Report"}};
  for (const auto& row : rows) {
    CAPTURE(row.said_status);
    const auto alert = alert_of(row.status, row.type);
    const auto wrapped = write(cap::write(alert));
    REQUIRE(wrapped);
    const auto document = xml::parse(*wrapped);
    REQUIRE(document);
    CHECK(text_of(*document, "distributionStatus") == row.said_status);
    CHECK(text_of(*document, "distributionType") == row.said_type);
    CHECK(text_of(*document, "distributionID") == "crowds.2");
    CHECK(text_of(*document, "senderID") == "heed@heed.example");
    CHECK(text_of(*document, "dateTimeSent") == "2024-03-07T12:00:00-00:00");
    CHECK(text_of(*document, "contentDescription") == alert.infos.front().headline);
    const bool has_reference = row.type != cap::MessageType::alert;
    CHECK(text_of(*document, "distributionReference") ==
          (has_reference ? "crowds.1,heed@heed.example,2024-03-07T12:00:00-00:00" : ""));
  }
}

TEST_CASE("who_takes_the_alert_out_has_the_bytes_of_the_cap_file") {
  const auto bytes = cap::write(alert_of(cap::Status::exercise, cap::MessageType::update));
  const auto wrapped = write(bytes);
  REQUIRE(wrapped);
  const auto read = capfeed::read(*wrapped);
  REQUIRE(read);
  CHECK(read->kind == capfeed::Kind::edxl);
  CHECK(read->distribution_status == cap::Status::exercise);
  REQUIRE(read->items.size() == 1);
  REQUIRE(read->items[0].alerts.size() == 1);
  CHECK(!read->items[0].alerts[0].is_derived);
  const auto element = bytes.substr(bytes.find("<alert"));
  CHECK(cat(read->items[0].alerts[0].bytes, "\n") == element);
}

TEST_CASE("a_draft_what_is_not_public_and_what_is_no_alert_are_not_wrapped") {
  auto alert = alert_of(cap::Status::draft, cap::MessageType::alert);
  CHECK(write(cap::write(alert)).error().code == Code::refused);
  alert.status = cap::Status::actual;
  alert.scope = cap::Scope::restricted;
  alert.restriction = "staff";
  CHECK(write(cap::write(alert)).error().code == Code::refused);
  for (const std::string_view wrong : {"", "<alert/>", "no xml", "<feed xmlns=\"http://www.w3.org/2005/Atom\"/>"}) {
    CHECK(write(wrong).error().code == Code::malformed);
  }
}

}  // namespace
}  // namespace heed::edxl
