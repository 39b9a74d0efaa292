#include "adapters/channel/webhook/retry_after.h"

#include <doctest/doctest.h>

namespace heed::webhook {

TEST_CASE("a_wait_is_read_from_seconds_or_a_date") {
  const Instant now{784'111'777'000};  // 1994-11-06T08:49:37Z
  struct Row {
    const char* text;
    std::optional<std::int64_t> seconds;
  };
  const Row rows[] = {
      {"0", 0},
      {"120", 120},
      {" 7 ", 7},
      {"86400", 86'400},
      {"86401", 86'400},
      {"99999999999999999999999", 86'400},
      {"-1", std::nullopt},
      {"1.5", std::nullopt},
      {"soon", std::nullopt},
      {"", std::nullopt},
      {"Sun, 06 Nov 1994 08:50:37 GMT", 60},
      {"Sun, 06 Nov 1994 08:49:37 GMT", 0},
      {"Sun, 06 Nov 1994 08:00:00 GMT", 0},
      {"Tue, 08 Nov 1994 08:49:37 GMT", 86'400},
      {"Sun, 06 Nov 1994 08:50:37 CET", std::nullopt},
      {"Sun, 6 Nov 1994 08:50:37 GMT", std::nullopt},
      {"Sun, 31 Feb 1994 08:50:37 GMT", std::nullopt},
      {"Sun, 06 Foo 1994 08:50:37 GMT", std::nullopt},
      {"Sunday, 06-Nov-94 08:49:37 GMT", std::nullopt},
  };
  for (const auto& [text, seconds] : rows) {
    CAPTURE(text);
    const auto wait = parse_retry_after(text, now);
    CHECK(wait.has_value() == seconds.has_value());
    if (wait && seconds) CHECK(wait->count() == *seconds * 1'000);
  }
}

}  // namespace heed::webhook
