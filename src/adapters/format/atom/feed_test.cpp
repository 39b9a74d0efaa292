#include "adapters/format/atom/feed.h"

#include <doctest/doctest.h>

#include "core/text.h"

namespace heed::atom {
namespace {

constexpr Instant noon{1'709'726'400'000};  // 2024-03-06T12:00:00Z

/// An alert with something in every field that an entry repeats.
Inline drill() {
  cap::Alert alert{.identifier = "heed-7.2", .sender = "example.org", .sent = noon};
  alert.status = cap::Status::exercise;
  alert.type = cap::MessageType::update;
  alert.scope = cap::Scope::everybody;
  alert.references = {{"example.org", "heed-7.1", noon - std::chrono::hours(1)}};
  alert.infos.push_back({.language = "en",
                         .categories = {cap::Category::security},
                         .event = "Gatherings",
                         .response_types = {cap::ResponseType::monitor},
                         .urgency = cap::Urgency::expected,
                         .severity = cap::Severity::severe,
                         .certainty = cap::Certainty::possible});
  auto& info = alert.infos.front();
  info.event_codes = {{"SAME", "CEM"}};
  info.effective = noon;
  info.onset = noon + std::chrono::hours(2);
  info.expires = noon + std::chrono::hours(24);
  info.sender_name = "Embassy";
  info.headline = "EXERCISE: Avoid large gatherings";
  info.areas = {{.description = "Moscow & around", .geocodes = {{"ISO3166-2", "RU-MOW"}}}};
  return {alert, 0};
}

Feed one_warning() {
  Feed feed{.id = "tag:example.org,2024:warnings", .title = "Warnings", .updated = noon, .author = "Embassy"};
  feed.self_url = "https://example.org/feed.atom";
  feed.items.push_back({.id = "tag:example.org,2024:heed-7",
                        .title = "Avoid large gatherings",
                        .updated = noon,
                        .published = noon - std::chrono::hours(1),
                        .summary = "For 48 hours",
                        .link_cap = "https://example.org/cap/heed-7.xml",
                        .link_html = "https://example.org/warnings/7?a=1&b=2",
                        .category = "Security",
                        .state = {"cancelled", "Cancelled"},
                        .cap = drill()});
  feed.scheme = "tag:example.org,2024:state";
  return feed;
}

TEST_CASE("a_feed_is_written_to_the_byte (PU-2, DE-13)") {
  CHECK(write(one_warning()) == R"(<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:cap="urn:oasis:names:tc:emergency:cap:1.2">
  <id>tag:example.org,2024:warnings</id>
  <title>Warnings</title>
  <updated>2024-03-06T12:00:00+00:00</updated>
  <author>
    <name>Embassy</name>
  </author>
  <link rel="self" type="application/atom+xml" href="https://example.org/feed.atom"/>
  <entry>
    <id>tag:example.org,2024:heed-7</id>
    <title>Avoid large gatherings</title>
    <updated>2024-03-06T12:00:00+00:00</updated>
    <published>2024-03-06T11:00:00+00:00</published>
    <link rel="alternate" type="application/cap+xml" href="https://example.org/cap/heed-7.xml"/>
    <link rel="alternate" type="text/html" href="https://example.org/warnings/7?a=1&amp;b=2"/>
    <category term="Security"/>
    <category term="cancelled" scheme="tag:example.org,2024:state" label="Cancelled"/>
    <summary>For 48 hours</summary>
    <cap:identifier>heed-7.2</cap:identifier>
    <cap:sender>example.org</cap:sender>
    <cap:sent>2024-03-06T12:00:00-00:00</cap:sent>
    <cap:status>Exercise</cap:status>
    <cap:msgType>Update</cap:msgType>
    <cap:scope>Public</cap:scope>
    <cap:references>example.org,heed-7.1,2024-03-06T11:00:00-00:00</cap:references>
    <cap:language>en</cap:language>
    <cap:category>Security</cap:category>
    <cap:event>Gatherings</cap:event>
    <cap:responseType>Monitor</cap:responseType>
    <cap:urgency>Expected</cap:urgency>
    <cap:severity>Severe</cap:severity>
    <cap:certainty>Possible</cap:certainty>
    <cap:eventCode>
      <cap:valueName>SAME</cap:valueName>
      <cap:value>CEM</cap:value>
    </cap:eventCode>
    <cap:effective>2024-03-06T12:00:00-00:00</cap:effective>
    <cap:onset>2024-03-06T14:00:00-00:00</cap:onset>
    <cap:expires>2024-03-07T12:00:00-00:00</cap:expires>
    <cap:senderName>Embassy</cap:senderName>
    <cap:headline>EXERCISE: Avoid large gatherings</cap:headline>
    <cap:areaDesc>Moscow &amp; around</cap:areaDesc>
    <cap:geocode>
      <cap:valueName>ISO3166-2</cap:valueName>
      <cap:value>RU-MOW</cap:value>
    </cap:geocode>
  </entry>
</feed>
)");
}

TEST_CASE("a_new_edition_keeps_the_id_of_its_entry_and_moves_its_time") {
  auto feed = one_warning();
  const auto before = write(feed);
  CHECK(write(feed) == before);
  feed.items[0].updated = noon + std::chrono::hours(2);
  const auto after = write(feed);
  CHECK(after.find("<id>tag:example.org,2024:heed-7</id>") == before.find("<id>tag:example.org,2024:heed-7</id>"));
  CHECK(after.find("<updated>2024-03-06T14:00:00+00:00</updated>") != std::string::npos);
}

TEST_CASE("a_feed_without_warnings_is_a_feed") {
  auto feed = one_warning();
  feed.items.clear();
  const auto xml = write(feed);
  CHECK(xml.find("<entry>") == std::string::npos);
  CHECK(xml.ends_with("/>\n</feed>\n"));
}

TEST_CASE("what_is_not_known_is_left_out") {
  Feed feed{.id = "tag:example.org,2024:x", .title = "T"};
  feed.items.push_back({.id = "tag:example.org,2024:y", .title = "U"});
  const auto xml = write(feed);
  for (const std::string name : {"<link", "<category", "<summary", "<cap:", "xml:lang"})
    CHECK_MESSAGE(!xml.contains(name), name);
}

TEST_CASE("the_words_of_an_item_say_their_language") {
  auto feed = one_warning();
  feed.items[0].language = "ru";
  CHECK(write(feed).contains("<title xml:lang=\"ru\">Avoid"));
  CHECK(write(feed).contains("<summary xml:lang=\"ru\">For"));
}

TEST_CASE("items_keep_their_order") {
  auto feed = one_warning();
  feed.items.push_back({.id = "tag:example.org,2024:heed-8", .title = "Second"});
  const auto xml = write(feed);
  CHECK(xml.find("heed-7</id>") < xml.find("heed-8</id>"));
}

TEST_CASE("text_from_outside_cannot_break_out_of_its_element") {
  auto feed = one_warning();
  feed.items[0].title = "</title><script>&\"']]>\x01";
  feed.items[0].category = "\" onclick=\"x";
  const auto xml = write(feed);
  CHECK(xml.contains("<title>&lt;/title&gt;&lt;script&gt;&amp;&quot;&#39;]]&gt;\uFFFD</title>"));
  CHECK(xml.contains("<category term=\"&quot; onclick=&quot;x\"/>"));
}

}  // namespace
}  // namespace heed::atom
