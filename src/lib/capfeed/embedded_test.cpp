#include <doctest/doctest.h>

#include "core/text.h"
#include "lib/cap/read.h"
#include "lib/capfeed/document.h"
#include "lib/capfeed/testing/alerts.h"

namespace heed::capfeed {
namespace {

using testing::alert;
using testing::atom;
using testing::edxl;
using testing::entry;
using testing::inside;
using testing::object;
using testing::rss;

Embedded only_alert(std::string_view bytes) {
  auto document = read(bytes);
  REQUIRE_MESSAGE(document, (document ? std::string{} : sentence(document.error())));
  REQUIRE(document->items.size() == 1);
  REQUIRE(document->items[0].alerts.size() == 1);
  CHECK(document->items[0].lead() == Lead::alert);
  return std::move(document->items[0].alerts[0]);
}

std::size_t alerts_in(std::string_view bytes) {
  const auto document = read(bytes);
  REQUIRE(document);
  std::size_t count = 0;
  for (const auto& item : document->items) count += item.alerts.size();
  return count;
}

std::string content(std::string_view inner, std::string_view type = "application/cap+xml") {
  return entry(cat("<content type='", type, "'>", inner, "</content>"));
}

TEST_CASE("an_alert_that_needs_nothing_from_outside_is_given_byte_for_byte") {
  const auto prefixed = cat("<c:alert  xmlns:c='urn:oasis:names:tc:emergency:cap:1.1'\r\n>\r\n", inside("c:", "a"),
                            "<!-- x --><![CDATA[ ]]>&#65;</c:alert >");
  for (const auto& inner : {alert("a"), prefixed}) {
    CAPTURE(inner);
    for (const auto& document :
         {atom(content(inner)), atom(content(cat("\n<div>", inner, "</div>"))), atom(entry(inner)),
          rss(cat("<item>", inner, "</item>")), edxl("", object(inner)),
          atom(content(inner), " xmlns:c='urn:other' xmlns:georss='http://www.georss.org/georss'")}) {
      const auto found = only_alert(document);
      CHECK(found.bytes == inner);
      CHECK(!found.is_derived);
      CHECK(cap::read(found.bytes).alert);
    }
  }
}

TEST_CASE("declarations_from_outside_are_put_on_a_derived_copy") {
  const auto bytes = cat("<cap:alert>", inside("cap:", "a"), "</cap:alert>");
  const auto feed = atom(content(bytes), " xmlns:cap='urn:oasis:names:tc:emergency:cap:1.2' xmlns:no='urn:not:needed'");
  const auto found = only_alert(feed);
  CHECK(found.is_derived);
  CHECK(found.bytes ==
        cat("<cap:alert xmlns:cap='urn:oasis:names:tc:emergency:cap:1.2'>", inside("cap:", "a"), "</cap:alert>"));
  const auto reading = cap::read(found.bytes);
  REQUIRE(reading.alert);
  CHECK(reading.alert->identifier == "a");
  CHECK(reading.version == cap::Version::cap_1_2);
}

TEST_CASE("what_an_alert_needs_is_found_wherever_it_is_declared") {
  struct Row {
    std::string_view name;
    std::string document, bytes;
  };
  const std::string cap = "urn:oasis:names:tc:emergency:cap:1.2";
  const Row rows[] = {
      {"the nearest declaration counts",
       atom(cat("<entry xmlns:c = \"", cap, "\"><content><c:alert>", inside("c:", "a"), "</c:alert></content></entry>"),
            " xmlns:c='urn:other'"),
       cat("<c:alert xmlns:c = \"", cap, "\">", inside("c:", "a"), "</c:alert>")},
      {"the default namespace",
       cat("<x:EDXLDistribution xmlns:x='urn:oasis:names:tc:emergency:EDXL:DE:1.0' xmlns='", cap,
           "'><x:contentObject><x:xmlContent><alert >", inside("", "a"),
           "</alert></x:xmlContent></x:contentObject></x:EDXLDistribution>"),
       cat("<alert xmlns='", cap, "' >", inside("", "a"), "</alert>")},
      {"of an attribute, and of an element deep inside",
       atom(content(
                cat("<c:alert xmlns:c='", cap, "' s:at='x'>", inside("c:", "a"), "<c:info><k:x/></c:info></c:alert>")),
            " xmlns:s='urn:s' a='>' xmlns:k='urn:k'"),
       cat("<c:alert xmlns:k='urn:k' xmlns:s='urn:s' xmlns:c='", cap, "' s:at='x'>", inside("c:", "a"),
           "<c:info><k:x/></c:info></c:alert>")},
      {"of names without a prefix under a root with one",
       atom(content(cat("<c:alert xmlns:c='", cap, "'>", inside("c:", "a"), "<other/></c:alert>"))),
       cat("<c:alert xmlns=\"http://www.w3.org/2005/Atom\" xmlns:c='", cap, "'>", inside("c:", "a"),
           "<other/></c:alert>")},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto found = only_alert(row.document);
    CHECK(found.is_derived);
    CHECK(found.bytes == row.bytes);
    CHECK(cap::read(found.bytes).is_well_formed);
  }
}

TEST_CASE("an_alert_in_escaped_text_is_what_the_text_says") {
  const auto bytes = cat("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", alert("a", "<note>x &amp; y</note>"));
  const auto escaped = core::escaped(bytes);
  const auto cdata = cat("<![CDATA[", bytes, "]]>");
  for (const auto& text : {escaped, cat("\n ", escaped, "\n"), cdata}) {
    CAPTURE(text);
    for (const auto& document :
         {atom(content(text, "text")), rss(cat("<item><description>", text, "</description></item>")),
          cat("<rss xmlns:c='http://purl.org/rss/1.0/modules/content/'><channel><item><c:encoded>", text,
              "</c:encoded></item></channel></rss>"),
          edxl("", object(text))}) {
      const auto found = only_alert(document);
      CHECK(found.bytes == bytes);
      CHECK(!found.is_derived);
    }
  }
}

TEST_CASE("an_encoding_that_no_longer_holds_is_left_out") {
  const auto bytes = cat("<?xml version='1.0' encoding='ISO-8859-1'?>", alert("a", "<note>\xC3\xA4</note>"));
  const auto found = only_alert(atom(content(cat("<![CDATA[", bytes, "]]>"), "text")));
  CHECK(found.is_derived);
  CHECK(found.bytes == alert("a", "<note>\xC3\xA4</note>"));
  const auto latin = only_alert(cat("<?xml version='1.0' encoding='ISO-8859-1'?>",
                                    "<entry xmlns='http://www.w3.org/2005/Atom'><content>",
                                    alert("a", "<note>\xE4</note>"), "</content></entry>"));
  CHECK(latin.is_derived);
  CHECK(latin.bytes == alert("a", "<note>\xC3\xA4</note>"));
}

TEST_CASE("what_only_looks_like_an_alert_is_none") {
  const std::string rows[] = {
      atom(content(core::escaped("<p>See urn:oasis:names:tc:emergency:cap:1.2</p>"), "html")),
      atom(content(core::escaped(alert("a")).substr(0, 300), "text")),
      atom(entry(cat("<summary>", core::escaped(alert("a")), "</summary>"))),
      atom(content("<alert xmlns='urn:other'/>")),
      atom(content("<alert xmlns=''>yes</alert>")),
      atom(content("<info xmlns='urn:oasis:names:tc:emergency:cap:1.2'/>")),
      atom(alert("outside of any entry")),
      rss("", alert("outside of any item")),
      edxl("", alert("outside of any object")),
  };
  for (const auto& bytes : rows) {
    CAPTURE(bytes);
    CHECK(alerts_in(bytes) == 0);
  }
  CHECK(alerts_in(atom(content(cat("<alert xmlns=''>", inside("", "a"), "</alert>")))) == 1);
}

TEST_CASE("a_distribution_inside_a_feed_gives_its_status_too") {
  const auto test = "<distributionStatus>Test</distributionStatus>";
  CHECK(only_alert(atom(content(edxl(test, object(alert("a")))))).distribution_status == cap::Status::test);
  const auto after = read(atom(entry(cat(edxl(test, object(alert("a"))), alert("b")))));
  REQUIRE(after);
  REQUIRE(after->items[0].alerts.size() == 2);
  CHECK(after->items[0].alerts[0].distribution_status == cap::Status::test);
  CHECK(!after->items[0].alerts[1].distribution_status);
  const auto actual = edxl("<distributionStatus>Actual</distributionStatus>", object(alert("a")));
  CHECK(only_alert(edxl(test, object(actual))).distribution_status == cap::Status::test);
}

}  // namespace
}  // namespace heed::capfeed
