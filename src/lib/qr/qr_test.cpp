#include "lib/qr/qr.h"

#include <charconv>

#include <doctest/doctest.h>

#include "core/text.h"

namespace heed::qr {
namespace {

/// The number after `mark`.
unsigned number_after(std::string_view svg, std::string_view mark) {
  const auto at = svg.find(mark) + mark.size();
  unsigned number = 0;
  std::from_chars(svg.data() + at, svg.data() + svg.size(), number);
  return number;
}

TEST_CASE("a_code_has_its_quiet_zone_and_its_three_corners") {
  const auto code = svg("https://heed.example/verify", "A link");
  REQUIRE(code);
  const auto size = number_after(*code, "viewBox=\"0 0 ");
  CHECK((size - 2 * quiet_modules - 21) % 4 == 0);
  CHECK(code->contains("<title>A link</title>"));
  // The upper edges of the two upper corners, and the lower edge of the third.
  CHECK(code->contains(cat("M", quiet_modules, " ", quiet_modules, "h7v1h-7z")));
  CHECK(code->contains(cat("M", size - quiet_modules - 7, " ", quiet_modules, "h7v1h-7z")));
  CHECK(code->contains(cat("M", quiet_modules, " ", size - quiet_modules - 1, "h7v1h-7z")));
  for (auto at = code->find('M'); at != std::string::npos; at = code->find('M', at + 1)) {
    const auto column = number_after(code->substr(at), "M");
    CHECK(column >= quiet_modules);
    CHECK(column < size - quiet_modules);
  }
}

TEST_CASE("a_text_at_the_limit_is_carried_and_one_byte_more_is_refused") {
  CHECK(svg(std::string(text_bytes, 'x'), "t"));
  const auto more = svg(std::string(text_bytes + 1, 'x'), "t");
  REQUIRE_FALSE(more);
  CHECK(more.error().code == Code::too_large);
  CHECK(svg("", "t").error().code == Code::invalid);
}

TEST_CASE("a_title_is_text_and_nothing_else") {
  CHECK(svg("x", "<script>").value().contains("<title>&lt;script&gt;</title>"));
}

}  // namespace
}  // namespace heed::qr
