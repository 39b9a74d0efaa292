#pragma once
// CAP's two shapes, read strictly from their text: what we issue must be understood by the plainest receiver.

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace heed::cap {

/// WGS 84, in units of 10^-9 degrees, so that every test below is exact.
struct Point {
  std::int64_t latitude = 0;
  std::int64_t longitude = 0;
  bool operator==(const Point&) const = default;
};

struct Ring {
  std::vector<Point> points;  ///< as written, the first again at the end
  int decimals = 0;           ///< the longest fraction among its numbers
};

struct Circle {
  Point centre;
  std::int64_t radius = 0;  ///< in units of 10^-9 km
  int decimals = 0;         ///< the longest fraction among the numbers of its centre
};

/// Reads "lat,lon lat,lon …": single spaces, plain decimal numbers of at most nine decimals, at least four points, the
/// first again at the end. The error is a sentence that says which point is wrong.
[[nodiscard]] Result<Ring> parse_polygon(std::string_view text);

/// Reads "lat,lon radius", in the same form of numbers; the radius is at most half the Earth's girth.
[[nodiscard]] Result<Circle> parse_circle(std::string_view text);

/// Whether an edge spans more than half the globe: such a ring runs the other way round on some receivers' maps.
[[nodiscard]] bool crosses_antimeridian(const Ring& ring);

/// Whether the ring bounds an area and neither crosses, touches nor retraces itself. A point written twice in a row is
/// no fault. Cost: every pair of edges.
[[nodiscard]] bool is_simple(const Ring& ring);

}  // namespace heed::cap
