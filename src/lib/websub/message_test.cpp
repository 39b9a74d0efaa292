#include "lib/websub/message.h"

#include <doctest/doctest.h>

namespace heed::websub {

TEST_CASE("a_verification_is_appended_to_the_callback_and_leaves_its_query_as_it_is") {
  struct Row {
    const char* callback;
    const char* begins;
  };
  const Row rows[] = {
      {"https://s.example", "https://s.example?hub.mode=subscribe&"},
      {"https://s.example/c", "https://s.example/c?hub.mode=subscribe&"},
      {"https://s.example/c?", "https://s.example/c?hub.mode=subscribe&"},
      {"https://s.example/c?foo=bar&red=%20fish", "https://s.example/c?foo=bar&red=%20fish&hub.mode=subscribe&"},
      {"https://s.example/c?hub.mode=x", "https://s.example/c?hub.mode=x&hub.mode=subscribe&"},
  };
  for (const auto& [callback, begins] : rows) {
    CAPTURE(callback);
    const Request request{Mode::subscribe, callback, "https://heed.example/feeds/area_a&b.atom", Duration{3'600'000}};
    CHECK(verification_url(request, "c-1") ==
          cat(begins, "hub.topic=https%3A%2F%2Fheed.example%2Ffeeds%2Farea_a%26b.atom&hub.challenge=c-1",
              "&hub.lease_seconds=3600"));
  }
  const Request leaving{Mode::unsubscribe, "https://s.example/c", "t"};
  CHECK(verification_url(leaving, "c") == "https://s.example/c?hub.mode=unsubscribe&hub.topic=t&hub.challenge=c");
  CHECK(denial_url("https://s.example/c?a=1", "t", "No room.") ==
        "https://s.example/c?a=1&hub.mode=denied&hub.topic=t&hub.reason=No%20room.");
}

TEST_CASE("only_a_success_with_the_whole_challenge_and_nothing_else_confirms") {
  struct Row {
    int status;
    const char* body;
    bool is_confirmed;
  };
  const Row rows[] = {{200, "abc", true},   {202, "abc", true},  {299, "abc", true},  {200, "abcd", false},
                      {200, "ab", false},   {200, "", false},    {200, "ABC", false}, {200, "abc\n", false},
                      {200, " abc", false}, {300, "abc", false}, {301, "abc", false}, {404, "abc", false},
                      {500, "abc", false},  {199, "abc", false}};
  for (const auto& [status, body, is_confirmed] : rows) {
    CAPTURE(status);
    CAPTURE(body);
    CHECK(confirms(status, body, "abc") == is_confirmed);
  }
  CHECK_FALSE(confirms(200, "", ""));
}

TEST_CASE("what_is_sent_names_its_hub_and_topic_and_is_signed") {
  CHECK(link_header("https://heed.example/websub", "https://heed.example/feed.atom") ==
        "<https://heed.example/websub>; rel=\"hub\", <https://heed.example/feed.atom>; rel=\"self\"");
  // RFC 4231, test case 2.
  CHECK(signature("Jefe", "what do ya want for nothing?") ==
        "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

}  // namespace heed::websub
