#pragma once
// Points and spans of time. The wall clock is a port (ports/clock.h); here is only the value.

#include <chrono>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/result.h"

namespace heed::core {

using Duration = std::chrono::milliseconds;

/// A point in time, UTC, to the millisecond. Written as RFC 3339 ("2024-03-06T12:00:00Z").
struct Instant {
  std::int64_t ms = 0;  ///< since 1970-01-01T00:00:00Z

  auto operator<=>(const Instant&) const = default;
  Instant operator+(Duration d) const { return {ms + d.count()}; }
  Instant operator-(Duration d) const { return {ms - d.count()}; }
  Duration operator-(Instant other) const { return Duration{ms - other.ms}; }
};

/// RFC 3339 with a time zone; a fraction is read to the millisecond. A time without a zone is refused (IN-12).
[[nodiscard]] Result<Instant> parse_instant(std::string_view text);
/// "2024-03-06T12:00:00Z", with ".250" only where there is a fraction.
[[nodiscard]] std::string to_text(Instant instant);
/// "2024-03-06T12:00:00+00:00": CAP and Atom want a numeric zone and no fraction.
[[nodiscard]] std::string to_cap_time(Instant instant);
/// "6 March 2024, 12:00 UTC", for people.
[[nodiscard]] std::string spoken(Instant instant);

/// "48h", "90m", "1d12h", "30s", "250ms". Negative and empty spans are refused.
[[nodiscard]] Result<Duration> parse_duration(std::string_view text);
/// The same form back: "2d", "1h30m", "0s".
[[nodiscard]] std::string to_text(Duration duration);
/// "48 hours", "1 hour 30 minutes", for people: the two largest units.
[[nodiscard]] std::string spoken(Duration duration);

/// From `from`, included, to `until`, not included.
struct Interval {
  Instant from;
  Instant until;

  bool operator==(const Interval&) const = default;
  [[nodiscard]] bool contains(Instant at) const { return from <= at && at < until; }
  [[nodiscard]] bool overlaps(const Interval& other) const { return from < other.until && other.from < until; }
};

}  // namespace heed::core

namespace heed {
using core::Duration;
using core::Instant;
using core::Interval;
}  // namespace heed
