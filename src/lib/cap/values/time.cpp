#include "lib/cap/values/time.h"

#include <algorithm>
#include <chrono>

#include "core/text.h"

namespace heed::values {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Reads from the front of a text.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : rest_(text) {}
  bool eat(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  /// Exactly `count` digits; -1 when they are not there.
  int digits(std::size_t count) {
    if (rest_.size() < count) return -1;
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (!is_digit(rest_[i])) return -1;
      value = value * 10 + (rest_[i] - '0');
    }
    rest_.remove_prefix(count);
    return value;
  }
  std::string_view digits() {
    const auto end = std::ranges::find_if_not(rest_, is_digit) - rest_.begin();
    const auto found = rest_.substr(0, static_cast<std::size_t>(end));
    rest_.remove_prefix(found.size());
    return found;
  }
  [[nodiscard]] bool is_done() const { return rest_.empty(); }
  [[nodiscard]] char front() const { return rest_.empty() ? '\0' : rest_.front(); }

 private:
  std::string_view rest_;
};

struct Parts {
  int month = 0, day = 0, hour = 0, minute = 0, second = 0;
};

/// "-03-06T12:00:00", what follows the year.
bool read_parts(Cursor& cursor, Parts& parts) {
  return cursor.eat('-') && (parts.month = cursor.digits(2)) >= 0 && cursor.eat('-') &&
         (parts.day = cursor.digits(2)) >= 0 && cursor.eat('T') && (parts.hour = cursor.digits(2)) >= 0 &&
         cursor.eat(':') && (parts.minute = cursor.digits(2)) >= 0 && cursor.eat(':') &&
         (parts.second = cursor.digits(2)) >= 0;
}

bool is_leap(std::int64_t year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

/// `year` may be any in the same cycle of 400 years. 24:00:00 is the end of a day.
bool do_exist(std::int64_t year, const Parts& parts) {
  constexpr int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (parts.month < 1 || parts.month > 12) return false;
  const int length = lengths[parts.month - 1] + (parts.month == 2 && is_leap(year) ? 1 : 0);
  const bool is_end_of_day = parts.hour == 24 && parts.minute == 0 && parts.second == 0;
  return parts.day >= 1 && parts.day <= length && (parts.hour < 24 || is_end_of_day) && parts.minute < 60 &&
         parts.second < 60;
}

/// The offset of a zone from its sign and its parts, in minutes. Errors: nothing, also beyond 14 hours.
std::optional<int> offset_of(bool is_west, int hours, int minutes) {
  constexpr int farthest = 14 * 60;
  if (hours < 0 || minutes < 0 || minutes > 59 || hours * 60 + minutes > farthest) return std::nullopt;
  return (is_west ? -1 : 1) * (hours * 60 + minutes);
}

/// "+01:00" in minutes. Errors: nothing, also beyond 14 hours.
std::optional<int> read_offset(Cursor& cursor, bool& has_no_colon) {
  const bool is_west = cursor.front() == '-';
  if (!cursor.eat('-') && !cursor.eat('+')) return std::nullopt;
  const int hours = cursor.digits(2);
  has_no_colon = !cursor.eat(':');
  return offset_of(is_west, hours, cursor.digits(2));
}

Instant instant_of(int year, const Parts& parts, int offset_minutes) {
  using namespace std::chrono;
  const sys_days day = std::chrono::year{year} / parts.month / parts.day;
  const auto since =
      day.time_since_epoch() + hours{parts.hour} + minutes{parts.minute - offset_minutes} + seconds{parts.second};
  return Instant{duration_cast<milliseconds>(since).count()};
}

int first_milliseconds(std::string_view fraction) {
  int value = 0;
  for (std::size_t i = 0; i < 3; ++i) value = value * 10 + (i < fraction.size() ? fraction[i] - '0' : 0);
  return value;
}

/// What stands after the seconds.
bool read_zone(Cursor& cursor, Time& time, TimeForm& form) {
  if (cursor.is_done()) {
    form.has_no_zone = true;
    time.zone = Zone::missing;
    return true;
  }
  if (cursor.eat('Z') || cursor.eat('z')) {
    form.has_z = true;
    return cursor.is_done();
  }
  const bool is_minus = cursor.front() == '-';
  const auto offset = read_offset(cursor, form.has_no_colon);
  if (!offset || !cursor.is_done()) return false;
  time.offset_minutes = static_cast<std::int16_t>(*offset);
  time.zone = *offset == 0 && is_minus ? Zone::utc : Zone::offset;
  return true;
}

/// "2024-03-06T12:00:00-00:00": what has the pattern of CAP 1.2, each number where it always stands.
struct Plain {
  int year = 0;
  Parts parts{};
  char sign = '-';  ///< the pattern lets a comma through, which is none
  int hours = 0, minutes = 0;

  [[nodiscard]] bool does_exist() const { return year > 0 && do_exist(year, parts); }
  [[nodiscard]] std::optional<int> offset() const {
    return sign == ',' ? std::nullopt : offset_of(sign == '-', hours, minutes);
  }
};
/// Why besides the cursor: nearly every time has this form, and each is asked for it several times.
std::optional<Plain> read_plain(std::string_view text) {
  constexpr std::string_view pattern = "0000-00-00T00:00:00-00:00";
  if (text.size() != pattern.size()) return std::nullopt;
  bool is_number = true;
  const auto two = [&](std::size_t at) {
    is_number = is_number && is_digit(text[at]) && is_digit(text[at + 1]);
    return (text[at] - '0') * 10 + (text[at + 1] - '0');
  };
  const char sign = text[19];
  const bool has_marks = text[4] == '-' && text[7] == '-' && text[10] == 'T' && text[13] == ':' && text[16] == ':' &&
                         text[22] == ':' && (sign == '-' || sign == '+' || sign == ',');
  const Plain plain{.year = two(0) * 100 + two(2),
                    .parts = {two(5), two(8), two(11), two(14), two(17)},
                    .sign = sign,
                    .hours = two(20),
                    .minutes = two(23)};
  return has_marks && is_number ? std::optional(plain) : std::nullopt;
}

std::optional<ReadTime> time_of(const Plain& plain) {
  const auto offset = plain.offset();
  if (!offset || !plain.does_exist()) return std::nullopt;
  ReadTime read;
  read.time.instant = instant_of(plain.year, plain.parts, *offset);
  read.time.offset_minutes = static_cast<std::int16_t>(*offset);
  read.time.zone = *offset == 0 && plain.sign == '-' ? Zone::utc : Zone::offset;
  read.form.is_plain = true;
  return read;
}

void append_two(std::string& out, long long value) {
  out += static_cast<char>('0' + value / 10);
  out += static_cast<char>('0' + value % 10);
}

}  // namespace

