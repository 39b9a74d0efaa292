#include "lib/digest/base64.h"

#include <doctest/doctest.h>

namespace heed::digest {
namespace {

TEST_CASE("base64_gives_the_texts_of_rfc_4648") {
  struct Row {
    std::string_view bytes;
    std::string_view padded;
    std::string_view url;
  };
  const Row rows[] = {
      {"", "", ""},
      {"f", "Zg==", "Zg"},
      {"fo", "Zm8=", "Zm8"},
      {"foo", "Zm9v", "Zm9v"},
      {"foob", "Zm9vYg==", "Zm9vYg"},
      {"fooba", "Zm9vYmE=", "Zm9vYmE"},
      {"foobar", "Zm9vYmFy", "Zm9vYmFy"},
      {"\xfb\xff\xbf", "+/+/", "-_-_"},
  };
  for (const auto& row : rows) {
    CHECK(to_base64(row.bytes) == row.padded);
    CHECK(to_base64url(row.bytes) == row.url);
    CHECK(from_base64(row.padded).value() == row.bytes);
    CHECK(from_base64url(row.url).value() == row.bytes);
  }
}

TEST_CASE("every_byte_survives_every_form") {
  for (std::size_t length = 0; length < 300; ++length) {
    std::string bytes;
    for (std::size_t i = 0; i < length; ++i) bytes += static_cast<char>(i * 7 + length);
    CHECK(from_base64(to_base64(bytes)).value() == bytes);
    CHECK(from_base64url(to_base64url(bytes)).value() == bytes);
    CHECK(from_hex(to_hex(bytes)).value() == bytes);
  }
}

TEST_CASE("a_padded_text_has_one_form_only") {
  const std::string_view refused[] = {
      "Zg",        // padding is missing
      "Zg=",       // half of it
      "Zg===",     // too much
      "Z===",      // one digit holds no byte
      "====",      // no digit at all
      "Zm9v====",  // padding where none is due
      "Zh==",      // a bit behind the last byte
      "Zm9=",      // the same with two bytes
      "Zg==\n",    // a newline
      " Zg=",      // a blank
      "Z g=",      // a blank inside
      "-_-_",      // the other alphabet
      "Zg==Zg==",  // padding inside
      "Zm9\xc3",   // a byte beyond ASCII
  };
  for (const auto text : refused) {
    CAPTURE(text);
    const auto read = from_base64(text);
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().code == Code::malformed);
  }
}

TEST_CASE("a_url_text_has_one_form_only") {
  for (const std::string_view text : {"Zg==", "Z", "Zm9vY", "Zh", "Zm9", "+/+/", "Zg\n", "Z g"}) {
    CAPTURE(text);
    CHECK_FALSE(from_base64url(text).has_value());
  }
}

TEST_CASE("hex_is_lower_case_and_even") {
  CHECK(to_hex(std::string_view("\x00\xab\xff", 3)) == "00abff");
  for (const std::string_view text : {"0", "0g", "AB", "0x", " 0", "abc"}) {
    CAPTURE(text);
    CHECK_FALSE(from_hex(text).has_value());
  }
}

}  // namespace
}  // namespace heed::digest
