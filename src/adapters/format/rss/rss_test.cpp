#include "adapters/format/rss/rss.h"

#include <array>

#include <doctest/doctest.h>

#include "lib/cap/xml/document.h"

namespace heed::rss {
namespace {

constexpr Instant noon{1'709'812'800'000};  // 2024-03-07T12:00:00Z

atom::Feed one_warning() {
  atom::Feed feed{.id = "tag:example.org,2024:warnings",
                  .title = "Warnings",
                  .updated = noon,
                  .html_url = "https://example.org/",
                  .author = "Embassy",
                  .scheme = "tag:example.org,2024:state",
                  .language = "en"};
  feed.items.push_back({.id = "tag:example.org,2024:heed-7",
                        .title = "Avoid large gatherings",
                        .language = "en",
                        .updated = noon,
                        .published = noon - std::chrono::hours(1),
                        .summary = "For 48 hours",
                        .link_cap = "https://example.org/cap/heed-7.xml",
                        .link_html = "https://example.org/warnings/7?a=1&b=2",
                        .category = "Security",
                        .state = {"updated", "Updated"}});
  return feed;
}

TEST_CASE("a_feed_is_written_to_the_byte (PU-2)") {
  CHECK(write(one_warning(), "https://example.org/feed.rss") == R"(<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:cap="urn:oasis:names:tc:emergency:cap:1.2">
  <channel>
    <title>Warnings</title>
    <link>https://example.org/</link>
    <description>Warnings of Embassy; each item leads to its CAP 1.2 alert.</description>
    <language>en</language>
    <lastBuildDate>Thu, 07 Mar 2024 12:00:00 GMT</lastBuildDate>
    <atom:link rel="self" type="application/rss+xml" href="https://example.org/feed.rss"/>
    <item>
      <title>Avoid large gatherings</title>
      <link>https://example.org/cap/heed-7.xml</link>
      <description>For 48 hours</description>
      <guid isPermaLink="false">tag:example.org,2024:heed-7</guid>
      <pubDate>Thu, 07 Mar 2024 11:00:00 GMT</pubDate>
      <category>Security</category>
      <category domain="tag:example.org,2024:state">updated</category>
      <atom:link rel="related" type="text/html" href="https://example.org/warnings/7?a=1&amp;b=2"/>
      <atom:updated>2024-03-07T12:00:00+00:00</atom:updated>
    </item>
  </channel>
</rss>
)");
}

TEST_CASE("a_time_is_written_as_mail_writes_it") {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> rows = {
      {{"1970-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 GMT"},
       {"2024-02-29T23:59:59.999Z", "Thu, 29 Feb 2024 23:59:59 GMT"},
       {"2024-03-10T09:05:07Z", "Sun, 10 Mar 2024 09:05:07 GMT"},
       {"2026-12-31T00:00:00Z", "Thu, 31 Dec 2026 00:00:00 GMT"},
       {"1969-12-31T23:59:59.500Z", "Wed, 31 Dec 1969 23:59:59 GMT"}}};
  for (const auto& [given, expected] : rows) CHECK(to_rss_time(*core::parse_instant(given)) == expected);
}

TEST_CASE("nasty_words_stay_words") {
  auto feed = one_warning();
  feed.title = feed.author = feed.items[0].title = feed.items[0].summary = "]]></title><script>&\"'\x01\xFF";
  feed.items[0].state.label = "<b>";
  const auto text = write(feed, "https://example.org/\"><x>");
  const auto document = xml::parse(text);
  REQUIRE(document);
  for (const auto& element : document->elements()) CHECK(element.local != "script");
  CHECK(document->root().local == "rss");
}

TEST_CASE("a_feed_without_items_is_a_feed_and_what_is_not_known_is_left_out") {
  atom::Feed feed{.id = "tag:example.org,2024:x", .title = "T", .author = "A"};
  CHECK(!write(feed, "").contains("<item>"));
  feed.items.push_back({.id = "tag:example.org,2024:y", .title = "U"});
  const auto text = write(feed, "");
  for (const std::string_view name : {"<category", "<atom:link", "<cap:", "<description></", "<language"})
    CHECK(!text.contains(name));
}

}  // namespace
}  // namespace heed::rss