std::optional<ReadTime> read_time(std::string_view text) {
  if (const auto plain = read_plain(text)) return time_of(*plain);
  ReadTime read;
  const auto bare = core::trimmed(text);
  read.form.has_blanks = bare.size() < text.size();
  Cursor cursor(bare);
  const int year = cursor.digits(4);
  Parts parts;
  if (year < 1 || !read_parts(cursor, parts) || !do_exist(year, parts)) return std::nullopt;
  std::string_view fraction;
  if (cursor.eat('.')) {
    fraction = cursor.digits();
    if (fraction.empty()) return std::nullopt;
    read.form.has_fraction = true;
  }
  if (!read_zone(cursor, read.time, read.form)) return std::nullopt;
  read.time.instant = instant_of(year, parts, read.time.offset_minutes) + Duration{first_milliseconds(fraction)};
  const auto& form = read.form;
  read.form.is_plain = !form.has_z && !form.has_fraction && !form.has_no_zone && !form.has_no_colon && !form.has_blanks;
  return read;
}

bool is_date_time(std::string_view text) {
  if (const auto plain = read_plain(text)) return plain->does_exist() && plain->offset();
  Cursor cursor(core::trimmed(text));
  cursor.eat('-');
  const auto year = cursor.digits();
  if (year.size() < 4 || (year.size() > 4 && year.front() == '0')) return false;
  // Why 18 digits: no more fit into a number, and nobody means them.
  if (year.size() > 18 || std::ranges::all_of(year, [](char c) { return c == '0'; })) return false;
  std::int64_t number = 0;
  for (const char c : year) number = number * 10 + (c - '0');
  Parts parts;
  if (!read_parts(cursor, parts) || !do_exist(number, parts)) return false;
  if (cursor.eat('.') && cursor.digits().empty()) return false;
  if (cursor.is_done()) return true;
  if (cursor.eat('Z')) return cursor.is_done();
  bool has_no_colon = false;
  return read_offset(cursor, has_no_colon) && !has_no_colon && cursor.is_done();
}

bool is_cap_time(std::string_view text) {
  const auto plain = read_plain(core::trimmed(text));
  return plain && plain->does_exist() && plain->offset();
}

std::string to_text(const Time& time) {
  const bool has_offset = time.zone == Zone::offset;
  const auto local = has_offset ? time.instant + std::chrono::minutes(time.offset_minutes) : time.instant;
  auto text = core::to_cap_time(local);
  text.resize(text.size() - 6);
  const auto minutes = has_offset ? std::abs(time.offset_minutes) : 0;
  text += has_offset && time.offset_minutes >= 0 ? '+' : '-';
  append_two(text, minutes / 60);
  text += ':';
  append_two(text, minutes % 60);
  return text;
}

}  // namespace heed::values
