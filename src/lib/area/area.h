#pragma once
// Areas as warnings carry them: polygons and circles whose union is meant (CAP 1.2, area). What is inside: compiled.h.

#include <string>
#include <string_view>
#include <vector>

#include "core/codec.h"
#include "core/result.h"
#include "lib/area/position.h"

namespace heed::area {

/// A closed outline. The first vertex is not repeated at the end; a ring that repeats it means the same.
struct Ring {
  std::vector<Position> vertices;
  HEED_FIELDS(Ring, vertices)
};

/// The first ring is the outline, the others are holes in it (CAP has no holes; GeoJSON has).
struct Polygon {
  std::vector<Ring> rings;
  HEED_FIELDS(Polygon, rings)
};

/// All places whose WGS 84 geodesic distance to the centre is at most the radius.
/// A radius of 0, which live CAP uses for "at this spot", stands for `spot_radius_km`.
struct Circle {
  Position centre;
  double radius_km = 0;  ///< a whole number of millimetres when it was parsed
  HEED_FIELDS(Circle, centre, radius_km)
};

inline constexpr double spot_radius_km = 0.05;     ///< what a phone does not know about its own place
inline constexpr double radius_km_max = 20'004.0;  ///< no two places on earth are further apart

struct Area {
  std::vector<Polygon> polygons;
  std::vector<Circle> circles;
  HEED_FIELDS(Area, polygons, circles)
};

/// "lat,lon lat,lon …", three vertices or more, with or without the first repeated at the end, any white space between.
/// Guarantees: check(ring) holds. Errors: name the vertex, counted from 1 as written ("point 3").
[[nodiscard]] Result<Polygon> parse_polygon(std::string_view text);
/// "lat,lon km".
[[nodiscard]] Result<Circle> parse_circle(std::string_view text);

/// CAP's forms, the ring closed, degrees with at most seven decimals, kilometres with at most six.
[[nodiscard]] std::string to_text(const Ring& ring);
/// The outline without its holes, since CAP cannot say them: whoever reads it warns more people, never fewer.
[[nodiscard]] std::string to_text(const Polygon& polygon);
[[nodiscard]] std::string to_text(const Circle& circle);

/// "circle of 2 km around 55.8258, 37.3903 and polygon of 5 points", for people.
[[nodiscard]] std::string spoken(const Area& area);

}  // namespace heed::area

namespace heed::core {

/// The CAP text; a polygon with holes is a list of such texts, the outline first.
template <>
struct Codec<area::Polygon> {
  static Value write(const area::Polygon& polygon);
  static Result<area::Polygon> read(const Value& value);
};

/// The CAP text.
template <>
struct Codec<area::Circle> {
  static Value write(const area::Circle& circle) { return area::to_text(circle); }
  static Result<area::Circle> read(const Value& value);
};

/// { polygons = ["lat,lon lat,lon …", …], circles = ["lat,lon km", …] }; what is read has passed check().
template <>
struct Codec<area::Area> {
  static Value write(const area::Area& area);
  static Result<area::Area> read(const Value& value);
};

}  // namespace heed::core
