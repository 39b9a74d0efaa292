// For every rule a message that breaks it and one that just does not, as changes to one sound message.

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

#include <doctest/doctest.h>

#include "lib/cap/testing/sound.h"

namespace heed::cap {
namespace {

using namespace testing;

bool breaks(const Changes& changes, const Row& row) {
  const auto reading = read(changed(changes), {.profile = row.profile});
  return std::ranges::any_of(reading.findings, [&](const Finding& each) { return each.rule == row.code; });
}

void check_rows(const std::vector<Row>& rows) {
  for (const auto& row : rows) {
    CHECK_MESSAGE(breaks(row.breaking, row), row.code, ": the breaking one passes");
    CHECK_MESSAGE(!breaks(row.keeping, row), row.code, ": the keeping one is reported");
  }
}

std::vector<Row> rows_of_xml() {
  return {{"xml.syntax", {{"</alert>", ""}}},
          {"xml.encoding", {{"Flood", "Fl\xFFod"}}, {{"Flood", "Flööd"}}},
          {"xml.dtd", {{"?>", "?><!DOCTYPE alert>"}}, {{"?>", "?><!-- no type -->"}}},
          {"xml.namespace", {{"<event>Flood</event>", "<c:event>Flood</c:event>"}}},
          {"xml.label", {}, {}}};
}

std::vector<Row> rows_of_schema() {
  return {{"schema.root", {{new_space, "urn:other"}}},
          {"schema.missing", {{"<event>Flood</event>", ""}}, {{web, ""}}},
          {"schema.unexpected", {{web, ""}, {"<headline>", web + "<headline>"}}},
          {"schema.value", {{"Severe", "severe"}}, {{"Severe", "Minor"}}},
          {"schema.time",
           {{sent, "<sent>2024-03-06T12:00:00Z</sent>"}},
           {{sent, "<sent>2024-02-29T24:00:00+14:00</sent>"}}},
          {"schema.language", {{"<language>en<", "<language>en_US<"}}, {{"<language>en<", "<language>zh-Hant<"}}},
          {"schema.uri", {{web, "<web>http://[x</web>"}}},
          {"schema.number", {height("<altitude>high</altitude>")}, {height("<altitude>-12.5</altitude>")}},
          {"schema.attribute", {{"<event>", "<event id=\"1\">"}}},
          {"schema.words", {{"<info>", "<info>words"}}, {{"<info>", "<info><!-- words -->"}}},
          {"schema.children", {{"Flood", "<b>Flood</b>"}}, {{"Flood", "<![CDATA[Flood]]>"}}}};
}

std::vector<Row> rows_of_message() {
  return {
      {"version.old", {{new_space, "urn:oasis:names:tc:emergency:cap:1.1"}}},
      {"identifier.form", {{"river-7", "river 7"}}, {{"river-7", "urn:oid:2.49.0.1.1"}}},
      {"sender.form", {{"desk@example.org", "desk,example"}}},
      {"value.empty", {{"The valley", ""}}},
      {"text.blank", {{"The valley", " \n"}}},
      {"text.replacement", {{"The valley", "The v\uFFFDlley"}}},
      {"text.return", {{"The valley", "The&#13;valley"}}, {{"The valley", "The\r\nvalley"}}},
      {"text.markup", {{description, "&lt;b>rises&lt;/b>"}}, {{description, "1 &lt; 2 > 1"}}},
      {"text.entity", {{description, "A &amp;amp; B"}}, {{description, "A &amp; B"}}},
      {"time.form", {{sent, "<sent> 2024-03-06T12:00:00-00:00</sent>"}}},
      {"time.utc", {{sent, "<sent>2024-03-06T12:00:00+00:00</sent>"}}},
      {"time.year",
       {{sent, "<sent>2568-03-06T12:00:00-00:00</sent>"}},
       {{sent, "<sent>2199-12-31T12:00:00-00:00</sent>"}}},
      {"expires.missing", {{expires, ""}}},
      {"expires.past",
       {{expires, "<expires>2024-03-06T12:00:00-00:00</expires>"}},
       {{expires, "<expires>2024-03-06T12:00:01-00:00</expires>"}}},
      {"expires.order", {{expires, "<onset>2024-03-08T12:00:00-00:00</onset>" + expires}}},
      {"references.missing", {{alert_type, "<msgType>Cancel</msgType>"}}, {update("a,b,2024-03-06T11:00:00-00:00")}},
      {"references.form", {update("a,b")}, {update("a,b,2024-03-06T11:00:00-00:00")}},
      {"references.self", {update("desk@example.org,river-7,2024-03-06T11:00:00-00:00")}},
      {"references.later", {update("a,b,2024-03-06T12:00:01-00:00")}, {update("a,b,2024-03-06T12:00:00-00:00")}},
      {"references.twice", {update("a,b,2024-03-06T11:00:00-00:00 a,b,2024-03-06T11:00:00-00:00")}},
      {"restriction.missing", {{scope, "<scope>Restricted</scope>"}}},
      {"restriction.unwanted", {{scope, scope + "<restriction>police</restriction>"}}},
      {"addresses.missing", {{scope, "<scope>Private</scope>"}}},
      {"list.quotes",
       {{scope, scope + "<addresses>a \"b</addresses>"}},
       {{scope, scope + "<addresses>a \"b c\"</addresses>"}}},
      {"status.draft", {{"<status>Actual", "<status>Draft"}}},
      {"note.missing", {{"<status>Actual", "<status>Exercise"}}}};
}

std::vector<Row> rows_of_info() {
  const auto whole = std::string(sound.substr(sound.find("<info>"), sound.find("</alert>") - sound.find("<info>")));
  return {
      {"info.missing", {{whole, ""}}},
      {"info.cancel", {{whole, ""}, {alert_type, "<msgType>Cancel</msgType>"}}},
      {"language.missing", {{"<language>en</language>", ""}}},
      {"language.form", {{"<language>en<", "<language> en <"}}},
      {"language.repeated", {info_again("Flood", "Rain")}},
      {"language.untranslated", {info_again(">en<", ">fr<")}, {info_again(">en<", ">en-GB<")}},
      {"infos.differ", {info_again("Met", "Fire")}},
      {"response.assess", {{">Avoid<", ">Assess<"}}},
      {"certainty.old", {{">Likely<", ">Very Likely<"}}},
      {"headline.long",
       {{"The river rises<", std::string(161, 'x') + "<"}},
       {{"The river rises<", std::string(160, 'x') + "<"}}},
      {"web.relative", {{web, "<web>example.org</web>"}}},
      {"web.form", {{web, "<web>https://example.org/a b</web>"}}},
      {"uri.relative",
       {resource("<mimeType>image/png</mimeType><uri>map.png</uri>")},
       {resource("<mimeType>image/png</mimeType><uri>map.png</uri><derefUri>AAAA</derefUri>")}},
      {"uri.form", {resource("<mimeType>image/png</mimeType><uri>https://example.org/a b</uri>")}},
      {"mimeType.form", {resource("<mimeType>picture</mimeType>")}, {resource("<mimeType>image/svg+xml</mimeType>")}},
      {"derefUri.form", {resource("<mimeType>image/png</mimeType><derefUri>A</derefUri>")}},
      {"derefUri.present", {resource("<mimeType>image/png</mimeType><derefUri>AAAA</derefUri>")}},
      {"digest.form",
       {resource("<mimeType>image/png</mimeType><digest>ab</digest>")},
       {resource("<mimeType>image/png</mimeType><digest>" + std::string(40, 'a') + "</digest>")}},
      {"findings.many", {{web, [] {
                            std::string many = web;
                            for (int i = 0; i < 1'001; ++i)
                              many += "<parameter><valueName>x</valueName><value/></parameter>";
                            return many;
                          }()}}}};
}

std::vector<Row> rows_of_area() {
  const auto area = std::string(sound.substr(sound.find("<area>"), sound.find("</info>") - sound.find("<area>")));
  return {
      {"area.missing", {{area, ""}}},
      {"area.text_only", {{area, "<area><areaDesc>The valley</areaDesc></area>"}}},
      {"area.geocode_only", {{polygon, ""}, {circle, ""}}, {{circle, ""}}},
      {"polygon.form", {set_polygon("(10,20) (10,21)")}},
      {"polygon.range", {set_polygon("10,180.1 10,20 11,20 10,180.1")}, {set_polygon("10,180 10,20 11,20 10,180")}},
      {"polygon.swapped", {set_polygon("99.9,9.3 99.8,9.4 99.7,9.1 99.9,9.3")}},
      {"polygon.short", {set_polygon("10,20 10,21 10,20")}, {set_polygon("10,20 10,21 11,21 10,20")}},
      {"polygon.open", {set_polygon("10,20 10,21 11,21 11,20")}},
      {"polygon.crossing", {set_polygon("0,0 4,4 4,0 0,4 0,0")}, {set_polygon("0,0 0,4 4,4 4,0 0,0")}},
      {"polygon.antimeridian", {set_polygon("0,179 0,-179 1,-179 0,179")}},
      {"polygon.many", {set_polygon(many_points(1'001))}, {set_polygon(many_points(1'000))}},
      {"polygon.huge", {set_polygon(many_points(10'001))}, {set_polygon(many_points(10'000))}},
      {"circle.form", {set_circle("10,20")}},
      {"circle.range", {set_circle("91,200 3")}},
      {"circle.zero", {set_circle("10,20 0.0")}, {set_circle("10,20 0.1")}},
      {"shape.layout", {set_polygon("10,20\n10,21 11,21 10,20")}},
      {"shape.precision", {set_circle("10.1234567,20 3")}, {set_circle("10.123456,20 3")}},
      {"ceiling.alone", {height("<ceiling>5</ceiling>")}, {height("<altitude>5</altitude>")}},
      {"ceiling.below",
       {height("<altitude>6</altitude><ceiling>5</ceiling>")},
       {height("<altitude>5</altitude><ceiling>5</ceiling>")}},
      {"height.number", {{new_space, "urn:oasis:names:tc:emergency:cap:1.1"}, height("<altitude>high</altitude>")}}};
}

TEST_CASE("nothing_is_found_in_the_sound_message") {
  const auto reading = read(sound);
  for (const auto& each : reading.findings) MESSAGE(each.rule, " ", each.text);
  CHECK(reading.findings.empty());
  REQUIRE(reading.alert);
  CHECK(check(*reading.alert).empty());
}

TEST_CASE("every_rule_is_broken_by_one_message_and_kept_by_another") {
  auto xml = rows_of_xml();
  std::erase_if(xml, [](const Row& row) { return row.code == "xml.label"; });
  check_rows(xml);
  check_rows(rows_of_schema());
  check_rows(rows_of_message());
  check_rows(rows_of_info());
  check_rows(rows_of_area());
  check_rows(rows_of_nations());
  check_rows(rows_of_publishers());
}

TEST_CASE("no_rule_is_without_its_messages") {
  // These four have tests of their own: in read_test.cpp, and in shapes_test.cpp.
  std::set<std::string_view> seen = {"xml.limit", "xml.label", "polygon.undecided", "password.old"};
  std::vector<std::vector<Row>> all = {rows_of_xml(),  rows_of_schema(),  rows_of_message(),   rows_of_info(),
                                       rows_of_area(), rows_of_nations(), rows_of_publishers()};
  std::set<std::string> codes;
  for (const auto& rows : all) {
    for (const auto& row : rows) codes.insert(row.code);
  }
  for (const auto& row : findings::catalogue()) {
    CHECK_MESSAGE((codes.contains(std::string(row.code)) || seen.contains(row.code)), row.code);
  }
}

}  // namespace
}  // namespace heed::cap
