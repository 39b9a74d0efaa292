#pragma once
// A place on the WGS 84 ellipsoid, to 1e-7 degree (1.1 cm). The integer is the position: every test on it is exact.

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/codec.h"
#include "core/result.h"

namespace heed::area {

inline constexpr std::int64_t units_per_degree = 10'000'000;
inline constexpr std::int64_t full_turn = 360 * units_per_degree;
inline constexpr std::int64_t half_turn = 180 * units_per_degree;
inline constexpr std::int64_t quarter_turn = 90 * units_per_degree;

/// Longitudes stay as they were written: -180 and 180 are the same place and not the same `Position`.
struct Position {
  std::int32_t lat = 0;  ///< north, in 1e-7 degree, -90 to 90 degrees
  std::int32_t lon = 0;  ///< east, in 1e-7 degree, -180 to 180 degrees (to 210 in an outline)

  HEED_FIELDS(Position, lat, lon)
  auto operator<=>(const Position&) const = default;
  [[nodiscard]] double latitude() const { return static_cast<double>(lat) / units_per_degree; }
  [[nodiscard]] double longitude() const { return static_cast<double>(lon) / units_per_degree; }
};

/// How far a longitude may reach beyond the antimeridian.
enum class Reach {
  place,    ///< not at all: -180 to 180
  outline,  ///< 30 degrees: live outlines around New Zealand and Fiji run on to 180.1 and the like
};

/// Nearest position to these degrees.
/// Errors: not a number, or outside the range; says so when the two look swapped.
[[nodiscard]] Result<Position> from_degrees(double latitude, double longitude, Reach reach = Reach::place);

/// "55.8258,37.3903": latitude, then longitude, in degrees; spaces around the comma are read over.
[[nodiscard]] Result<Position> parse_position(std::string_view text, Reach reach = Reach::place);

/// The same form back, with at most seven decimals. Guarantees: parse_position(to_text(p)) is p.
[[nodiscard]] std::string to_text(Position position);
/// "55.8258, 37.3903", for people.
[[nodiscard]] std::string spoken(Position position);

/// Numbers as people write them, "55.8258" or "-3": plain decimals, no exponent, no "nan". The whole text is the
/// number.
[[nodiscard]] Result<double> parse_decimal(std::string_view text);
/// `count` units of 10^-`places`, with no more digits than needed: decimal(558258000, 7) is "55.8258".
[[nodiscard]] std::string decimal(std::int64_t count, int places);

}  // namespace heed::area

namespace heed::core {
/// Written as the text "lat,lon"; read from it, or from a group {lat, lon} of degrees.
template <>
struct Codec<area::Position> {
  static Value write(area::Position position) { return area::to_text(position); }
  static Result<area::Position> read(const Value& value);
};
}  // namespace heed::core
