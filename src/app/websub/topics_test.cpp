#include "app/websub/topics.h"

#include <doctest/doctest.h>

#include "core/text.h"

namespace heed::websub {

TEST_CASE("feeds_and_data_are_topics_and_nothing_else_of_the_site_is") {
  constexpr std::string_view base = "https://heed.example/hub";
  const std::pair<std::string_view, std::string_view> topics[] = {
      {"feed.atom", "application/atom+xml; charset=utf-8"},
      {"feed.rss", "application/rss+xml; charset=utf-8"},
      {"feeds/language-en.atom", "application/atom+xml; charset=utf-8"},
      {"feeds/area-iso3166-2-RU-MOW.rss", "application/rss+xml; charset=utf-8"},
      {"warnings.json", "application/json"},
      {"warnings.geojson", "application/geo+json"}};
  for (const auto& [path, type] : topics) {
    CAPTURE(path);
    CHECK(media_type_of(path) == type);
    const auto topic = topic_of(base, path);
    REQUIRE(topic);
    CHECK(*topic == cat(base, "/", path));
    CHECK(path_of(base, *topic) == path);
  }
  for (const std::string_view path :
       {"", "index.html", "cap/w.1.xml", "warnings/w.html", "feeds/index.html", "feeds/", "feeds/.atom", "other.atom",
        "feeds/a/b.atom", "feeds/../feed.atom", "feed.atom/", "warnings.json?x", "Feed.atom", "/feed.atom"}) {
    CAPTURE(path);
    CHECK_FALSE(media_type_of(path));
    CHECK_FALSE(topic_of(base, path));
    CHECK_FALSE(path_of(base, cat(base, "/", path)));
  }
  for (const std::string_view topic : {"", "feed.atom", "https://heed.example/feed.atom", "https://heed.example/hub",
                                       "https://heed.example/hubfeed.atom", "http://heed.example/hub/feed.atom"}) {
    CAPTURE(topic);
    CHECK_FALSE(path_of(base, topic));
  }
}

}  // namespace heed::websub
