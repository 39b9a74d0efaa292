#include "server/http/request.h"

#include <doctest/doctest.h>

#include "core/text.h"

using namespace heed;
using namespace heed::http;

TEST_CASE("a_target_is_read_into_path_segments_and_query") {
  struct Row {
    std::string raw;
    std::string path;
    std::vector<std::string> segments;
    std::map<std::string, std::string> query;
  };
  const std::vector<Row> rows{
      {"/", "/", {""}, {}},
      {"/a/b", "/a/b", {"a", "b"}, {}},
      {"/a/", "/a/", {"a", ""}, {}},
      {"//a", "//a", {"", "a"}, {}},
      {"/a%20b/%c3%A4", "/a b/\xc3\xa4", {"a b", "\xc3\xa4"}, {}},
      {"/a%2Fb", "/a/b", {"a/b"}, {}},
      {"/a+b", "/a+b", {"a+b"}, {}},
      {"/...", "/...", {"..."}, {}},
      {"/a?", "/a", {"a"}, {}},
      {"/a?x=1&y=a+b%2B&z", "/a", {"a"}, {{"x", "1"}, {"y", "a b+"}, {"z", ""}}},
      {"/a?x=1=2&&", "/a", {"a"}, {{"x", "1=2"}}},
      {"/a?note=one%0Atwo", "/a", {"a"}, {{"note", "one\ntwo"}}},
      {"HTTP://heed/a?x=1", "/a", {"a"}, {{"x", "1"}}},
      {"https://heed", "/", {""}, {}},
      {"https://heed?x=1", "/", {""}, {{"x", "1"}}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.raw);
    const auto target = parse_target(row.raw);
    REQUIRE(target);
    CHECK(target->path == row.path);
    CHECK(target->segments == row.segments);
    CHECK(target->query == row.query);
  }
}

TEST_CASE("a_field_given_twice_is_refused_by_name") {
  const auto fields = parse_form("name=a&role=b&name=c");
  REQUIRE_FALSE(fields);
  CHECK(fields.error().code == Code::malformed);
  CHECK(fields.error().place == "name");
}

TEST_CASE("header_names_are_found_in_any_case_and_their_values_kept_as_they_came") {
  Headers headers;
  headers.add("X-One", "A b");
  headers.add("x-one", "second");
  CHECK(headers.value("x-ONE") == "A b");
  CHECK(headers.count("X-ONE") == 2);
  CHECK(headers.find("X-On") == nullptr);
  CHECK(headers.value("X-Two").empty());
}

TEST_CASE("cookies_are_read_by_name_and_the_first_of_two_counts") {
  Request request;
  request.headers.add("Cookie", "session=abc=1; theme=dark ;; broken; =nameless; session=planted");
  request.headers.add("cookie", "more=1");
  const std::map<std::string, std::string> expected{{"session", "abc=1"}, {"theme", "dark"}, {"more", "1"}};
  CHECK(request.cookies() == expected);
}
