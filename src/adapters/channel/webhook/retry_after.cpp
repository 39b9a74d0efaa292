#include "adapters/channel/webhook/retry_after.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/text.h"

namespace heed::webhook {
namespace {

constexpr Duration longest{24LL * 60 * 60 * 1'000};

/// 1 to 12, or 0.
std::size_t month_of(std::string_view word) {
  constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto found = std::ranges::find(months, word);
  return found == months.end() ? 0 : static_cast<std::size_t>(found - months.begin()) + 1;
}

}  // namespace

std::optional<Instant> parse_http_date(std::string_view text) {
  const auto words = core::split(text, ' ');
  if (words.size() != 6 || words[1].size() != 2 || words[5] != "GMT") return std::nullopt;
  const auto month = month_of(words[2]);
  if (month == 0) return std::nullopt;
  const auto instant =
      core::parse_instant(cat(words[3], month < 10 ? "-0" : "-", month, "-", words[1], "T", words[4], "Z"));
  if (!instant) return std::nullopt;
  return *instant;
}

std::optional<Duration> parse_retry_after(std::string_view retry_after, Instant now) {
  const auto text = core::trimmed(retry_after);
  std::int64_t seconds = 0;
  const auto end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, seconds);
  if (read.ptr == end && read.ec == std::errc::result_out_of_range) return longest;
  if (read.ptr == end && read.ec == std::errc{}) {
    if (seconds < 0) return std::nullopt;
    return seconds < longest.count() / 1'000 ? Duration(seconds * 1'000) : longest;
  }
  const auto date = parse_http_date(text);
  if (!date) return std::nullopt;
  return std::clamp(*date - now, Duration{0}, longest);
}

}  // namespace heed::webhook
