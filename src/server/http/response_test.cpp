#include "server/http/response.h"

#include <doctest/doctest.h>

#include "core/text.h"
#include "lib/json/json.h"
#include "server/http/wire.h"

using namespace heed;
using namespace heed::http;

TEST_CASE("every_failure_has_its_status_and_its_problem_document") {
  struct Row {
    Code code;
    int status;
    std::string title;
  };
  const std::vector<Row> rows{
      {Code::malformed, 400, "Bad Request"},
      {Code::invalid, 422, "Unprocessable Content"},
      {Code::refused, 409, "Conflict"},
      {Code::not_found, 404, "Not Found"},
      {Code::conflict, 409, "Conflict"},
      {Code::unidentified, 401, "Unauthorized"},
      {Code::forbidden, 403, "Forbidden"},
      {Code::too_large, 413, "Content Too Large"},
      {Code::too_many, 429, "Too Many Requests"},
      {Code::unavailable, 503, "Service Unavailable"},
      {Code::corrupt, 500, "Internal Server Error"},
      {Code::unsupported, 501, "Not Implemented"},
      {Code::stopped, 503, "Service Unavailable"},
      {Code::internal, 500, "Internal Server Error"},
  };
  for (const auto& [code, status, title] : rows) {
    CAPTURE(core::word(code));
    const auto response = problem({code, "Something is wrong.", "tiers[1].headline"}, "/api/v1/cases");
    CHECK(response.status == status);
    CHECK(response.content_type == "application/problem+json");
    CHECK(response.header("Retry-After").empty() == (status != 429 && status != 503));
    CHECK(response.header("WWW-Authenticate").empty() == (status != 401));
    const auto said = heed::json::parse(response.body);
    REQUIRE(said);
    const core::Object expected{{"type", "about:blank"},
                                {"title", title},
                                {"status", status},
                                {"detail", "Something is wrong."},
                                {"instance", "/api/v1/cases"},
                                {"code", core::word(code)},
                                {"place", "tiers[1].headline"}};
    CHECK(*said == Value(expected));
  }
}

TEST_CASE("a_problem_without_a_place_names_none") {
  CHECK_FALSE(problem({Code::not_found, "Nothing there."}, "/x").body.contains("place"));
}

TEST_CASE("only_headers_that_stay_one_line_and_leave_framing_alone_can_be_sent") {
  struct Row {
    std::string name;
    std::string value;
    bool is_fine;
  };
  const std::vector<Row> rows{
      {"Location", "/cases/\xc3\xa4", true},
      {"X-Tab", "a\tb", true},
      {"Location", "/a\r\nX: y", false},
      {"Location", "/a\nX: y", false},
      {"Location", {"a\0b", 3}, false},
      {"X\r\nY", "z", false},
      {"X Y", "z", false},
      {"", "z", false},
      {"content-length", "7", false},
      {"Transfer-Encoding", "x", false},
      {"Connection", "x", false},
      {"Date", "x", false},
  };
  for (const auto& [name, value, is_fine] : rows) {
    CAPTURE(name);
    CAPTURE(value);
    CHECK(is_sendable(Response{}.with(name, value)) == is_fine);
  }
  CHECK_FALSE(is_sendable({.content_type = "text/html\r\nX: y"}));
}

TEST_CASE("the_head_of_an_answer_is_written_as_http_wants_it") {
  std::string out;
  append_head(out, Response{.status = 204}.with("Cache-Control", "max-age=60"), {.persistence = Persistence::close});
  CHECK(out.starts_with("HTTP/1.1 204 No Content\r\n"));
  CHECK(out.ends_with("Connection: close\r\n\r\n"));
  CHECK_FALSE(out.contains("Content-Length"));
  CHECK_FALSE(out.contains("\nContent-Type: "));
  CHECK(out.contains("Cache-Control: max-age=60\r\n"));
  CHECK_FALSE(out.contains("no-store"));
}

TEST_CASE("a_date_is_written_in_the_fixed_form") {
  CHECK(to_http_date(Instant{784'111'777'000}) == "Sun, 06 Nov 1994 08:49:37 GMT");  // RFC 9110, 5.6.7
  CHECK(to_http_date(Instant{1'709'164'799'999}) == "Wed, 28 Feb 2024 23:59:59 GMT");
}

TEST_CASE("an_entity_tag_tells_versions_apart") {
  CHECK(etag_of("a") == etag_of("a"));
  CHECK(etag_of("a") != etag_of("b"));
  CHECK(etag_of("") != etag_of(std::string_view("\0", 1)));
  Request request;
  CHECK_FALSE(is_current(request, etag_of("a")));
  request.headers.add("If-None-Match", "*");
  CHECK(is_current(request, etag_of("a")));
  CHECK(conditional(request, problem({Code::not_found, "Gone."}, "/x")).status == 404);
}
