#include "lib/area/check.h"

#include <cstdlib>

#include "core/limits.h"
#include "core/text.h"
#include "lib/area/geodesic.h"
#include "lib/area/turn.h"

namespace heed::area {
namespace {

Result<void> check_vertex(Position vertex, std::size_t number) {
  const auto read = from_degrees(vertex.latitude(), vertex.longitude(), Reach::outline);
  if (!read) return fail(core::within(cat("point ", number), read.error()));
  return {};
}

/// Why: half a turn is as short one way as the other. A whole turn has no length at all when the short way is taken,
/// and the author surely meant the opposite; only at a pole does it really have none, as in the usual outline of
/// Antarctica.
Result<void> check_edge(Position from, Position to, std::string place) {
  const auto span = std::abs(std::int64_t{to.lon} - from.lon);
  if (span % full_turn == half_turn) {
    return fail(Code::invalid,
                "these are exactly 180 degrees of longitude apart, so nobody can tell which way the edge goes; "
                "put a point between them",
                std::move(place));
  }
  const bool at_one_pole = from.lat == to.lat && std::abs(from.lat) == quarter_turn;
  if (span == full_turn && !at_one_pole) {
    return fail(Code::invalid,
                "this edge goes once round the earth, and would be read as having no length; "
                "put points between them, less than 180 degrees apart",
                std::move(place));
  }
  return {};
}

/// Whether all vertices lie on one straight line in longitude and latitude, without going round the earth.
bool is_flat(const std::vector<Position>& vertices) {
  std::int64_t x = 0;
  __int128 along_x = 0;
  __int128 along_y = 0;
  for (std::size_t i = 1; i < vertices.size(); ++i) {
    x += short_way(vertices[i - 1].lon, vertices[i].lon);
    const auto y = std::int64_t{vertices[i].lat} - vertices[0].lat;
    if (along_x == 0 && along_y == 0) {
      along_x = x;
      along_y = y;
    } else if (along_x * y != along_y * x) {
      return false;
    }
  }
  return true;
}

std::size_t points_added(const std::vector<Position>& vertices) {
  std::size_t points = 0;
  for (std::size_t i = 0; i < vertices.size(); ++i) {
    points += points_between(vertices[i], vertices[(i + 1) % vertices.size()], straightness_metres);
  }
  return points;
}

Result<void> check(const Polygon& polygon) {
  if (polygon.rings.empty()) return fail(Code::malformed, "a polygon needs an outline");
  for (std::size_t i = 0; i < polygon.rings.size(); ++i) {
    auto checked = check(polygon.rings[i]);
    if (checked) continue;
    if (i == 0) return checked;
    return fail(core::within(cat("hole ", i), std::move(checked).error()));
  }
  return {};
}

Result<void> check_work(const Area& area) {
  std::size_t vertices = 0;
  std::size_t added = 0;
  for (const auto& polygon : area.polygons) {
    for (const auto& ring : polygon.rings) {
      vertices += ring.vertices.size();
      added += points_added(ring.vertices);
    }
  }
  if (vertices > area_vertices) {
    return fail(Code::too_large, cat("an area may have at most ", area_vertices, " points; simplify its outlines"));
  }
  if (added > geodesic_points) {
    return fail(Code::too_large, "this area has too many edges of hundreds of kilometres; simplify its outlines");
  }
  return {};
}

}  // namespace

Error too_many_vertices() {
  return {Code::too_large, cat("an outline may have at most ", limits::ring_vertices, " points")};
}

void open(Ring& ring) {
  auto& vertices = ring.vertices;
  while (vertices.size() > 1 && vertices.front() == vertices.back()) vertices.pop_back();
}

Result<void> check(const Ring& ring) {
  const auto& vertices = ring.vertices;
  if (vertices.size() < 3) {
    return fail(Code::invalid, cat("an outline needs at least three different points, and this has ", vertices.size()));
  }
  if (vertices.size() > limits::ring_vertices) return fail(too_many_vertices());
  for (std::size_t i = 0; i < vertices.size(); ++i) TRY(check_vertex(vertices[i], i + 1));
  for (std::size_t i = 0; i < vertices.size(); ++i) {
    const auto next = (i + 1) % vertices.size();
    TRY(check_edge(vertices[i], vertices[next], cat("points ", i + 1, " and ", next + 1)));
  }
  const auto turn = turn_of(vertices);
  if (turn.around == 0 && is_flat(vertices)) {
    return fail(Code::invalid,
                "the points of this outline lie on one line, so it encloses nobody; draw it wider, or "
                "use a circle");
  }
  if (turn.around != 0 && turn.lean == 0) {
    return fail(Code::invalid,
                "this outline goes round the earth as much north as south of the equator, so nobody can "
                "tell which side is meant; use two outlines");
  }
  return {};
}

Result<void> check(const Circle& circle) {
  const auto centre = from_degrees(circle.centre.latitude(), circle.centre.longitude());
  if (!centre) return fail(centre.error());
  if (!(circle.radius_km >= 0)) return fail(Code::invalid, "the radius of a circle must be 0 km or more");
  if (circle.radius_km > radius_km_max) {
    return fail(Code::invalid, cat("a radius of ", circle.radius_km,
                                   " km is more than the earth has; it is given in "
                                   "kilometres, not in metres"));
  }
  return {};
}

Result<void> check(const Area& area) {
  if (area.polygons.empty() && area.circles.empty()) {
    return fail(Code::invalid, "an area needs at least one polygon or circle, or it warns nobody");
  }
  for (std::size_t i = 0; i < area.polygons.size(); ++i) {
    auto checked = check(area.polygons[i]);
    if (!checked) return fail(core::within(cat("polygons[", i, "]"), std::move(checked).error()));
  }
  for (std::size_t i = 0; i < area.circles.size(); ++i) {
    auto checked = check(area.circles[i]);
    if (!checked) return fail(core::within(cat("circles[", i, "]"), std::move(checked).error()));
  }
  return check_work(area);
}

}  // namespace heed::area
