#include "lib/capfeed/document.h"

#include <doctest/doctest.h>

#include "core/text.h"
#include "lib/capfeed/testing/alerts.h"

namespace heed::capfeed {
namespace {

using testing::alert;
using testing::atom;
using testing::edxl;
using testing::entry;
using testing::object;
using testing::rss;

constexpr std::string_view from = "https://feeds.example.org/alerts/index.xml";

Document must_read(std::string_view bytes, std::string_view address = from) {
  auto document = read(bytes, address);
  REQUIRE_MESSAGE(document, (document ? std::string{} : sentence(document.error())), " in ", std::string(bytes));
  return *std::move(document);
}

Item only_item(std::string_view bytes, std::string_view address = from) {
  auto document = must_read(bytes, address);
  REQUIRE(document.items.size() == 1);
  return std::move(document.items.front());
}

TEST_CASE("bytes_are_told_apart_by_what_they_are") {
  struct Row {
    std::string_view name;
    std::string bytes;
    Kind kind;
  };
  const Row rows[] = {
      {"nothing", "", Kind::empty},
      {"blanks", " \r\n\t", Kind::empty},
      {"a mark alone", "\xEF\xBB\xBF", Kind::empty},
      {"json", R"( {"features": []})", Kind::json},
      {"a list of json", "[]", Kind::json},
      {"words", "Service Unavailable", Kind::text},
      {"html", "<!DOCTYPE html><html><br></html>", Kind::html},
      {"html in capitals", "\n<!-- x --><!doctype\nHTML PUBLIC \"-//W3C//DTD\">", Kind::html},
      {"html without a type", "<HTML lang=en><p>unclosed", Kind::html},
      {"xhtml", "<?xml version=\"1.0\"?><!DOCTYPE html SYSTEM \"x\"><html/>", Kind::html},
      {"html with a prefix", "<h:html xmlns:h=\"http://www.w3.org/1999/xhtml\"/>", Kind::html},
      {"other xml", "<kml xmlns=\"http://www.opengis.net/kml/2.2\"/>", Kind::xml},
      {"atom of another time", "<feed xmlns=\"http://purl.org/atom/ns#\"/>", Kind::xml},
      {"an alert", alert("a"), Kind::alert},
      {"an alert of 1.1", "<a:alert xmlns:a=\"urn:oasis:names:tc:emergency:cap:1.1\"/>", Kind::alert},
      {"an alert of 1.0", "<alert xmlns=\"http://www.incident.com/cap/1.0\"/>", Kind::alert},
      {"an alert of no namespace", "<alert/>", Kind::alert},
      {"an alert in UTF-16", std::string("\xFF\xFE<\0a\0l\0e\0r\0t\0/\0>\0", 18), Kind::alert},
      {"atom", atom(""), Kind::atom},
      {"atom with a prefix", "<a:feed xmlns:a=\"http://www.w3.org/2005/Atom\"/>", Kind::atom},
      {"an entry alone", "<entry xmlns=\"http://www.w3.org/2005/Atom\"/>", Kind::atom},
      {"rss", rss(""), Kind::rss},
      {"rdf", "<r:RDF xmlns:r=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"/>", Kind::rss},
      {"edxl 1.0", edxl("", ""), Kind::edxl},
      {"edxl 2.0", "<d:edxlDistribution xmlns:d=\"urn:oasis:names:tc:emergency:EDXL:DE:2.0\"/>", Kind::edxl},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    CHECK(must_read(row.bytes).kind == row.kind);
  }
  CHECK(must_read("<a xmlns=\"urn:x\"/>").root == "{urn:x}a");
}

TEST_CASE("a_document_is_read_whole_or_not_at_all") {
  const auto whole = atom(cat("\n", entry(alert("a")), "\n", entry(alert("b")), "\n"));
  const auto cut = read(std::string_view(whole).substr(0, whole.size() - std::string_view("</feed>").size()), from);
  REQUIRE(!cut);
  CHECK(cut.error().code == Code::malformed);
  CHECK(cut.error().place == "line 5");
  struct Row {
    std::string_view name, bytes, place;
  };
  const Row rows[] = {
      {"an entity of html", "<rss>\n<channel><title>a&nbsp;b</title></channel></rss>", "line 2"},
      {"a document type", "<!DOCTYPE rss [\n<!ENTITY x \"y\">]><rss/>", "line 1"},
      {"bytes that are no UTF-8", "<rss>\n\n\xFF</rss>", "line 3"},
      {"two roots", "<rss/>\n<rss/>", "line 2"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto refused = read(row.bytes, from);
    REQUIRE(!refused);
    CHECK(refused.error().code == Code::malformed);
    CHECK(refused.error().place == row.place);
  }
}

TEST_CASE("an_alert_by_itself_is_given_as_it_came") {
  const auto bytes = cat("<?xml version=\"1.0\"?>\r\n<!-- x -->", alert("a"), "\r\n");
  const auto item = only_item(bytes);
  REQUIRE(item.alerts.size() == 1);
  CHECK(item.alerts[0].bytes == bytes);
  CHECK(!item.alerts[0].is_derived);
  CHECK(item.lead() == Lead::alert);
}

TEST_CASE("a_feed_says_what_it_is_in_any_order") {
  const auto document = must_read(
      atom("<x:y xmlns:x='urn:x'><id>not this</id></x:y><entry><id>e</id><title type='html'>T &amp;lt; U</title>"
           "<published>p</published><link href='1.xml'/></entry><id> tag:x </id><updated>u</updated>"
           "<link rel='self' href='/feed.atom'/><link rel='hub' href='https://hub.example.org/'/>"
           "<link rel='hub' href='//hub2.example.org/'/><link rel='alternate' href='https://example.org'/>"
           "<title>Warnings</title>"));
  CHECK(document.id == "tag:x");
  CHECK(document.title == "Warnings");
  CHECK(document.updated == "u");
  CHECK(document.self == "https://feeds.example.org/feed.atom");
  CHECK(document.hubs == std::vector<std::string>{"https://hub.example.org/", "https://hub2.example.org/"});
  CHECK(!document.distribution_status);
  REQUIRE(document.items.size() == 1);
  CHECK(document.items[0].id == "e");
  CHECK(document.items[0].title == "T &lt; U");
  CHECK(document.items[0].updated == "p");
}

TEST_CASE("a_channel_says_what_it_is") {
  const auto document = must_read(
      rss("<item><guid isPermaLink='false'>g</guid><title>T</title><pubDate>Thu, 01 Jan 2026</pubDate></item>",
          "<title>Warnings</title><lastBuildDate>now</lastBuildDate><pubDate>then</pubDate><link>https://example.org"
          "</link><atom:link rel='self' href='rss.xml'/><atom:link rel='hub' href='https://hub.example.org/'/>"));
  CHECK(document.kind == Kind::rss);
  CHECK(document.title == "Warnings");
  CHECK(document.updated == "now");
  CHECK(document.self == "https://feeds.example.org/alerts/rss.xml");
  CHECK(document.hubs == std::vector<std::string>{"https://hub.example.org/"});
  REQUIRE(document.items.size() == 1);
  CHECK(document.items[0].id == "g");
  CHECK(document.items[0].updated == "Thu, 01 Jan 2026");
  CHECK(document.items[0].lead() == Lead::no_alert);
}

TEST_CASE("rss_1_0_has_its_items_beside_the_channel") {
  const auto document = must_read(
      "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/' "
      "xmlns:dc='http://purl.org/dc/elements/1.1/'><channel rdf:about='urn:f'><title>W</title><dc:date>d</dc:date>"
      "</channel><item rdf:about='urn:i'><title>T</title><link>https://example.org/1</link><dc:date>e</dc:date></item>"
      "</rdf:RDF>");
  CHECK(document.id == "urn:f");
  CHECK(document.title == "W");
  CHECK(document.updated == "d");
  REQUIRE(document.items.size() == 1);
  CHECK(document.items[0].id == "urn:i");
  CHECK(document.items[0].updated == "e");
  CHECK(document.items[0].links == std::vector<Link>{{"https://example.org/1", ""}});
}

TEST_CASE("fields_of_cap_in_an_entry_are_no_alert") {
  const std::string_view copied =
      "<cap:event>Flood</cap:event><cap:status>Actual</cap:status><cap:msgType>Alert</cap:msgType>"
      "<cap:message_type>Cancel</cap:message_type><cap:identifier>x</cap:identifier><cap:info><cap:event>F</cap:event>"
      "</cap:info>";
  const std::string_view cap = " xmlns:cap='urn:oasis:names:tc:emergency:cap:1.2'";
  const auto bare = only_item(atom(entry(copied), cap));
  CHECK(bare.lead() == Lead::no_alert);
  CHECK(bare.alerts.empty());
  const auto linked = only_item(atom(entry(cat(copied, "<link href='1.xml'/>")), cap));
  CHECK(linked.lead() == Lead::link);
  CHECK(linked.alerts.empty());
  CHECK(only_item(cat("<rss", cap, "><channel><item>", copied, "</item></channel></rss>")).lead() == Lead::no_alert);
}

TEST_CASE("a_distribution_says_its_status_and_it_wins") {
  using cap::Status;
  struct Row {
    std::string_view status;  ///< the element
    std::optional<Status> read;
    Status of_actual, of_test;  ///< what an alert of these is
  };
  const Row rows[] = {
      {"", std::nullopt, Status::actual, Status::test},
      {"<distributionStatus/>", std::nullopt, Status::actual, Status::test},
      {"<distributionStatus>Actual</distributionStatus>", Status::actual, Status::actual, Status::test},
      {"<distributionStatus> Test\n</distributionStatus>", Status::test, Status::test, Status::test},
      {"<distributionStatus>exercise</distributionStatus>", Status::exercise, Status::exercise, Status::test},
      {"<distributionStatus>System</distributionStatus>", Status::system, Status::system, Status::test},
      {"<distributionStatus>Training</distributionStatus>", Status::test, Status::test, Status::test},
      {"<distributionStatus>Draft</distributionStatus>", Status::test, Status::test, Status::test},
      {"<distributionStatus><StatusKindDefault><valueListURI>urn:x</valueListURI><value>Exercise</value>"
       "</StatusKindDefault></distributionStatus>",
       Status::exercise, Status::exercise, Status::test},
      {"<distributionStatus>Exercise</distributionStatus><distributionStatus>Actual</distributionStatus>",
       Status::exercise, Status::exercise, Status::test},
      {"<distributionStatus><StatusKindDefault><value>Actual</value><value>Test</value></StatusKindDefault>"
       "</distributionStatus>",
       Status::test, Status::test, Status::test},
  };
  for (const auto& row : rows) {
    CAPTURE(row.status);
    const auto document = must_read(edxl(row.status, object(alert("a"))));
    CHECK(document.id == "d");
    CHECK(document.distribution_status == row.read);
    REQUIRE(document.items.size() == 1);
    REQUIRE(document.items[0].alerts.size() == 1);
    CHECK(document.items[0].alerts[0].distribution_status == row.read);
    CHECK(binding_status(Status::actual, row.read) == row.of_actual);
    CHECK(binding_status(Status::test, row.read) == row.of_test);
  }
}

TEST_CASE("edxl_of_either_version_holds_many_objects") {
  const auto first = must_read(edxl("", cat(object(alert("a")), object(cat(alert("b"), alert("c"))), object(""))));
  REQUIRE(first.items.size() == 3);
  CHECK(first.items[0].alerts.size() == 1);
  CHECK(first.items[1].alerts.size() == 2);
  CHECK(first.items[1].alerts[1].bytes == alert("c"));
  CHECK(first.items[2].lead() == Lead::no_alert);
  const auto second = must_read(
      cat("<d:edxlDistribution xmlns:d='urn:oasis:names:tc:emergency:EDXL:DE:2.0'><d:dateTimeSent>t</d:dateTimeSent>"
          "<d:content><d:contentObject><d:contentDescriptor><d:contentID>i</d:contentID><d:contentDescription>T"
          "</d:contentDescription></d:contentDescriptor><d:ContentXML><d:EmbeddedXMLContent>",
          alert("a"),
          "</d:EmbeddedXMLContent></d:ContentXML></d:contentObject><d:contentObject><d:otherContent><d:mimeType>"
          "application/cap+xml</d:mimeType><d:uri>https://example.org/2.cap</d:uri></d:otherContent></d:contentObject>"
          "</d:content></d:edxlDistribution>"));
  CHECK(second.updated == "t");
  REQUIRE(second.items.size() == 2);
  CHECK(second.items[0].id == "i");
  CHECK(second.items[0].title == "T");
  REQUIRE(second.items[0].alerts.size() == 1);
  CHECK(second.items[0].alerts[0].bytes == alert("a"));
  CHECK(second.items[1].links == std::vector<Link>{{"https://example.org/2.cap", "application/cap+xml"}});
}

TEST_CASE("excerpts_in_a_distribution_are_no_alerts") {
  const auto bytes =
      edxl("", cat("<contentObject><xmlContent><keyXMLContent>", alert("key"), "</keyXMLContent>",
                   "<embeddedXMLContent>", alert("whole"), "</embeddedXMLContent></xmlContent>", "</contentObject>"));
  const auto item = only_item(bytes);
  REQUIRE(item.alerts.size() == 1);
  CHECK(item.alerts[0].bytes == alert("whole"));
}

}  // namespace
}  // namespace heed::capfeed
