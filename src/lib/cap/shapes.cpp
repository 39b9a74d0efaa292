#include "lib/cap/shapes.h"

#include <algorithm>
#include <optional>

#include "core/text.h"
#include "lib/cap/check.h"

namespace heed::cap {
namespace {

constexpr int decimals_max = 9;
constexpr std::int64_t unit = 1'000'000'000;  ///< one degree, one kilometre

struct Decimal {
  std::int64_t value = 0;
  int decimals = 0;
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// "-12.5": a sign, one to five digits, and a fraction of one to nine digits; nothing else.
std::optional<Decimal> parse_decimal(std::string_view text) {
  const bool is_negative = text.starts_with('-');
  if (is_negative) text.remove_prefix(1);
  const auto whole = text.substr(0, text.find('.'));
  const bool has_fraction = whole.size() < text.size();
  const auto fraction = has_fraction ? text.substr(whole.size() + 1) : std::string_view{};
  if (whole.empty() || whole.size() > 5 || fraction.size() > decimals_max || (has_fraction && fraction.empty()))
    return {};
  if (!std::ranges::all_of(whole, is_digit) || !std::ranges::all_of(fraction, is_digit)) return {};
  Decimal number{.value = 0, .decimals = static_cast<int>(fraction.size())};
  for (const char c : whole) number.value = number.value * 10 + (c - '0');
  for (const char c : fraction) number.value = number.value * 10 + (c - '0');
  for (int i = number.decimals; i < decimals_max; ++i) number.value *= 10;
  if (is_negative) number.value = -number.value;
  return number;
}

struct ReadPoint {
  Point point;
  int decimals = 0;
};

Result<ReadPoint> parse_point(std::string_view text) {
  const auto comma = text.find(',');
  const auto latitude = parse_decimal(text.substr(0, comma));
  const auto longitude = comma == std::string_view::npos ? std::nullopt : parse_decimal(text.substr(comma + 1));
  if (!latitude || !longitude) {
    return fail(Code::malformed, cat("\"", text.substr(0, 60),
                                     "\" is not a point; write it as 55.75,37.61: the latitude, "
                                     "a comma, the longitude, in plain decimal numbers."));
  }
  if (latitude->value < -90 * unit || latitude->value > 90 * unit) {
    return fail(Code::malformed,
                cat("The latitude in \"", text, "\" is outside -90 to 90; it comes before the longitude."));
  }
  if (longitude->value < -180 * unit || longitude->value > 180 * unit) {
    return fail(Code::malformed, cat("The longitude in \"", text, "\" is outside -180 to 180."));
  }
  return ReadPoint{{latitude->value, longitude->value}, std::max(latitude->decimals, longitude->decimals)};
}

using Wide = __int128;

Wide turn(const Point& a, const Point& b, const Point& c) {
  return Wide{b.longitude - a.longitude} * Wide{c.latitude - a.latitude} -
         Wide{b.latitude - a.latitude} * Wide{c.longitude - a.longitude};
}

int side(const Point& a, const Point& b, const Point& c) {
  const Wide area = turn(a, b, c);
  return area > 0 ? 1 : (area < 0 ? -1 : 0);
}

bool boxes_meet(const Point& a, const Point& b, const Point& c, const Point& d) {
  return std::max(a.longitude, b.longitude) >= std::min(c.longitude, d.longitude) &&
         std::max(c.longitude, d.longitude) >= std::min(a.longitude, b.longitude) &&
         std::max(a.latitude, b.latitude) >= std::min(c.latitude, d.latitude) &&
         std::max(c.latitude, d.latitude) >= std::min(a.latitude, b.latitude);
}

/// Whether two edges have any point in common.
bool edges_meet(const Point& a, const Point& b, const Point& c, const Point& d) {
  return boxes_meet(a, b, c, d) && side(a, b, c) * side(a, b, d) <= 0 && side(c, d, a) * side(c, d, b) <= 0;
}

/// Whether the way a → b → c turns back on itself.
bool retraces(const Point& a, const Point& b, const Point& c) {
  const Wide forward = Wide{b.longitude - a.longitude} * Wide{c.longitude - b.longitude} +
                       Wide{b.latitude - a.latitude} * Wide{c.latitude - b.latitude};
  return side(a, b, c) == 0 && forward < 0;
}

}  // namespace

Result<Ring> parse_polygon(std::string_view text) {
  const auto point_count = 1 + static_cast<std::size_t>(std::ranges::count(text, ' '));
  if (point_count > polygon_points_max) {
    return fail(Code::too_large, cat("It has ", point_count, " points; at most ", polygon_points_max, " are issued."));
  }
  Ring ring;
  for (std::size_t at = 0; at <= text.size();) {
    const auto piece = text.substr(at, text.find(' ', at) - at);
    TRY(const auto read, parse_point(piece));
    ring.points.push_back(read.point);
    ring.decimals = std::max(ring.decimals, read.decimals);
    at += piece.size() + 1;
  }
  if (ring.points.size() < 4) return fail(Code::malformed, "It has fewer than four points.");
  if (ring.points.front() != ring.points.back()) {
    return fail(Code::malformed, "It is open: the first point must stand again at the end.");
  }
  return ring;
}

Result<Circle> parse_circle(std::string_view text) {
  constexpr std::int64_t radius_max = 20'038 * unit;
  const auto space = text.find(' ');
  TRY(const auto read, parse_point(text.substr(0, space)));
  const auto radius = space == std::string_view::npos ? std::nullopt : parse_decimal(text.substr(space + 1));
  if (!radius || radius->value < 0 || radius->value > radius_max) {
    return fail(Code::malformed,
                "The radius must follow the point after one space, in kilometres, as in \"55.75,37.61 2.5\".");
  }
  return Circle{read.point, radius->value, read.decimals};
}

bool crosses_antimeridian(const Ring& ring) {
  for (std::size_t i = 1; i < ring.points.size(); ++i) {
    const auto span = ring.points[i].longitude - ring.points[i - 1].longitude;
    if (span > 180 * unit || span < -180 * unit) return true;
  }
  return false;
}

bool is_simple(const Ring& ring) {
  auto points = ring.points;
  points.erase(std::unique(points.begin(), points.end()), points.end());
  const auto edge_count = points.size() - 1;
  if (edge_count < 3) return false;
  for (std::size_t i = 0; i < edge_count; ++i) {
    const auto next = (i + 1) % edge_count;
    if (retraces(points[i], points[i + 1], points[next + 1])) return false;
    const auto last = i == 0 ? edge_count - 1 : edge_count;  // the last edge is the first one's neighbour
    for (std::size_t j = i + 2; j < last; ++j) {
      if (edges_meet(points[i], points[i + 1], points[j], points[j + 1])) return false;
    }
  }
  return true;
}

}  // namespace heed::cap
