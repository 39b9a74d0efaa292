#include "adapters/http_client/redirect.h"

#include <doctest/doctest.h>

namespace heed::http_client {
namespace {

Answer moved(int status, std::string location) { return {status, {{"location", std::move(location)}}}; }

}  // namespace

TEST_CASE("only_redirects_that_keep_the_request_as_it_is_are_followed") {
  for (const int status : {301, 302, 307, 308}) CHECK(is_redirect(moved(status, "/")));
  for (const int status : {200, 300, 303, 304, 305, 306, 404}) CHECK_FALSE(is_redirect(moved(status, "/")));
  for (const int status : {301, 308}) CHECK(is_for_good(moved(status, "/")));
  for (const int status : {302, 307}) CHECK_FALSE(is_for_good(moved(status, "/")));
}

TEST_CASE("a_redirect_leads_to_an_absolute_address") {
  struct Row {
    const char* from;
    const char* location;
    const char* to;
  };
  const Row rows[] = {
      {"https://a.example/x/feed", "https://b.example/new", "https://b.example/new"},
      {"http://a.example/x/feed", "https://a.example/x/feed", "https://a.example/x/feed"},
      {"http://a.example/x/feed", "http://b.example/", "http://b.example/"},
      {"https://a.example/x/feed?a=1", "/new?b=2", "https://a.example/new?b=2"},
      {"https://a.example/x/feed", "new", "https://a.example/x/new"},
      {"https://a.example/x/y/feed", "../new", "https://a.example/x/new"},
      {"https://a.example:8443/x", "//b.example/y", "https://b.example/y"},
      {"https://a.example/x", " https://b.example/y#part ", "https://b.example/y"},
      {"https://a.example/x", "?page=2", "https://a.example/x?page=2"},
  };
  for (const auto& [from, location, to] : rows) {
    CAPTURE(location);
    const auto led = redirected(from, moved(301, location));
    REQUIRE_MESSAGE(led, (led ? "" : led.error().detail));
    CHECK(*led == to);
  }
}

TEST_CASE("a_redirect_that_takes_the_protection_off_or_leads_nowhere_is_not_followed") {
  struct Row {
    const char* from;
    const char* location;
    Code code;
  };
  const Row rows[] = {
      {"https://a.example/x", "http://a.example/x", Code::refused},
      {"https://a.example/x", "http://b.example/", Code::refused},
      {"https://a.example/x", "", Code::malformed},
      {"https://a.example/x", "ftp://a.example/x", Code::malformed},
      {"https://a.example/x", "file:///etc/passwd", Code::malformed},
      {"https://a.example/x", "https://user:word@b.example/", Code::malformed},
      {"https://a.example/x", "https://b.example/a b", Code::malformed},
      {"https://a.example/x", "javascript:alert(1)", Code::malformed},
  };
  for (const auto& [from, location, code] : rows) {
    CAPTURE(location);
    const auto led = redirected(from, moved(302, location));
    REQUIRE_FALSE(led);
    CHECK(led.error().code == code);
    CHECK(led.error().detail.size() > 20);
  }
  CHECK(redirected("https://a.example/x", Answer{301}).error().code == Code::malformed);
}

}  // namespace heed::http_client
