#pragma once
// When to ask a feed again, with what conditions, and what its answer means. Nothing here asks: the caller does.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/fields.h"
#include "core/instant.h"
#include "core/words.h"

namespace heed::capfeed {

inline constexpr Duration interval_min = std::chrono::seconds(30);     ///< what NWS asks of its readers at most
inline constexpr Duration back_off_max = std::chrono::minutes(15);     ///< after failures in a row
inline constexpr Duration gone_interval = std::chrono::minutes(15);    ///< after 404 and 410, at least
inline constexpr Duration retry_after_max = std::chrono::minutes(60);  ///< however long the server asks for
inline constexpr std::size_t validator_bytes = 1'024;                  ///< a longer ETag or Last-Modified is not kept

struct PollingSettings {
  Duration interval = std::chrono::seconds(60);  ///< one under `interval_min` counts as that
};

/// What is kept of one feed from one answer to the next.
struct Polling {
  std::string etag{};           ///< as the server wrote it, with its quotes
  std::string last_modified{};  ///< as the server wrote it
  std::string body_digest{};    ///< of the last body that was taken
  std::uint64_t failures = 0;   ///< in a row
  Instant next{};               ///< when to ask again; a new feed is due at once
  HEED_FIELDS(Polling, etag, last_modified, body_digest, failures, next)
};

/// Accept, and If-None-Match and If-Modified-Since as far as there is anything to compare with.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> request_headers(const Polling& polling);

struct Answer {
  int status = 0;           ///< of HTTP
  std::string_view etag{};  ///< the headers as they came, empty where there are none
  std::string_view last_modified{};
  std::string_view retry_after{};
  std::string_view location{};
  std::string_view body_digest{};  ///< whatever the caller digests bodies with; empty: the body is empty
};

enum class Polled {
  changed,        ///< there is a new body to read
  unchanged,      ///< 304, or the body that was there before
  nothing_there,  ///< 204, or an empty body: no news. Never a reason to take an alert for cancelled
  failed,
};
constexpr auto words(Polled) {
  return core::word_table<Polled>({{Polled::changed, "changed"},
                                   {Polled::unchanged, "unchanged"},
                                   {Polled::nothing_there, "nothing_there"},
                                   {Polled::failed, "failed"}});
}

enum class Failure {
  none,
  no_answer,   ///< the network, TLS, a deadline
  busy,        ///< 429
  broken,      ///< 5xx
  gone,        ///< 404 and 410: asked on, slowly, for feeds come back
  moved,       ///< a redirect that whoever fetches could not follow
  refused,     ///< any other 4xx
  unexpected,  ///< any other status; 304 when nothing was asked to be compared
  unreadable,  ///< the body came, and could not be read
};

struct Outcome {
  Polled polled = Polled::failed;
  Failure failure = Failure::none;
  std::string detail{};  ///< a sentence for people, when it failed
  Polling polling{};     ///< what to keep

  bool operator==(const Outcome&) const = default;
};

/// What an answer means and when to ask again: after `interval`; after failures in a row the interval doubled for each
/// beyond the first, up to `back_off_max`; after 429 and 5xx with a Retry-After, what that says, but not sooner than
/// the interval and not later than `retry_after_max`.
///
/// The validators in `Outcome::polling` are those of the new body: keep it only when that body was read, else call
/// `after_unreadable` with the polling of before. A feed that is half received would be "not modified" for ever.
[[nodiscard]] Outcome after_answer(const Polling& polling, const Answer& answer, Instant now,
                                   const PollingSettings& settings = {});

/// There was no answer: `detail` says why. Asked again as after 5xx.
[[nodiscard]] Outcome after_no_answer(const Polling& polling, std::string_view detail, Instant now,
                                      const PollingSettings& settings = {});

/// There was a body, and it could not be read. The next request compares with the last body that could.
/// Requires: `polling` is that of before the answer.
[[nodiscard]] Outcome after_unreadable(const Polling& polling, std::string_view detail, Instant now,
                                       const PollingSettings& settings = {});

}  // namespace heed::capfeed
