#include "core/instant.h"

#include <array>
#include <vector>

#include "core/text.h"

namespace heed::core {
namespace {

constexpr std::int64_t ms_per_second = 1000;
constexpr std::int64_t ms_per_day = 86'400'000;

/// Reads exactly `width` digits at `at`; -1 when there are none.
int digits(std::string_view text, std::size_t at, std::size_t width) {
  if (at + width > text.size()) return -1;
  int value = 0;
  for (std::size_t i = at; i < at + width; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

std::string padded(std::int64_t value, std::size_t width) {
  std::string out = cat(value);
  return std::string(width > out.size() ? width - out.size() : 0, '0') + out;
}

struct Civil {
  int year;
  unsigned month, day;
  std::int64_t hour, minute, second, fraction;
};

Civil civil(Instant instant) {
  auto day_count = instant.ms / ms_per_day;
  auto rest = instant.ms % ms_per_day;
  if (rest < 0) {
    rest += ms_per_day;
    --day_count;
  }
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day_count}}};
  return {static_cast<int>(date.year()),
          static_cast<unsigned>(date.month()),
          static_cast<unsigned>(date.day()),
          rest / 3'600'000,
          rest / 60'000 % 60,
          rest / ms_per_second % 60,
          rest % ms_per_second};
}

std::string date_and_time(const Civil& c) {
  return cat(padded(c.year, 4), "-", padded(c.month, 2), "-", padded(c.day, 2), "T", padded(c.hour, 2), ":",
             padded(c.minute, 2), ":", padded(c.second, 2));
}

auto bad_instant(std::string_view text) {
  return fail(Code::malformed, cat("\"", text.substr(0, 40),
                                   "\" is not a time; write it as 2024-03-06T12:00:00Z or "
                                   "2024-03-06T15:00:00+03:00, with the zone"));
}

/// Reads ".123456" at `at`, moves past it, and returns milliseconds; -1 when there are no digits.
int fraction(std::string_view text, std::size_t& at) {
  if (at >= text.size() || text[at] != '.') return 0;
  int value = 0;
  int scale = 100;
  const auto first = ++at;
  for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
    value += (text[at] - '0') * scale;
    scale /= 10;
  }
  return at == first ? -1 : value;
}

/// The zone at `at`, to the end of the text, as minutes east of UTC.
Result<int> zone(std::string_view text, std::size_t at) {
  if (text.substr(at) == "Z" || text.substr(at) == "z") return 0;
  const int hours = digits(text, at + 1, 2);
  const int minutes = digits(text, at + 4, 2);
  const bool is_formed = text.size() == at + 6 && (text[at] == '+' || text[at] == '-') && text[at + 3] == ':';
  if (!is_formed || hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return bad_instant(text);
  return (text[at] == '-' ? -1 : 1) * (hours * 60 + minutes);
}

}  // namespace

Result<Instant> parse_instant(std::string_view text) {
  const int year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
  const int hour = digits(text, 11, 2), minute = digits(text, 14, 2), second = digits(text, 17, 2);
  const bool has_marks = text.size() >= 20 && text[4] == '-' && text[7] == '-' &&
                         (text[10] == 'T' || text[10] == 't' || text[10] == ' ') && text[13] == ':' && text[16] == ':';
  if (!has_marks || year < 0 || month < 0 || day < 0 || hour < 0 || minute < 0 || second < 0) return bad_instant(text);
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok() || hour > 23 || minute > 59 || second > 59) return bad_instant(text);
  std::size_t at = 19;
  const int milliseconds = fraction(text, at);
  if (milliseconds < 0 || at >= text.size()) return bad_instant(text);
  TRY(const int east, zone(text, at));
  const auto days = std::chrono::sys_days{date}.time_since_epoch().count();
  return Instant{days * ms_per_day + (hour * 60L + minute - east) * 60'000 + second * ms_per_second + milliseconds};
}

std::string to_text(Instant instant) {
  const auto c = civil(instant);
  return date_and_time(c) + (c.fraction == 0 ? "Z" : cat(".", padded(c.fraction, 3), "Z"));
}

std::string to_cap_time(Instant instant) { return date_and_time(civil(instant)) + "+00:00"; }

std::string spoken(Instant instant) {
  static constexpr std::array months = {"January", "February", "March",     "April",   "May",      "June",
                                        "July",    "August",   "September", "October", "November", "December"};
  const auto c = civil(instant);
  return cat(c.day, " ", months[c.month - 1], " ", c.year, ", ", padded(c.hour, 2), ":", padded(c.minute, 2), " UTC");
}

namespace {

struct Unit {
  std::string_view short_name;
  std::string_view name;
  std::int64_t ms;
};
constexpr std::array<Unit, 5> units = {{{"d", "day", ms_per_day},
                                        {"h", "hour", 3'600'000},
                                        {"m", "minute", 60'000},
                                        {"s", "second", ms_per_second},
                                        {"ms", "millisecond", 1}}};

}  // namespace

Result<Duration> parse_duration(std::string_view text) {
  const auto bad = [&] {
    return fail(Code::malformed,
                cat("\"", text.substr(0, 40), "\" is not a span of time; write it as 48h, 30m or 1d12h"));
  };
  constexpr std::int64_t longest = 100LL * 366 * ms_per_day;
  std::int64_t total = 0;
  std::string_view rest = trimmed(text);
  if (rest.empty()) return bad();
  while (!rest.empty()) {
    std::int64_t count = 0;
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), count);
    if (error != std::errc{} || count < 0 || count > longest) return bad();
    rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
    const auto name = rest.substr(0, rest.find_first_of("0123456789 "));
    const Unit* unit = nullptr;
    for (const auto& candidate : units) {
      if (candidate.short_name == name) unit = &candidate;
    }
    if (unit == nullptr || count > longest / unit->ms) return bad();
    total += count * unit->ms;
    rest = trimmed(rest.substr(name.size()));
  }
  if (total > longest) return bad();
  return Duration{total};
}

std::string to_text(Duration duration) {
  std::string out;
  auto rest = duration.count();
  if (rest < 0) return "-" + to_text(-duration);
  for (const auto& unit : units) {
    if (rest >= unit.ms) out += cat(rest / unit.ms, unit.short_name);
    rest %= unit.ms;
  }
  return out.empty() ? "0s" : out;
}

std::string spoken(Duration duration) {
  auto rest = duration.count() < 0 ? -duration.count() : duration.count();
  // Why hours up to 72: warnings are spoken of as "48 hours", not as "2 days".
  const bool in_hours = rest <= 3 * ms_per_day;
  std::vector<std::string> parts;
  for (const auto& unit : units) {
    if (unit.short_name == "d" && in_hours) continue;
    const auto count = rest / unit.ms;
    if (count > 0 && parts.size() < 2) parts.push_back(cat(count, " ", unit.name, count == 1 ? "" : "s"));
    rest %= unit.ms;
  }
  return parts.empty() ? "at once" : listed(parts);
}

}  // namespace heed::core
