#include "lib/capfeed/polling.h"

#include <doctest/doctest.h>

#include "core/codec.h"

namespace heed::capfeed {
namespace {

constexpr Instant now{784'111'777'000};  // Sun, 06 Nov 1994 08:49:37 GMT

constexpr Duration seconds(std::int64_t count) { return Duration{1000 * count}; }

Polling seen() {
  return {.etag = "\"1\"", .last_modified = "Sun, 06 Nov 1994 08:00:00 GMT", .body_digest = "d1", .next = now};
}

TEST_CASE("an_answer_is_news_no_news_or_a_failure") {
  struct Row {
    std::string_view name;
    Answer answer;
    Polled polled;
    Failure failure;
    std::int64_t wait_seconds;
  };
  const Row rows[] = {
      {"a new body", {.status = 200, .body_digest = "d2"}, Polled::changed, Failure::none, 60},
      {"from a proxy", {.status = 203, .body_digest = "d2"}, Polled::changed, Failure::none, 60},
      {"the same body", {.status = 200, .etag = "\"2\"", .body_digest = "d1"}, Polled::unchanged, Failure::none, 60},
      {"not modified", {.status = 304}, Polled::unchanged, Failure::none, 60},
      {"no content", {.status = 204}, Polled::nothing_there, Failure::none, 60},
      {"no content, with bytes", {.status = 204, .body_digest = "d2"}, Polled::nothing_there, Failure::none, 60},
      {"an empty body", {.status = 200}, Polled::nothing_there, Failure::none, 60},
      {"a part", {.status = 206, .body_digest = "d2"}, Polled::failed, Failure::unexpected, 60},
      {"accepted", {.status = 202, .body_digest = "d2"}, Polled::failed, Failure::unexpected, 60},
      {"moved", {.status = 301, .location = "https://b.example/"}, Polled::failed, Failure::moved, 60},
      {"found", {.status = 302}, Polled::failed, Failure::moved, 60},
      {"moved for good", {.status = 308}, Polled::failed, Failure::moved, 60},
      {"forbidden", {.status = 403}, Polled::failed, Failure::refused, 60},
      {"not found", {.status = 404}, Polled::failed, Failure::gone, 900},
      {"gone", {.status = 410, .retry_after = "60"}, Polled::failed, Failure::gone, 900},
      {"too often", {.status = 429}, Polled::failed, Failure::busy, 60},
      {"broken", {.status = 500, .body_digest = "d2"}, Polled::failed, Failure::broken, 60},
      {"gateway", {.status = 502}, Polled::failed, Failure::broken, 60},
      {"no status of http", {.status = 999}, Polled::failed, Failure::unexpected, 60},
      {"a status of its own", {.status = 0}, Polled::failed, Failure::unexpected, 60},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto outcome = after_answer(seen(), row.answer, now);
    CHECK(outcome.polled == row.polled);
    CHECK(outcome.failure == row.failure);
    CHECK(outcome.polling.next == now + seconds(row.wait_seconds));
    CHECK(outcome.polling.failures == (row.polled == Polled::failed ? 1 : 0));
    CHECK(outcome.detail.empty() == (row.polled != Polled::failed));
    if (row.polled != Polled::changed) CHECK(outcome.polling.body_digest == "d1");
    if (row.polled == Polled::failed) CHECK(outcome.polling.etag == "\"1\"");
  }
}

TEST_CASE("a_redirect_names_the_new_address") {
  const auto detail = [](std::string_view location) {
    return after_answer(seen(), {.status = 301, .location = location}, now).detail;
  };
  CHECK(detail("https://b.example/feed").find("https://b.example/feed") != std::string::npos);
  CHECK(detail("").find("no address") != std::string::npos);
  CHECK(detail("https://b.example/\x1B[31m").find("no address") != std::string::npos);
  CHECK(detail(std::string(100'000, 'a')).size() < 1'000);
}

TEST_CASE("not_modified_is_a_failure_when_nothing_was_asked_to_be_compared") {
  CHECK(after_answer({}, {.status = 304}, now).failure == Failure::unexpected);
  CHECK(after_answer({.last_modified = "x"}, {.status = 304}, now).polled == Polled::unchanged);
}

TEST_CASE("conditions_are_those_of_the_last_body") {
  CHECK(request_headers({}).size() == 1);
  CHECK(request_headers({}).front().first == "Accept");
  const auto outcome =
      after_answer(seen(), {.status = 200, .etag = " W/\"2\" ", .last_modified = "then", .body_digest = "d2"}, now);
  const auto headers = request_headers(outcome.polling);
  REQUIRE(headers.size() == 3);
  CHECK(headers[1] == std::pair<std::string, std::string>{"If-None-Match", "W/\"2\""});
  CHECK(headers[2] == std::pair<std::string, std::string>{"If-Modified-Since", "then"});
  // A server that no longer gives them is not asked with old ones.
  CHECK(request_headers(after_answer(seen(), {.status = 200, .body_digest = "d2"}, now).polling).size() == 1);
  CHECK(after_answer(seen(), {.status = 200, .etag = "\"2\"", .body_digest = "d1"}, now).polling.etag == "\"2\"");
  // Nothing that is not the body's.
  CHECK(after_answer(seen(), {.status = 200, .etag = "\"0\""}, now).polling.etag == "\"1\"");
  CHECK(after_answer(seen(), {.status = 503, .etag = "\"0\""}, now).polling.etag == "\"1\"");
}

TEST_CASE("a_validator_that_does_not_fit_into_a_request_is_not_kept") {
  const auto kept = [](std::string_view etag) {
    return after_answer({}, {.status = 200, .etag = etag, .body_digest = "d"}, now).polling.etag;
  };
  const std::string longest(validator_bytes, 'a');
  CHECK(kept(longest) == longest);
  CHECK(kept(longest + "a").empty());
  CHECK(kept("\"a\"\r\nHost: b").empty());
  CHECK(kept("\"\xC3\xA4\"").empty());
}

TEST_CASE("failures_in_a_row_wait_longer_up_to_a_quarter_of_an_hour") {
  auto polling = seen();
  for (const std::int64_t wait : {60, 120, 240, 480, 900, 900, 900}) {
    const auto outcome = after_no_answer(polling, "The connection broke.", now);
    CHECK(outcome.polled == Polled::failed);
    CHECK(outcome.failure == Failure::no_answer);
    CHECK(outcome.detail == "The connection broke.");
    CHECK(outcome.polling.next == now + seconds(wait));
    CHECK(after_answer(polling, {.status = 503}, now).polling == outcome.polling);
    CHECK(after_answer(polling, {.status = 429}, now).polling == outcome.polling);
    CHECK(after_answer(polling, {.status = 401}, now).polling == outcome.polling);
    CHECK(after_unreadable(polling, "Line 4.", now).polling == outcome.polling);
    polling = outcome.polling;
  }
  CHECK(after_unreadable(polling, "Line 4.", now).failure == Failure::unreadable);
  CHECK(polling.failures == 7);
  CHECK(polling.etag == "\"1\"");
  CHECK(after_answer(polling, {.status = 304}, now).polling.failures == 0);
  polling.failures = ~std::uint64_t{0} - 1;
  CHECK(after_no_answer(polling, "x", now).polling.next == now + seconds(900));
}

TEST_CASE("retry_after_is_honoured_up_to_an_hour") {
  struct Row {
    std::string_view text;
    std::int64_t wait_seconds;
  };
  const Row rows[] = {
      {"300", 300},
      {" 300 ", 300},
      {"3600", 3'600},
      {"3601", 3'600},
      {"99999999999999999999999", 3'600},
      {"0", 60},
      {"59", 60},
      {"61", 61},
      {"Sun, 06 Nov 1994 08:54:37 GMT", 300},
      {"Sun, 06 Nov 1994 09:49:37 GMT", 3'600},
      {"Sun, 06 Nov 1994 09:49:38 GMT", 3'600},
      {"Sun, 06 Nov 1994 08:00:00 GMT", 60},
      {"Sun Nov  6 08:54:37 1994", 300},
      // These say nothing, and the third failure in a row waits as it would without them.
      {"", 240},
      {"-5", 240},
      {"1.5", 240},
      {"soon", 240},
  };
  for (const auto& row : rows) {
    for (const int status : {429, 500, 503}) {
      CAPTURE(row.text);
      auto polling = seen();
      polling.failures = 2;
      const auto outcome = after_answer(polling, {.status = status, .retry_after = row.text}, now);
      CHECK(outcome.polling.next == now + seconds(row.wait_seconds));
    }
  }
  CHECK(after_answer(seen(), {.status = 403, .retry_after = "300"}, now).polling.next == now + seconds(60));
}

TEST_CASE("the_interval_has_a_least_length_and_may_be_longer_than_any_back_off") {
  struct Row {
    Duration interval;
    std::int64_t after_success, after_failure, after_third, after_gone, after_asked;
  };
  const Row rows[] = {
      {seconds(30), 30, 30, 120, 900, 3'600},
      {seconds(29), 30, 30, 120, 900, 3'600},
      {seconds(-5), 30, 30, 120, 900, 3'600},
      {seconds(600), 600, 600, 900, 900, 3'600},
      {seconds(1'200), 1'200, 1'200, 1'200, 1'200, 3'600},
      {seconds(7'200), 7'200, 7'200, 7'200, 7'200, 7'200},
  };
  for (const auto& row : rows) {
    const PollingSettings settings{.interval = row.interval};
    CAPTURE(row.interval.count());
    auto third = seen();
    third.failures = 2;
    const auto wait = [&](const Outcome& outcome) { return (outcome.polling.next - now).count() / 1000; };
    CHECK(wait(after_answer(seen(), {.status = 304}, now, settings)) == row.after_success);
    CHECK(wait(after_no_answer(seen(), "x", now, settings)) == row.after_failure);
    CHECK(wait(after_no_answer(third, "x", now, settings)) == row.after_third);
    CHECK(wait(after_answer(seen(), {.status = 404}, now, settings)) == row.after_gone);
    CHECK(wait(after_answer(seen(), {.status = 503, .retry_after = "9999"}, now, settings)) == row.after_asked);
  }
}

TEST_CASE("a_polling_is_written_and_read_as_it_was") {
  const auto polling = after_answer(seen(), {.status = 503}, now).polling;
  const auto again = from_value<Polling>(to_value(polling));
  REQUIRE(again);
  CHECK(*again == polling);
}

}  // namespace
}  // namespace heed::capfeed
