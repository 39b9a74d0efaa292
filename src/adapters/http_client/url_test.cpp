#include "adapters/http_client/url.h"

#include <doctest/doctest.h>

namespace heed::http_client {

TEST_CASE("a_url_is_taken_apart_into_what_a_request_needs") {
  struct Row {
    const char* text;
    Url url;
  };
  const Row rows[] = {
      {"https://hall.example/hook?a=1#part", {Scheme::https, "hall.example", 443, "hall.example", "/hook?a=1"}},
      {"http://Hall.Example", {Scheme::http, "hall.example", 80, "hall.example", "/"}},
      {"http://hall.example:8080?x", {Scheme::http, "hall.example", 8080, "hall.example:8080", "/?x"}},
      {"https://hall.example:443/", {Scheme::https, "hall.example", 443, "hall.example", "/"}},
      {"http://hall.example:443/", {Scheme::http, "hall.example", 443, "hall.example:443", "/"}},
      {"https://192.0.2.1/%20b", {Scheme::https, "192.0.2.1", 443, "192.0.2.1", "/%20b"}},
      {"https://[2001:DB8::1]:8443/b", {Scheme::https, "2001:db8::1", 8443, "[2001:db8::1]:8443", "/b"}},
      {"http://2130706433/", {Scheme::http, "2130706433", 80, "2130706433", "/"}},
  };
  for (const auto& [text, url] : rows) {
    CAPTURE(text);
    const auto parsed = parse_url(text);
    REQUIRE(parsed);
    CHECK(*parsed == url);
  }
}

TEST_CASE("a_url_that_could_mislead_is_refused") {
  const char* const rows[] = {
      "",
      "hall.example/hook",
      "/hook",
      "ftp://hall.example/",
      "file:///etc/passwd",
      "https:///hook",
      "https://user@hall.example/",
      "https://user:word@hall.example/",
      "https://good.example@evil.example/",
      "https://hall.example:0/",
      "https://hall.example:65536/",
      "https://hall.example:80a/",
      "https://hall.example:word/",
      "https://hall.example:word?x",
      "https://good.example:word/more@evil.example/",
      "https://127%2e0%2e0%2e1%0d%0aX/",
      "https://h\xC3\xA4ll.example/",
      "https://hall.example/a b",
      "https://hall.example/\r\nX: y",
      "https://hall.example\\@evil.example/",
  };
  for (const char* text : rows) {
    CAPTURE(text);
    const auto parsed = parse_url(text);
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().code == Code::malformed);
  }
}

TEST_CASE("a_url_longer_than_the_limit_is_refused") {
  const std::string start = "https://hall.example/";
  CHECK(parse_url(start + std::string(url_bytes - start.size(), 'a')));
  CHECK_FALSE(parse_url(start + std::string(url_bytes - start.size() + 1, 'a')));
}

}  // namespace heed::http_client
