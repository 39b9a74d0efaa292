// Each limit of document.h, at it and one past it, and that what is costly to say is not costly to read.

#include <doctest/doctest.h>

#include "core/text.h"
#include "lib/capfeed/document.h"
#include "lib/capfeed/testing/alerts.h"

namespace heed::capfeed::testing {
namespace {

/// An alert of exactly so many bytes.
std::string alert_of(std::size_t bytes) {
  const auto without = alert("a", "<note></note>").size();
  return alert("a", cat("<note>", std::string(bytes - without, 'x'), "</note>"));
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  out.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

void check_too_large(const Result<Document>& document) {
  REQUIRE(!document);
  CHECK(document.error().code == Code::too_large);
}

TEST_CASE("a_document_has_a_largest_size") {
  const auto of = [](std::size_t bytes) {
    const auto frame = rss("").size() + 7;
    return rss("", cat("<!--", std::string(bytes - frame, 'x'), "-->"));
  };
  REQUIRE(of(document_bytes).size() == document_bytes);
  CHECK(read(of(document_bytes)));
  check_too_large(read(of(document_bytes + 1)));
}

TEST_CASE("a_document_has_a_largest_number_of_items") {
  CHECK(read(rss(repeated("<item/>", items_max)))->items.size() == items_max);
  check_too_large(read(rss(repeated("<item/>", items_max + 1))));
  CHECK(read(atom(repeated("<entry/>", items_max)))->items.size() == items_max);
  check_too_large(read(atom(repeated("<entry/>", items_max + 1))));
}

TEST_CASE("a_document_has_a_largest_number_of_elements") {
  // The root and its channel are elements too.
  CHECK(read(rss(repeated("<a/>", elements_max - 2))));
  check_too_large(read(rss(repeated("<a/>", elements_max - 1))));
}

TEST_CASE("an_alert_has_a_largest_size_and_keeps_no_other_from_being_read") {
  const auto largest = alert_of(alert_bytes);
  REQUIRE(largest.size() == alert_bytes);
  const auto past = alert_of(alert_bytes + 1);
  CHECK(read(largest)->items[0].alerts[0].bytes == largest);
  check_too_large(read(past));

  const auto feed = read(atom(cat(entry(largest), entry(past), entry(alert("b")))));
  REQUIRE(feed);
  REQUIRE(feed->items.size() == 3);
  CHECK(feed->items[0].alerts[0].bytes == largest);
  CHECK(feed->items[1].lead() == Lead::too_large);
  CHECK(feed->items[1].too_large == 1);
  CHECK(feed->items[2].lead() == Lead::alert);

  const auto escaped = [](const std::string& bytes) {
    return atom(entry(cat("<content><![CDATA[", bytes, "]]></content>")));
  };
  CHECK(read(escaped(largest))->items[0].lead() == Lead::alert);
  CHECK(read(escaped(past))->items[0].lead() == Lead::too_large);
}

TEST_CASE("declarations_count_to_the_size_of_a_derived_copy") {
  const auto declaration = cat(" xmlns='", "urn:oasis:names:tc:emergency:cap:1.2", "'");
  const auto feed = [&](std::size_t size) {
    auto bytes = alert_of(size);
    bytes.erase(6, declaration.size());
    return atom(cat("<entry xmlns=\"http://www.w3.org/2005/Atom\"><x:y xmlns:x='urn:x'", declaration, ">", bytes,
                    "</x:y></entry>"));
  };
  CHECK(read(feed(alert_bytes))->items[0].lead() == Lead::alert);
  CHECK(read(feed(alert_bytes + 1))->items[0].lead() == Lead::too_large);
}

TEST_CASE("alerts_and_links_together_have_a_largest_size") {
  // One long base makes a long address of every short link.
  const std::string base = "https://a.example/";
  const auto feed = [&](std::size_t entries) {
    const auto long_base = base + std::string(link_bytes - base.size() - 2, 'a') + "/";
    return atom(repeated("<entry><link href='1'/></entry>", entries), cat(" xml:base='", long_base, "'"));
  };
  const auto each = sizeof(Link) + link_bytes;
  const auto most = handed_out_bytes / each;
  REQUIRE(most < items_max);
  CHECK(read(feed(most))->items.size() == most);
  check_too_large(read(feed(most + 1)));
}

TEST_CASE("thousands_of_alerts_under_a_long_start_tag_are_read_in_time_that_grows_with_the_bytes") {
  const auto declarations = cat(" xmlns:c='urn:oasis:names:tc:emergency:cap:1.2' a='", std::string(1 << 20, 'x'), "'");
  const auto document = read(atom(repeated("<entry><c:alert/></entry>", 10'000), declarations));
  REQUIRE(document);
  CHECK(document->items.back().alerts[0].bytes == "<c:alert xmlns:c='urn:oasis:names:tc:emergency:cap:1.2'/>");
}

}  // namespace
}  // namespace heed::capfeed::testing
