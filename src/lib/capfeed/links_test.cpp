#include <doctest/doctest.h>

#include "core/text.h"
#include "lib/capfeed/document.h"
#include "lib/capfeed/testing/alerts.h"

namespace heed::capfeed {
namespace {

using testing::atom;
using testing::entry;
using testing::rss;

constexpr std::string_view from = "https://feeds.example.org/alerts/index.xml";

std::vector<std::string> links_in(std::string_view bytes, std::string_view address = from) {
  const auto document = read(bytes, address);
  REQUIRE(document);
  REQUIRE(document->items.size() == 1);
  std::vector<std::string> links;
  for (const auto& link : document->items[0].links) links.push_back(link.href);
  return links;
}

TEST_CASE("links_of_an_entry_are_taken_by_their_type_and_relation") {
  struct Row {
    std::string_view attributes;
    bool is_taken;
  };
  const Row rows[] = {
      {"type='application/cap+xml'", true},
      {"type='Application/CAP+XML; charset=utf-8'", true},
      {"type='application/common-alerting-protocol+xml'", true},
      {"rel='related' type='application/cap+xml'", true},
      {"rel='hub' type='application/cap+xml'", false},
      {"", true},
      {"rel='alternate'", true},
      {"rel='http://www.iana.org/assignments/relation/alternate'", true},
      {"rel='enclosure'", true},
      {"type='text/xml'", true},
      {"type='application/xml'", true},
      {"rel='alternate' type='application/atom+xml'", true},
      {"rel='related'", false},
      {"rel='related' type='text/xml'", false},
      {"rel='self'", false},
      {"rel='hub'", false},
      {"rel='next'", false},
      {"type='text/html'", false},
      {"type='application/xhtml+xml'", false},
      {"type='image/svg+xml'", false},
      {"type='application/pdf'", false},
  };
  for (const auto& row : rows) {
    CAPTURE(row.attributes);
    const auto links = links_in(atom(entry(cat("<link href='https://a.example/1' ", row.attributes, "/>"))));
    CHECK(links.size() == (row.is_taken ? 1 : 0));
  }
}

TEST_CASE("the_likeliest_link_comes_first_and_each_once") {
  const auto links =
      links_in(atom(entry("<link href='https://a.example/other' type='application/atom+xml'/>"
                          "<link href='https://a.example/bare'/>"
                          "<link href='https://a.example/xml' type='text/xml'/>"
                          "<link href='https://a.example/cap' rel='self'/>"
                          "<link href='https://a.example/cap'/>"
                          "<link href='https://a.example/cap' type='application/cap+xml'/>"
                          "<link href='https://a.example/bare2'/>"
                          "<link href='https://a.example/xml'/>")));
  CHECK(links == std::vector<std::string>{"https://a.example/cap", "https://a.example/xml", "https://a.example/bare",
                                          "https://a.example/bare2", "https://a.example/other"});
  const auto more =
      links_in(rss("<item><guid>https://a.example/guid</guid><link> https://a.example/link\n</link>"
                   "<enclosure url='https://a.example/x.mp3' type='audio/mpeg' length='1'/>"
                   "<enclosure url='https://a.example/xml' type='application/xml' length='1'/>"
                   "<atom:link href='https://a.example/cap' type='application/cap+xml'/></item>"));
  CHECK(more == std::vector<std::string>{"https://a.example/cap", "https://a.example/xml", "https://a.example/link",
                                         "https://a.example/guid"});
}

TEST_CASE("a_guid_is_a_link_when_it_is_a_permalink") {
  struct Row {
    std::string_view guid;
    bool is_taken;
  };
  const Row rows[] = {
      {"<guid>https://a.example/1</guid>", true},
      {"<guid isPermaLink='true'>https://a.example/1</guid>", true},
      {"<guid isPermaLink='false'>https://a.example/1</guid>", false},
      {"<guid>urn:oid:2.49.0.1.826.0</guid>", false},
      {"<guid isPermaLink='true'>1.xml</guid>", false},
      {"<guid/>", false},
  };
  for (const auto& row : rows) {
    CAPTURE(row.guid);
    CHECK(links_in(rss(cat("<item>", row.guid, "</item>"))).size() == (row.is_taken ? 1 : 0));
  }
}

TEST_CASE("relative_addresses_are_resolved_against_what_is_said_nearest") {
  struct Row {
    std::string_view name;
    std::string bytes;
    std::string_view address, link;  ///< empty: none
  };
  const auto feed = [](std::string_view attributes, std::string_view before, std::string_view of_entry,
                       std::string_view of_link) {
    return atom(cat(before, "<entry", of_entry, "><link href='x/1.xml'", of_link, "/></entry>"), attributes);
  };
  const Row rows[] = {
      {"the address", feed("", "", "", ""), from, "https://feeds.example.org/alerts/x/1.xml"},
      {"the base of the feed", feed(" xml:base='https://b.example/c/'", "", "", ""), from,
       "https://b.example/c/x/1.xml"},
      {"bases in each other", feed(" xml:base='/c/'", "", " xml:base='d/'", " xml:base='../e/'"), from,
       "https://feeds.example.org/c/e/x/1.xml"},
      {"a base that is none", feed(" xml:base='urn:x'", "", "", ""), from, ""},
      {"self does not count where the address is known",
       feed("", "<link rel='self' href='https://s.example/f'/>", "", ""), from,
       "https://feeds.example.org/alerts/x/1.xml"},
      {"self where it is not", feed("", "<link rel='self' href='https://s.example/f'/>", "", ""), "",
       "https://s.example/x/1.xml"},
      {"nothing", feed("", "", "", ""), "", ""},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto links = links_in(row.bytes, row.address);
    if (row.link.empty()) {
      CHECK(links.empty());
    } else {
      CHECK(links == std::vector<std::string>{std::string(row.link)});
    }
  }
  const auto late = atom("<entry><link href='1'/></entry><link rel='self' href='https://s.example/f/'/>");
  CHECK(links_in(late, "") == std::vector<std::string>{"https://s.example/f/1"});
}

TEST_CASE("only_addresses_that_can_be_fetched_are_links") {
  for (const std::string_view href : {"javascript:alert(1)", "ftp://a.example/1", "file:///etc/passwd", "urn:oid:2.49",
                                      "https://", "https:///x", "https://a.example/&#10;Host: b", "", " "}) {
    CAPTURE(href);
    CHECK(links_in(atom(entry(cat("<link href='", href, "'/>")))).empty());
  }
  CHECK(links_in(atom(entry("<link href=' https://a.example/a b?c=&amp;d '/>"))) ==
        std::vector<std::string>{"https://a.example/a%20b?c=&d"});
}

TEST_CASE("content_elsewhere_is_a_link") {
  CHECK(links_in(atom(entry("<content type='application/cap+xml' src='1.cap'/>"))) ==
        std::vector<std::string>{"https://feeds.example.org/alerts/1.cap"});
  CHECK(links_in(atom(entry("<content type='image/png' src='1.png'/>"))).empty());
}

TEST_CASE("an_address_has_a_longest_length") {
  const std::string start = "https://a.example/";
  const auto at_limit = start + std::string(link_bytes - start.size(), 'a');
  CHECK(links_in(atom(entry(cat("<link href='", at_limit, "'/>")))) == std::vector<std::string>{at_limit});
  CHECK(links_in(atom(entry(cat("<link href='", at_limit, "a'/>")))).empty());
  // A space becomes three characters.
  CHECK(links_in(atom(entry(cat("<link href='", start, " ", std::string(link_bytes - start.size() - 3, 'a'), "'/>"))))
            .size() == 1);
  CHECK(links_in(atom(entry(cat("<link href='", start, " ", std::string(link_bytes - start.size() - 2, 'a'), "'/>"))))
            .empty());
}

TEST_CASE("of_many_links_the_best_are_kept_and_of_many_hubs_the_first") {
  std::string links;
  for (std::size_t i = 0; i < links_per_item; ++i) links += cat("<link href='https://a.example/", i, "'/>");
  CHECK(links_in(atom(entry(links))).size() == links_per_item);
  const auto kept = links_in(atom(entry(cat(links, "<link href='https://a.example/c' type='application/cap+xml'/>"))));
  CHECK(kept.size() == links_per_item);
  CHECK(kept.front() == "https://a.example/c");
  CHECK(kept.back() == cat("https://a.example/", links_per_item - 2));
  std::string hubs;
  for (std::size_t i = 0; i < hubs_max + 1; ++i) hubs += cat("<link rel='hub' href='https://h.example/", i, "'/>");
  const auto document = read(atom(hubs), from);
  REQUIRE(document);
  CHECK(document->hubs.size() == hubs_max);
  CHECK(document->hubs.back() == cat("https://h.example/", hubs_max - 1));
}

}  // namespace
}  // namespace heed::capfeed
