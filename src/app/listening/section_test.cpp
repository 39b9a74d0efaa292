#include "app/listening/section.h"

#include <doctest/doctest.h>

#include "flow/record/testing/desk.h"

namespace heed::listening {
namespace {

TEST_CASE("a_feed_is_named_once_and_its_address_says_how_it_is_listened_to") {
  struct Row {
    Feed feed;
    std::string_view verdict;
  };
  const Row rows[] = {
      {{"nws", "https://feed.example/atom", {}}, "done"},
      {{"nws", "http://feed.example/atom", {}}, "done"},
      {{"nws", "tcp://stream.example:8080", {}}, "done"},
      {{"nws", "file:///var/spool/alerts", Duration{1}}, "done"},
      {{"nws", "file://relative", {}}, "malformed @nws.url"},
      {{"nws", "ftp://feed.example", {}}, "malformed @nws.url"},
      {{"nws", "", {}}, "malformed @nws.url"},
      {{"", "https://feed.example", {}}, "invalid @feeds.name"},
      {{"push:desk", "https://feed.example", {}}, "invalid @feeds.name"},
      {{"push", "https://feed.example", {}}, "done"},
      {{"nws", "https://feed.example", Duration{0}}, "invalid @every"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.feed.name);
    CAPTURE(row.feed.url);
    Section section;
    section.feeds = {row.feed};
    CHECK(testing::verdict(check(section)) == row.verdict);
  }
}

TEST_CASE("only_a_stream_has_repositories_and_each_is_an_address_on_the_web") {
  using Bases = std::vector<std::string>;
  struct Row {
    std::string url;
    Bases repositories;
    std::string_view verdict;
  };
  const Row rows[] = {
      {"tcp://stream.example:8080", {}, "done"},
      {"tcp://stream.example:8080", {"http://one.example", "https://two.example/kept/"}, "done"},
      {"tcp://stream.example:8080", Bases(repositories_max, "http://one.example"), "done"},
      {"tcp://stream.example:8080", Bases(repositories_max + 1, "http://one.example"), "too_large @s.repositories"},
      {"tcp://stream.example:8080", {"ftp://one.example"}, "malformed @s.repositories"},
      {"tcp://stream.example:8080", {"one.example"}, "malformed @s.repositories"},
      {"tcp://stream.example:8080", {"http://me:secret@one.example"}, "malformed @s.repositories"},
      {"tcp://stream.example:8080", {"http://one.example/?day="}, "malformed @s.repositories"},
      {"tcp://stream.example:8080", {"http://one.example/#x"}, "malformed @s.repositories"},
      {"https://feed.example", {"http://one.example"}, "invalid @s.repositories"},
      {"file:///var/spool", {"http://one.example"}, "invalid @s.repositories"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.url);
    Section section;
    section.feeds = {{"s", row.url, {}, row.repositories}};
    CHECK(testing::verdict(check(section)) == row.verdict);
  }
}

TEST_CASE("two_feeds_of_one_name_and_more_than_the_limit_are_refused") {
  Section section;
  section.feeds = {{"a", "https://a.example", {}}, {"a", "https://b.example", {}}};
  CHECK(testing::verdict(check(section)) == "conflict @feeds");
  section.feeds.clear();
  for (std::size_t i = 0; i < feeds_max; ++i) section.feeds.push_back({cat("feed-", i), "https://a.example", {}});
  CHECK(check(section));
  section.feeds.push_back({"one-more", "https://a.example", {}});
  CHECK(testing::verdict(check(section)) == "too_large @feeds");
}

TEST_CASE("a_rule_for_reports_names_feeds_that_there_are") {
  Section section;
  section.feeds = {{"met", "https://feed.example/atom", {}}};
  section.reports = std::vector<ReportRule>(2);
  section.reports->back().feeds = std::vector<std::string>{"met", "push:desk"};
  section.reports->back().all_places = true;
  CHECK(check(section));
  const auto rules = rules_of(section);
  REQUIRE(rules.size() == 2);
  CHECK_FALSE(rules.front().is_for_all_places);
  CHECK(rules.back().is_for_all_places);
  CHECK(rules.back().interest.feeds == section.reports->back().feeds);
  section.reports->back().feeds->push_back("mett");
  CHECK(testing::verdict(check(section)) == "not_found @reports.feeds");
}

TEST_CASE("what_the_section_leaves_out_is_as_the_rules_have_it") {
  const auto policy = policy_of({});
  CHECK(policy.may_end.empty());
  CHECK(policy.stands_without_expiry == heard::Policy{}.stands_without_expiry);
  Section section;
  section.stands_without_expiry = Duration{5};
  section.may_end = std::vector<heard::Right>{{"national@example.org", "region@example.org"}};
  CHECK(policy_of(section).stands_without_expiry == Duration{5});
  CHECK(policy_of(section).may_end.size() == 1);
}

}  // namespace
}  // namespace heed::listening
