#include "lib/capfeed/polling.h"

#include <algorithm>
#include <charconv>

#include "core/text.h"
#include "lib/capfeed/web/http_date.h"

namespace heed::capfeed {
namespace {

constexpr std::uint64_t failures_max = 1'000'000;

Duration interval_of(const PollingSettings& settings) { return std::max(settings.interval, interval_min); }
Duration longest_wait(const PollingSettings& settings) { return std::max(interval_of(settings), retry_after_max); }

/// Why checked: it goes back into a request as it stands, and nothing in it may end a line there.
std::string validator(std::string_view header) {
  header = core::trimmed(header);
  const bool is_fit = header.size() <= validator_bytes && std::ranges::all_of(header, [](char c) {
                        const auto byte = static_cast<unsigned char>(c);
                        return byte >= 0x20 && byte < 0x7F;
                      });
  return is_fit ? std::string(header) : std::string{};
}

/// RFC 9110, 10.2.3: seconds, or a date. Nothing for anything else.
std::optional<Duration> wait_asked(std::string_view header, Instant now) {
  header = core::trimmed(header);
  const bool is_number = !header.empty() && header.find_first_not_of("0123456789") == std::string_view::npos;
  if (is_number) {
    std::int64_t seconds = 0;
    const auto [end, error] = std::from_chars(header.data(), header.data() + header.size(), seconds);
    const auto most = retry_after_max.count() / 1000;
    return Duration{1000 * (error == std::errc{} ? std::min<std::int64_t>(seconds, most) : most)};
  }
  const auto date = web::read_http_date(header);
  return date ? std::optional(std::max(*date - now, Duration{0})) : std::nullopt;
}

Duration back_off(std::uint64_t failures, const PollingSettings& settings) {
  auto wait = interval_of(settings);
  const auto most = std::max(wait, back_off_max);
  for (std::uint64_t i = 1; i < failures && wait < most; ++i) wait *= 2;
  return std::min(wait, most);
}

Failure failure_of(int status) {
  if (status == 429) return Failure::busy;
  if (status == 404 || status == 410) return Failure::gone;
  if (status >= 300 && status < 400 && status != 304) return Failure::moved;
  if (status >= 400 && status < 500) return Failure::refused;
  return status >= 500 && status < 600 ? Failure::broken : Failure::unexpected;
}

std::string sentence_of(Failure failure, const Answer& answer) {
  constexpr std::size_t longest = 300;
  switch (failure) {
    case Failure::moved: {
      const auto location = core::trimmed(answer.location).substr(0, longest);
      if (!core::is_clean_utf8(location) || location.empty()) {
        return cat("It answers ", answer.status, " and sends its readers to no address that can be read.");
      }
      return cat("It has moved to ", location, " (", answer.status, "). Nobody follows on its own: check the new ",
                 "address and change it in the configuration.");
    }
    case Failure::gone: return cat("There is nothing at this address (", answer.status, ").");
    case Failure::busy: return "It says that it is asked too often (429).";
    case Failure::broken: return cat("The server fails (", answer.status, ").");
    case Failure::refused: return cat("The server refuses the request (", answer.status, ").");
    case Failure::none:
    case Failure::no_answer:
    case Failure::unexpected:
    case Failure::unreadable: break;
  }
  return cat("The server answers ", answer.status, ", which means nothing here.");
}

Polling failed_once_more(Polling polling) {
  polling.failures = std::min(polling.failures + 1, failures_max);
  return polling;
}

Outcome failed(const Polling& before, const Answer& answer, Instant now, const PollingSettings& settings) {
  const auto failure = failure_of(answer.status);
  Outcome outcome{.failure = failure, .detail = sentence_of(failure, answer), .polling = failed_once_more(before)};
  auto wait = back_off(outcome.polling.failures, settings);
  if (failure == Failure::gone) wait = std::max(interval_of(settings), gone_interval);
  if (failure == Failure::busy || failure == Failure::broken) {
    const auto asked = wait_asked(answer.retry_after, now);
    if (asked) wait = std::clamp(*asked, interval_of(settings), longest_wait(settings));
  }
  outcome.polling.next = now + wait;
  return outcome;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> request_headers(const Polling& polling) {
  std::vector<std::pair<std::string, std::string>> headers{
      {"Accept",
       "application/cap+xml, application/atom+xml, application/rss+xml, application/xml, text/xml, */*;q=0.1"}};
  if (!polling.etag.empty()) headers.emplace_back("If-None-Match", polling.etag);
  if (!polling.last_modified.empty()) headers.emplace_back("If-Modified-Since", polling.last_modified);
  return headers;
}

Outcome after_answer(const Polling& polling, const Answer& answer, Instant now, const PollingSettings& settings) {
  const bool was_asked_to_compare = !polling.etag.empty() || !polling.last_modified.empty();
  const bool is_body = answer.status == 200 || answer.status == 203;
  const bool is_same = answer.status == 304 && was_asked_to_compare;
  if (!is_body && !is_same && answer.status != 204) return failed(polling, answer, now, settings);
  Outcome outcome{.polled = Polled::unchanged, .polling = polling};
  outcome.polling.failures = 0;
  outcome.polling.next = now + interval_of(settings);
  if (is_same) return outcome;
  if (!is_body || answer.body_digest.empty()) {
    // What is known of the last real body stays: nothing took its place.
    outcome.polled = Polled::nothing_there;
    return outcome;
  }
  outcome.polling.etag = validator(answer.etag);
  outcome.polling.last_modified = validator(answer.last_modified);
  if (answer.body_digest == polling.body_digest) return outcome;
  outcome.polled = Polled::changed;
  outcome.polling.body_digest = answer.body_digest;
  return outcome;
}

Outcome after_no_answer(const Polling& polling, std::string_view detail, Instant now, const PollingSettings& settings) {
  Outcome outcome{.failure = Failure::no_answer, .detail = std::string(detail), .polling = failed_once_more(polling)};
  outcome.polling.next = now + back_off(outcome.polling.failures, settings);
  return outcome;
}

Outcome after_unreadable(const Polling& polling, std::string_view detail, Instant now,
                         const PollingSettings& settings) {
  auto outcome = after_no_answer(polling, detail, now, settings);
  outcome.failure = Failure::unreadable;
  return outcome;
}

}  // namespace heed::capfeed
