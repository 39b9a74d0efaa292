#include <doctest/doctest.h>

#include "lib/capfeed/web/address.h"
#include "lib/capfeed/web/http_date.h"

namespace heed::web {
namespace {

TEST_CASE("references_are_resolved_as_rfc_3986_does_it") {
  constexpr std::string_view base = "http://a/b/c/d;p?q";
  struct Row {
    std::string_view reference, meant;
  };
  // RFC 3986, 5.4.1 and 5.4.2.
  const Row rows[] = {
      {"g:h", "g:h"},
      {"g", "http://a/b/c/g"},
      {"./g", "http://a/b/c/g"},
      {"g/", "http://a/b/c/g/"},
      {"/g", "http://a/g"},
      {"//g", "http://g"},
      {"?y", "http://a/b/c/d;p?y"},
      {"g?y", "http://a/b/c/g?y"},
      {"#s", "http://a/b/c/d;p?q#s"},
      {"g#s", "http://a/b/c/g#s"},
      {"g?y#s", "http://a/b/c/g?y#s"},
      {";x", "http://a/b/c/;x"},
      {"g;x", "http://a/b/c/g;x"},
      {"g;x?y#s", "http://a/b/c/g;x?y#s"},
      {"", "http://a/b/c/d;p?q"},
      {".", "http://a/b/c/"},
      {"./", "http://a/b/c/"},
      {"..", "http://a/b/"},
      {"../", "http://a/b/"},
      {"../g", "http://a/b/g"},
      {"../..", "http://a/"},
      {"../../", "http://a/"},
      {"../../g", "http://a/g"},
      {"../../../g", "http://a/g"},
      {"../../../../g", "http://a/g"},
      {"/./g", "http://a/g"},
      {"/../g", "http://a/g"},
      {"g.", "http://a/b/c/g."},
      {".g", "http://a/b/c/.g"},
      {"g..", "http://a/b/c/g.."},
      {"..g", "http://a/b/c/..g"},
      {"./../g", "http://a/b/g"},
      {"./g/.", "http://a/b/c/g/"},
      {"g/./h", "http://a/b/c/g/h"},
      {"g/../h", "http://a/b/c/h"},
      {"g;x=1/./y", "http://a/b/c/g;x=1/y"},
      {"g;x=1/../y", "http://a/b/c/y"},
      {"g?y/./x", "http://a/b/c/g?y/./x"},
      {"g?y/../x", "http://a/b/c/g?y/../x"},
      {"g#s/./x", "http://a/b/c/g#s/./x"},
      {"g#s/../x", "http://a/b/c/g#s/../x"},
      {"http://g/./h", "http://g/h"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.reference);
    CHECK(resolve(base, row.reference) == row.meant);
  }
  CHECK(resolve("http://a", "g") == "http://a/g");
  CHECK(resolve("http://a?x", "g") == "http://a/g");
}

TEST_CASE("a_relative_reference_without_an_absolute_base_means_nothing") {
  for (const std::string_view base : {"", "b/c", "/b/c", "//a/b", "urn:oid:2.49.0", "mailto:a@b"}) {
    CAPTURE(base);
    CHECK(resolve(base, "g") == std::nullopt);
    CHECK(resolve(base, "https://example.org/g") == "https://example.org/g");
  }
}

TEST_CASE("only_http_with_a_host_is_http") {
  for (const std::string_view yes : {"http://a", "HTTPS://a/b", "https://[::1]/x"}) CHECK(is_http(yes));
  for (const std::string_view no : {"", "http:", "http://", "http:///x", "https://?x", "ftp://a", "javascript:x", "a/b",
                                    "urn:http://a", "http//a"}) {
    CAPTURE(no);
    CHECK(!is_http(no));
  }
}

TEST_CASE("an_address_becomes_plain_or_nothing") {
  CHECK(plain("http://a/b%20c?d=e&f#g") == "http://a/b%20c?d=e&f#g");
  CHECK(plain("http://a/b c") == "http://a/b%20c");
  CHECK(plain("http://a/\xC3\xA4\"<>\\^`{|}") == "http://a/%C3%A4%22%3C%3E%5C%5E%60%7B%7C%7D");
  CHECK(plain("http://a/\r\nHost: b") == std::nullopt);
  CHECK(plain(std::string_view("http://a/\0", 10)) == std::nullopt);
  CHECK(plain("http://a/\x7F") == std::nullopt);
}

TEST_CASE("the_three_forms_of_a_date_of_http_are_read") {
  constexpr Instant shared{784'111'777'000};
  for (const std::string_view text : {"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
                                      "Sun Nov  6 08:49:37 1994", " Sun, 6 Nov 1994 08:49:37 GMT "}) {
    CAPTURE(text);
    CHECK(read_http_date(text) == shared);
  }
  CHECK(read_http_date("Thu, 29 Feb 2024 00:00:00 GMT") == Instant{1'709'164'800'000});
  CHECK(read_http_date("Thu, 01-Jan-69 00:00:00 GMT") == Instant{3'124'224'000'000});
  CHECK(read_http_date("Thu, 01-Jan-70 00:00:00 GMT") == Instant{0});
}

TEST_CASE("what_is_no_date_of_http_is_nothing") {
  for (const std::string_view text :
       {"", "120", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 CET", "Sun, 06 nov 1994 08:49:37 GMT",
        "Thu, 30 Feb 2024 00:00:00 GMT", "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 06 Nov 1994 08:60:00 GMT",
        "Sun, 06 Nov 1994 08:49:61 GMT", "Sun, 06 Nov 199 08:49:37 GMT", "Sun, -6 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 8:49:37 GMT", "2024-03-06T12:00:00Z", "Sun, 06 Nov 1994 08:49:37 GMT and much more besides",
        "Sun, 06-94 08:49:37 GMT"}) {
    CAPTURE(text);
    CHECK(read_http_date(text) == std::nullopt);
  }
}

}  // namespace
}  // namespace heed::web
