#include "lib/capfeed/web/http_date.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <vector>

#include "core/text.h"

namespace heed::web {
namespace {

constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

/// A number of exactly `width` digits; -1 for anything else.
int number(std::string_view text, std::size_t width) {
  if (text.size() != width) return -1;
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

struct Written {
  std::string_view day{};
  std::string_view month{};
  std::string_view year{};
  std::string_view time{};
};

/// Finds the pieces of whichever form it is by their number.
std::optional<Written> written(std::string_view text) {
  const auto words = core::split(text, ' ');
  if (words.size() == 6 && words[5] == "GMT") return Written{words[1], words[2], words[3], words[4]};
  if (words.size() == 5) return Written{words[2], words[1], words[4], words[3]};
  if (words.size() != 4 || words[3] != "GMT") return std::nullopt;
  const auto date = core::split(words[1], '-');
  if (date.size() != 3) return std::nullopt;
  return Written{date[0], date[1], date[2], words[2]};
}

int year_of(std::string_view text) {
  const int two = number(text, 2);
  if (two >= 0) return two < 70 ? 2000 + two : 1900 + two;
  return number(text, 4);
}

}  // namespace

std::optional<Instant> read_http_date(std::string_view text) {
  constexpr std::size_t longest = 40;
  if (text.size() > longest) return std::nullopt;
  const auto found = written(core::trimmed(text));
  if (!found || found->time.size() != 8 || found->time[2] != ':' || found->time[5] != ':') return std::nullopt;
  const auto month = std::ranges::find(months, found->month);
  const int day = std::max(number(found->day, 2), number(found->day, 1));
  const int year = year_of(found->year);
  const int hour = number(found->time.substr(0, 2), 2);
  const int minute = number(found->time.substr(3, 2), 2);
  const int second = number(found->time.substr(6, 2), 2);
  // A second may be 60: UTC has leap seconds.
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) return std::nullopt;
  if (month == months.end() || day < 0 || year < 0) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month - months.begin()) + 1),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return std::nullopt;
  const auto days = std::chrono::sys_days(date).time_since_epoch();
  const auto time = std::chrono::hours(hour) + std::chrono::minutes(minute) + std::chrono::seconds(second);
  return Instant{std::chrono::duration_cast<Duration>(days + time).count()};
}

}  // namespace heed::web
