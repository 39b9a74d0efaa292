#pragma once
// CAP's two shapes: read from their text as it comes, and judged exactly.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace heed::values {

/// WGS 84, in units of 10^-9 degrees, so that every test below is exact.
struct Point {
  std::int64_t latitude = 0;
  std::int64_t longitude = 0;
  bool operator==(const Point&) const = default;
};

struct Ring {
  std::vector<Point> points{};  ///< as written, the first again at the end
  int decimals = 0;             ///< the longest fraction among its numbers
};

struct Circle {
  Point centre{};
  std::int64_t radius = 0;  ///< in units of 10^-9 km
  int decimals = 0;         ///< the longest fraction among the numbers of its centre
};

/// What keeps a text from being a shape, or is odd in one that can be read all the same.
struct ShapeFaults {
  std::string_view unreadable{};    ///< the first piece that is no pair of numbers, or no radius
  std::string_view bad_latitude{};  ///< the first pair whose latitude is outside -90 to 90
  std::string_view bad_longitude{};
  bool may_be_swapped = false;   ///< every pair would be in range with its numbers changed round
  bool has_odd_blanks = false;   ///< tabs, newlines, double blanks or blanks at an end, where one space should be
  bool has_odd_numbers = false;  ///< "+5", ".5", "5." or "1E-5": some readers stumble
};

struct Outline {
  Ring ring{};
  ShapeFaults faults{};
};
/// Reads "lat,lon lat,lon …" leniently. After an unreadable piece there are no points.
[[nodiscard]] Outline read_polygon(std::string_view text);

struct Disc {
  Circle circle{};
  ShapeFaults faults{};
};
/// Reads "lat,lon radius" leniently.
[[nodiscard]] Disc read_circle(std::string_view text);

/// Reads "lat,lon lat,lon …" strictly, as we issue it: single spaces, plain decimal numbers of at most nine decimals,
/// at least four points, the first again at the end. The error is a sentence that says which point is wrong.
[[nodiscard]] Result<Ring> parse_polygon(std::string_view text);
/// Reads "lat,lon radius", in the same form of numbers; the radius is at most half the Earth's girth.
[[nodiscard]] Result<Circle> parse_circle(std::string_view text);

/// Points that one polygon may have when it is issued, and up to which it is tested whether edges cross.
inline constexpr std::size_t polygon_points_max = 10'000;
/// Half the Earth's girth, in units of 10^-9 km.
inline constexpr std::int64_t radius_max = 20'038'000'000'000;

/// Whether an edge spans more than half the globe: such a ring runs the other way round on some receivers' maps.
[[nodiscard]] bool crosses_antimeridian(const Ring& ring);

enum class Simplicity {
  simple,
  crossing,   ///< it crosses, touches or retraces itself, or bounds no area
  undecided,  ///< its edges lie so close to each other that deciding would cost too much
};
/// A point written twice in a row is no fault. Cost: about that of sorting the edges, and never more than a few hundred
/// steps for each.
[[nodiscard]] Simplicity simplicity_of(const Ring& ring);
/// Whether the ring bounds an area and neither crosses, touches nor retraces itself.
[[nodiscard]] inline bool is_simple(const Ring& ring) { return simplicity_of(ring) == Simplicity::simple; }

}  // namespace heed::values
