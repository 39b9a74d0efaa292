#include "lib/cap/values/shapes.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>

#include "core/text.h"
#include "lib/cap/values/pairs.h"

namespace heed::values {
namespace {

constexpr int decimals_kept = 9;
constexpr std::int64_t unit = 1'000'000'000;  ///< one degree, one kilometre
constexpr std::int64_t whole_max = 99'999;
constexpr std::int64_t powers[] = {1'000'000'000, 100'000'000, 10'000'000, 1'000'000, 100'000,
                                   10'000,        1'000,       100,        10,        1};

struct Decimal {
  std::int64_t value = 0;
  int decimals = 0;
  bool is_odd = false;
};

bool is_digit(char c) { return static_cast<unsigned char>(c - '0') < 10; }
bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

/// "1E-5" and the like, as programs print small numbers. Moves `at` behind it.
bool read_scientific(const char*& at, const char* end, Decimal& number) {
  double value = 0;
  const auto [stop, error] = std::from_chars(at, end, value, std::chars_format::general);
  if (error != std::errc{} || !std::isfinite(value) || std::abs(value) > static_cast<double>(whole_max)) return false;
  number = {std::llround(value * static_cast<double>(unit)), decimals_kept, true};
  at = stop;
  return true;
}

/// Up to eight digits at one time.
struct Digits {
  std::int64_t value = 0;
  int count = 0;
};

constexpr std::uint64_t every(std::uint64_t byte) { return byte * 0x0101'0101'0101'0101; }

/// The number that the first `count` bytes are the digits of, each from 0 to 9. Requires: 1 <= count <= 8.
/// Why not one digit after another: a large alert is numbers for nine tenths, and this makes reading it cheap.
[[gnu::always_inline]] inline std::int64_t sum_of(std::uint64_t values, int count) {
  // The first digit counts most: what is missing is filled with zeros in front. Then pairs, fours and eights are
  // summed.
  auto sums = values << (8 * (8 - count));
  sums = sums * 10 + (sums >> 8);
  constexpr std::uint64_t pairs = 0x0000'00FF'0000'00FF;
  sums = ((sums & pairs) * 0x000F'4240'0000'0064 + ((sums >> 16) & pairs) * 0x0000'2710'0000'0001) >> 32;
  return static_cast<std::int64_t>(static_cast<std::uint32_t>(sums));
}

/// The digits at `at`, at most eight.
Digits read_digits(const char* at, const char* end) {
  std::uint64_t word = 0;
  if constexpr (std::endian::native == std::endian::little) {
    if (end - at >= 8) {
      std::memcpy(&word, at, 8);
    } else {
      std::memcpy(&word, at, static_cast<std::size_t>(end - at));
    }
  } else {
    for (std::ptrdiff_t i = std::min<std::ptrdiff_t>(end - at, 8); i > 0; --i) {
      word = (word << 8) | static_cast<unsigned char>(at[i - 1]);
    }
  }
  const auto values = word ^ every('0');
  const auto is_other = ((values + every(0x76)) | values) & every(0x80);
  const int count = is_other == 0 ? 8 : std::countr_zero(is_other) / 8;
  if (count == 0) return {};
  return {sum_of(values, count), count};
}
/// Digits behind a point, in units of 10^-9. Moves `at` behind them; further ones are counted and cut off.
std::int64_t read_fraction(const char*& at, const char* end, int& decimals) {
  const auto* const begin = at;
  const auto digits = read_digits(at, end);
  at += digits.count;
  auto value = digits.value * powers[digits.count];
  if (digits.count == 8 && at < end && is_digit(*at)) {
    value += *at - '0';
    while (at < end && is_digit(*at)) ++at;
  }
  decimals = static_cast<int>(std::min<std::ptrdiff_t>(at - begin, 99));
  return value;
}

/// Reads a number and moves `at` behind it.
bool read_number(const char*& at, const char* end, Decimal& number) {
  const auto* const begin = at;
  const bool is_negative = at < end && *at == '-';
  const bool has_plus = at < end && *at == '+';
  if (is_negative || has_plus) ++at;
  const auto whole = read_digits(at, end);
  if (whole.count > 5) return false;
  at += whole.count;
  number.value = whole.value * unit;
  number.decimals = 0;
  const bool has_point = at < end && *at == '.';
  if (has_point) number.value += read_fraction(++at, end, number.decimals);
  if (whole.count == 0 && number.decimals == 0) return false;
  if (at < end && (*at == 'e' || *at == 'E') && !has_plus) return read_scientific(at = begin, end, number);
  if (is_negative) number.value = -number.value;
  number.is_odd = has_plus || whole.count == 0 || (has_point && number.decimals == 0);
  return true;
}

/// Goes over a text of numbers, one pair after another.
class PairReader {
 public:
  explicit PairReader(std::string_view text) : at_(text.data()), end_(text.data() + text.size()) {}

  /// To the next piece. False at the end.
  bool advance(ShapeFaults& faults) {
    const auto* const from = at_;
    while (at_ < end_ && is_blank(*at_)) ++at_;
    const auto blanks = at_ - from;
    const bool is_edge = from == begin_ || at_ == end_;
    if (blanks > 1 || (blanks == 1 && (is_edge || *from != ' '))) faults.has_odd_blanks = true;
    return at_ < end_;
  }
  /// As many pairs as have the plain form. Requires: advance() said that there is a piece.
  void plain_pairs(Outline& outline) { read_plain_pairs(begin_, at_, end_, outline); }
  bool pair(Point& point, int& decimals, ShapeFaults& faults) {
    piece_ = at_;
    Decimal latitude, longitude;
    const bool is_read = read_number(at_, end_, latitude) && at_ < end_ && *at_ == ',' && ++at_ != nullptr &&
                         read_number(at_, end_, longitude) && (at_ == end_ || is_blank(*at_));
    if (!is_read) return false;
    decimals = std::max({decimals, latitude.decimals, longitude.decimals});
    faults.has_odd_numbers = faults.has_odd_numbers || latitude.is_odd || longitude.is_odd;
    point = {latitude.value, longitude.value};
    return true;
  }
  bool radius(Decimal& radius) {
    piece_ = at_;
    return read_number(at_, end_, radius) && (at_ == end_ || is_blank(*at_));
  }
  /// The piece that was read last, or could not be.
  [[nodiscard]] std::string_view piece() const {
    const auto* stop = piece_;
    while (stop < end_ && !is_blank(*stop)) ++stop;
    return {piece_, static_cast<std::size_t>(stop - piece_)};
  }

 private:
  const char* at_;
  const char* end_;
  const char* begin_ = at_;
  const char* piece_ = at_;
};

bool fits_swapped(const std::vector<Point>& points) {
  return std::ranges::all_of(points, [](const Point& point) {
    return is_in(point.longitude, latitude_max) && is_in(point.latitude, longitude_max);
  });
}

Result<void> check_point(const ShapeFaults& faults) {
  if (!faults.unreadable.empty()) {
    return fail(Code::malformed, cat("\"", faults.unreadable.substr(0, 60),
                                     "\" is not a point; write it as 55.75,37.61: the latitude, "
                                     "a comma, the longitude, in plain decimal numbers."));
  }
  if (!faults.bad_latitude.empty()) {
    return fail(Code::malformed, cat("The latitude in \"", faults.bad_latitude.substr(0, 60),
                                     "\" is outside -90 to 90; it comes before the longitude."));
  }
  if (!faults.bad_longitude.empty()) {
    return fail(Code::malformed,
                cat("The longitude in \"", faults.bad_longitude.substr(0, 60), "\" is outside -180 to 180."));
  }
  return {};
}

Result<void> check_form(const ShapeFaults& faults, int decimals) {
  if (faults.has_odd_blanks) return fail(Code::malformed, "Its points must be apart by one space each.");
  if (faults.has_odd_numbers) return fail(Code::malformed, "Its numbers must be plain ones, such as 55.75.");
  if (decimals > decimals_kept) return fail(Code::malformed, "A number has more than nine decimals.");
  return {};
}

}  // namespace

void note_outside(const Point& point, std::string_view piece, ShapeFaults& faults) {
  if (!is_in(point.latitude, latitude_max) && faults.bad_latitude.empty()) faults.bad_latitude = piece;
  if (!is_in(point.longitude, longitude_max) && faults.bad_longitude.empty()) faults.bad_longitude = piece;
}

Outline read_polygon(std::string_view text) {
  Outline outline;
  auto& faults = outline.faults;
  auto& points = outline.ring.points;
  points.reserve(text.size() / 14 + 4);
  PairReader reader(text);
  while (reader.advance(faults)) {
    const auto count = points.size();
    reader.plain_pairs(outline);
    if (points.size() > count) continue;
    // Why in its place at once: sixteen bytes that were just written as twice eight are slow to copy.
    auto& point = points.emplace_back();
    if (!reader.pair(point, outline.ring.decimals, faults)) {
      faults.unreadable = reader.piece();
      points.clear();
      return outline;
    }
    if (!is_on_earth(point)) note_outside(point, reader.piece(), faults);
  }
  faults.may_be_swapped = !faults.bad_latitude.empty() && fits_swapped(points);
  return outline;
}

Disc read_circle(std::string_view text) {
  Disc disc;
  auto& faults = disc.faults;
  PairReader reader(text);
  Decimal radius;
  // Why "the text" for what is missing: an empty piece would look like no fault at all.
  const auto note_range = [&] {
    if (!is_on_earth(disc.circle.centre)) note_outside(disc.circle.centre, reader.piece(), faults);
  };
  const auto missing = text.empty() ? std::string_view(" ") : text;
  if (!reader.advance(faults)) {
    faults.unreadable = missing;
  } else if (!reader.pair(disc.circle.centre, disc.circle.decimals, faults)) {
    faults.unreadable = reader.piece();
  } else if (note_range(); !reader.advance(faults)) {
    faults.unreadable = missing;
  } else if (!reader.radius(radius) || radius.value < 0 || radius.value > radius_max) {
    faults.unreadable = reader.piece();
  } else if (reader.advance(faults)) {
    faults.unreadable = missing;
  }
  disc.circle.radius = radius.value;
  faults.has_odd_numbers = faults.has_odd_numbers || radius.is_odd;
  faults.may_be_swapped = !faults.bad_latitude.empty() && fits_swapped({disc.circle.centre});
  return disc;
}

Result<Ring> parse_polygon(std::string_view text) {
  const auto point_count = 1 + static_cast<std::size_t>(std::ranges::count(text, ' '));
  if (point_count > polygon_points_max) {
    return fail(Code::too_large, cat("It has ", point_count, " points; at most ", polygon_points_max, " are issued."));
  }
  auto outline = read_polygon(text);
  TRY(check_point(outline.faults));
  TRY(check_form(outline.faults, outline.ring.decimals));
  if (outline.ring.points.size() < 4) return fail(Code::malformed, "It has fewer than four points.");
  if (outline.ring.points.front() != outline.ring.points.back()) {
    return fail(Code::malformed, "It is open: the first point must stand again at the end.");
  }
  return std::move(outline.ring);
}

Result<Circle> parse_circle(std::string_view text) {
  const auto disc = read_circle(text);
  const auto& unreadable = disc.faults.unreadable;
  const bool is_about_the_point = !unreadable.empty() && text.substr(0, text.find(' ')) == unreadable;
  if (!unreadable.empty() && !is_about_the_point) {
    return fail(Code::malformed,
                "The radius must follow the point after one space, in kilometres, as in \"55.75,37.61 2.5\".");
  }
  TRY(check_point(disc.faults));
  TRY(check_form(disc.faults, disc.circle.decimals));
  return disc.circle;
}

bool crosses_antimeridian(const Ring& ring) {
  for (std::size_t i = 1; i < ring.points.size(); ++i) {
    const auto span = ring.points[i].longitude - ring.points[i - 1].longitude;
    if (span > 180 * unit || span < -180 * unit) return true;
  }
  return false;
}

}  // namespace heed::values
