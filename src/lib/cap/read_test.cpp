#include "lib/cap/read.h"

#include <random>

#include <doctest/doctest.h>

#include "core/text.h"
#include "lib/cap/compare/compare.h"
#include "lib/cap/repair/repair.h"
#include "lib/cap/testing/alerts.h"
#include "lib/cap/write.h"

namespace heed::cap {
namespace {

using testing::full_alert;
using testing::sound_alert;

std::string rule_of(std::string_view bytes, const Demand& demand = {}) {
  const auto reading = read(bytes, demand);
  return reading.findings.empty() ? std::string() : reading.findings.front().rule;
}

/// A document of UTF-16 out of ASCII.
std::string as_utf16(std::string_view text, std::string mark, bool is_big) {
  std::string out = std::move(mark);
  for (const char c : text) {
    if (is_big) out += '\0';
    out += c;
    if (!is_big) out += '\0';
  }
  return out;
}

std::string with(std::string text, std::string_view from, std::string_view to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

TEST_CASE("what_is_written_is_read_as_the_same_values (PU-2)") {
  for (const auto& alert : {sound_alert(), full_alert()}) {
    for (const auto& form : {Form{}, Form{"cap"}}) {
      const auto reading = read(write(alert, form));
      REQUIRE(reading.alert);
      CHECK(*reading.alert == alert);
      CHECK(reading.is_schema_valid);
    }
  }
}

TEST_CASE("any_message_comes_back_as_it_was") {
  std::mt19937 dice(7);
  const auto below = [&](std::size_t bound) { return std::uniform_int_distribution<std::size_t>(0, bound - 1)(dice); };
  const auto text = [&] {
    static const std::vector<std::string> pieces = {"a",  "&",   "<",  ">", "\"", "é",
                                                    "😀", "]]>", "\n", " ", "\t", "&amp;"};
    std::string out = "t";
    for (auto i = below(9); i > 0; --i) out += pieces[below(pieces.size())];
    return out;
  };
  for (int i = 0; i < 500; ++i) {
    auto alert = full_alert();
    auto& info = alert.infos.front();
    info.headline = text();
    info.parameters = {{"x", text()}, {"y", text()}, {"x", text()}, {"x", text()}};
    info.expires = Time(testing::noon);
    info.expires->offset_minutes = static_cast<std::int16_t>(below(1'681)) - 840;
    info.expires->zone = Zone::offset;
    info.resources = {
        {text(), "image/png", static_cast<std::int64_t>(below(1'000'000)), "https://example.org/", "", ""}};
    info.areas.front().altitude_feet = static_cast<double>(below(100'000)) / 7;
    if (below(2) == 0) alert.infos.push_back(info);
    const auto reading = read(write(alert));
    REQUIRE(reading.alert);
    CHECK(*reading.alert == alert);
  }
}

TEST_CASE("items_whose_quotes_are_wrong_are_written_as_they_are_read_again") {
  using Items = std::vector<std::string>;
  const std::vector<std::pair<std::string, Items>> rows = {{"i \"j k\"", {"i", "j k"}}, {"i kj\" \"", {"i", "kj\""}},
                                                           {"\"\" i", {"i"}},           {"i \"j k", {"i", "j k"}},
                                                           {"\"j&#13;k\"", {"j\rk"}},   {"\"", {}}};
  for (const auto& [text, items] : rows) {
    CAPTURE(text);
    auto message = write(full_alert());
    const auto begin = message.find("<incidents>") + 11;
    message.replace(begin, message.find("</incidents>") - begin, text);
    const auto once = read(message);
    REQUIRE(once.alert);
    CHECK(once.alert->incidents == items);
    const auto again = read(write(*once.alert));
    REQUIRE(again.alert);
    CHECK(again.alert->incidents == items);
  }
}

TEST_CASE("times_keep_the_zone_in_which_they_were_written") {
  struct Row {
    std::string written;
    std::string again;
    Zone zone;
  };
  for (const auto& row : {Row{"2024-03-06T12:00:00-00:00", "2024-03-06T12:00:00-00:00", Zone::utc},
                          Row{"2024-03-06T12:00:00+00:00", "2024-03-06T12:00:00+00:00", Zone::offset},
                          Row{"2024-03-06T12:00:00-05:30", "2024-03-06T12:00:00-05:30", Zone::offset},
                          Row{"2024-03-06T12:00:00.5+01:00", "2024-03-06T12:00:00+01:00", Zone::offset},
                          Row{"2024-03-06T12:00:00Z", "2024-03-06T12:00:00-00:00", Zone::utc},
                          Row{"2024-03-06T12:00:00", "2024-03-06T12:00:00-00:00", Zone::missing}}) {
    const auto read = values::read_time(row.written);
    REQUIRE_MESSAGE(read, row.written);
    CHECK(values::to_text(read->time) == row.again);
    CHECK(read->time.zone == row.zone);
  }
  for (const std::string text : {"", "2024-03-06", "2024-02-30T12:00:00Z", "2024-03-06T12:00:00,05:00",
                                 "2024-03-06T25:00:00Z", "06.03.2024 12:00", "2024-03-06T12:00:00+15:00"}) {
    CHECK_MESSAGE(!values::read_time(text), text);
  }
}

TEST_CASE("older_versions_are_read") {
  constexpr std::string_view old = R"(<cap:alert xmlns:cap="http://www.incident.com/cap/1.0">
<cap:identifier>a</cap:identifier><cap:sender>b</cap:sender><cap:sent>2003-04-02T14:39:01-05:00</cap:sent>
<cap:status>Actual</cap:status><cap:msgType>Alert</cap:msgType><cap:password>p</cap:password>
<cap:info><cap:event>Fire</cap:event><cap:urgency>Immediate</cap:urgency><cap:severity>Severe</cap:severity>
<cap:certainty>Very Likely</cap:certainty><cap:eventCode>SAME=CEM</cap:eventCode></cap:info></cap:alert>)";
  const auto reading = read(old);
  CHECK(reading.is_schema_valid);
  CHECK(reading.version == Version::cap_1_0);
  REQUIRE(reading.alert);
  CHECK(reading.alert->infos[0].event_codes == std::vector<NamedValue>{{"SAME", "CEM"}});
  CHECK(reading.alert->infos[0].certainty == Certainty::likely);
  CHECK(reading.alert->scope == Scope::everybody);
  std::string rules;
  for (const auto& each : reading.findings) rules += each.rule + " ";
  CHECK(rules.find("password.old") != std::string::npos);
  const auto newer = with(std::string(old), "http://www.incident.com/cap/1.0", "urn:oasis:names:tc:emergency:cap:1.1");
  CHECK(read(newer).version == Version::cap_1_1);
  CHECK(!read(newer).is_schema_valid);
}

TEST_CASE("what_could_harm_a_reader_is_refused_with_its_reason") {
  const auto sound = write(sound_alert());
  const auto inside = [&](std::string_view what) { return with(sound, "Threat to public gatherings", what); };
  const auto in_front = [&](std::string_view what) { return with(sound, "<alert", std::string(what) + "<alert"); };
  std::string deep;
  for (int i = 0; i < 70; ++i) deep += "<x>";
  std::string attributes = "<alert";
  for (int i = 0; i < 100'000; ++i) attributes += cat(" a", i, "=\"\"");
  struct Row {
    std::string why;
    std::string bytes;
    std::string rule;
  };
  for (const auto& row : {
           Row{"nothing", "", "xml.syntax"},
           Row{"no XML", "alert", "xml.syntax"},
           Row{"entities that grow", in_front("<!DOCTYPE a [<!ENTITY b \"bb\"><!ENTITY c \"&b;&b;\">]>"), "xml.dtd"},
           Row{"an entity of a file", in_front("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]>"), "xml.dtd"},
           Row{"an entity of nobody", inside("&b;"), "xml.syntax"},
           Row{"elements too deep", deep, "xml.limit"},
           Row{"attributes too many", attributes + "/>", "xml.limit"},
           Row{"a null byte", inside(std::string_view("a\0b", 3)), "xml.syntax"},
           Row{"a null reference", inside("&#0;"), "xml.syntax"},
           Row{"half a character", inside("\xC3"), "xml.encoding"},
           Row{"an unknown encoding", with(sound, "UTF-8", "X-MINE"), "xml.encoding"},
           Row{"an encoding that is not there", with(sound, "UTF-8", "UTF-16"), "xml.encoding"},
           Row{"an encoding with an option", with(sound, "UTF-8", "ISO-8859-1//IGNORE"), "xml.encoding"},
           Row{"half of UTF-16", as_utf16(sound, "\xFF\xFE", false) + "x", "xml.encoding"},
           Row{"two roots", sound + "<a/>", "xml.syntax"},
           Row{"cut off", sound.substr(0, sound.size() / 2), "xml.syntax"},
       }) {
    const auto reading = read(row.bytes);
    CHECK_MESSAGE(!reading.alert, row.why);
    CHECK_MESSAGE(!reading.is_well_formed, row.why);
    REQUIRE_MESSAGE(reading.findings.size() == 1, row.why);
    CHECK_MESSAGE(reading.findings[0].rule == row.rule, row.why, ": ", reading.findings[0].text);
  }
}

TEST_CASE("each_limit_holds_at_its_value_and_one_past_it") {
  const auto sound = write(sound_alert());
  CHECK(rule_of(sound, {.limits = {.bytes = sound.size()}}).empty());
  CHECK(rule_of(sound, {.limits = {.bytes = sound.size() - 1}}) == "xml.limit");
  const xml::Limits four{.depth = 4};
  CHECK(xml::parse("<a><a><a><a/></a></a></a>", four));
  CHECK(xml::parse("<a><a><a><a><a/></a></a></a></a>", four).error().fault == xml::Fault::too_large);
  const xml::Limits two{.elements = 2, .attributes = 2, .attributes_all = 2, .namespaces = 1};
  CHECK(xml::parse("<a b='' c=''><d/></a>", two));
  CHECK(xml::parse("<a><d/><d/></a>", two).error().fault == xml::Fault::too_large);
  CHECK(xml::parse("<a b='' c='' d=''/>", two).error().fault == xml::Fault::too_large);
  CHECK(xml::parse("<a b='' c=''><d e=''/></a>", two).error().fault == xml::Fault::too_large);
  CHECK(xml::parse("<a xmlns:b='b'/>", two));
  CHECK(xml::parse("<a xmlns:b='b' xmlns:c='c'/>", two).error().fault == xml::Fault::too_large);
}

TEST_CASE("other_encodings_are_read") {
  const auto sound = write(sound_alert());
  const auto plain = with(sound, "UTF-8", "UTF-16");
  for (const auto& bytes : {as_utf16(plain, "\xFF\xFE", false), as_utf16(plain, "\xFE\xFF", true),
                            as_utf16(plain, "", false), as_utf16(plain, "", true), "\xEF\xBB\xBF" + sound}) {
    const auto reading = read(bytes);
    REQUIRE(reading.alert);
    CHECK(*reading.alert == sound_alert());
    CHECK(reading.findings.empty());
  }
  const auto latin = read(with(with(sound, "UTF-8", "ISO-8859-1"), "Moscow", "Gen\xE8ve"));
  REQUIRE(latin.alert);
  CHECK(latin.alert->infos[0].areas[0].description == "Genève");
  CHECK(rule_of(as_utf16(sound, "\xFF\xFE", false)) == "xml.label");
}

TEST_CASE("a_signature_is_kept_with_the_namespaces_that_it_needs") {
  const auto sound = write(sound_alert());
  const auto signed_one = with(with(sound, "<alert ", "<alert xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" "),
                               "</alert>", "<ds:Signature><ds:Object/></ds:Signature></alert>");
  const auto reading = read(signed_one);
  REQUIRE(reading.alert);
  CHECK(reading.is_schema_valid);
  REQUIRE(reading.alert->signatures.size() == 1);
  const auto again = read(write(*reading.alert));
  CHECK(again.is_schema_valid);
  REQUIRE(again.alert);
  CHECK(again.alert->signatures.size() == 1);
  CHECK(!repair::repair(signed_one));
}

TEST_CASE("what_can_be_mended_without_guessing_is_mended") {
  const auto sound = write(sound_alert());
  const std::string headline = "    <headline>Avoid large gatherings for 48 hours</headline>\n";
  auto broken = with(with(sound, "2024-03-06T12:00:00-00:00", " 2024-03-06T12:00:00.25Z"), ">Actual<", "> actual <");
  broken = with(with(broken, headline, ""), "    <event>", headline + "    <event>");
  broken = with(broken, "55.9,37.3 55.9,37.9", "\n55.9,37.3\t55.9,37.9");
  const auto mended = repair::repair(broken);
  REQUIRE(mended);
  CHECK(mended->changes.size() == 4);
  CHECK_MESSAGE(read(mended->bytes).findings.empty(), mended->bytes);
  CHECK(compare::compare(sound, mended->bytes).value().empty());
  CHECK(repair::repair(sound)->bytes == sound);
  // Which zone was meant, only the author knows.
  const auto unknown = with(sound, "2024-03-06T12:00:00-00:00", "2024-03-06T12:00:00");
  CHECK(repair::repair(unknown)->bytes == unknown);
}

TEST_CASE("differences_are_told_by_element") {
  auto later = sound_alert();
  later.infos[0].headline = "Over";
  later.infos[0].contact = "desk";
  const auto found = compare::compare(write(sound_alert()), write(later, {"c"}));
  REQUIRE(found);
  REQUIRE(found->size() == 2);
  CHECK(found->front().place == "/alert/info[1]/headline[1]");
  CHECK(found->front().after == "Over");
  CHECK(found->back().before.empty());
  CHECK(!compare::compare("<a>", "<a/>"));
}

TEST_CASE("lines_are_counted_right_far_into_a_document") {
  for (const std::size_t lines : {0U, 1U, 15U, 16U, 1'022U, 1'023U, 1'024U, 1'025U, 5'000U}) {
    const auto reading = examine(cat(std::string(lines, '\n'), "<feed/>"));
    REQUIRE(reading.findings.size() == 1);
    CHECK(reading.findings.front().line == lines + 1);
  }
}

}  // namespace
}  // namespace heed::cap
