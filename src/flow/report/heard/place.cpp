#include "flow/report/heard/place.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>

#include "core/text.h"
#include "flow/report/heard/bounds.h"
#include "lib/area/check.h"
#include "lib/area/readings.h"

namespace heed::heard {
namespace {

using area::full_turn;
using area::half_turn;
using area::quarter_turn;

/// From 0 to less than a full turn.
std::int64_t eastward(std::int64_t from, std::int64_t to) {
  const auto rest = (to - from) % full_turn;
  return rest < 0 ? rest + full_turn : rest;
}

/// A box as it grows: west and how far it reaches eastward from there.
struct Span {
  std::int64_t south = quarter_turn;
  std::int64_t north = -quarter_turn;
  std::int64_t west = 0;
  std::int64_t width = -1;  ///< nothing yet

  void widen(const Span& other) {
    south = std::min(south, other.south);
    north = std::max(north, other.north);
    if (width < 0) {
      west = other.west;
      width = other.width;
      return;
    }
    // Of the two ways to hold both, the narrower.
    const auto from_here = std::max(width, eastward(west, other.west) + other.width);
    const auto from_there = std::max(other.width, eastward(other.west, west) + width);
    if (from_there < from_here) west = other.west;
    width = std::min({from_here, from_there, full_turn});
  }
};

Span span_of(const area::Reading& reading) {
  Span span;
  std::int64_t x = 0, west = 0, east = 0;
  const auto& ring = reading.vertices;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    span.south = std::min<std::int64_t>(span.south, ring[i].lat);
    span.north = std::max<std::int64_t>(span.north, ring[i].lat);
    const auto east_step = eastward(ring[i].lon, ring[(i + 1) % ring.size()].lon);
    x += east_step > half_turn ? east_step - full_turn : east_step;
    west = std::min(west, x);
    east = std::max(east, x);
  }
  span.west = ring.front().lon + west;
  span.width = std::min(east - west, full_turn);
  if (reading.pole == area::Pole::none) return span;
  span.width = full_turn;
  (reading.pole == area::Pole::north ? span.north : span.south) =
      reading.pole == area::Pole::north ? quarter_turn : -quarter_turn;
  return span;
}

/// Wider than the circle by a hundredth, since the earth is no sphere.
Span span_of(const area::Circle& circle) {
  constexpr double radians = std::numbers::pi / 180 / area::units_per_degree;
  constexpr double surely_beyond = 1.01, earth_radius_km = 6371;
  const double km = circle.radius_km == 0 ? area::spot_radius_km : circle.radius_km;
  const double angle = surely_beyond * km / earth_radius_km;
  const auto rows = static_cast<std::int64_t>(angle / radians) + 2;
  Span span{circle.centre.lat - rows, circle.centre.lat + rows, -half_turn, full_turn};
  const bool is_at_pole = span.south <= -quarter_turn || span.north >= quarter_turn;
  span.south = std::max(span.south, -quarter_turn);
  span.north = std::min(span.north, quarter_turn);
  if (is_at_pole) return span;
  const double sweep = std::asin(std::min(1.0, std::sin(angle) / std::cos(radians * circle.centre.lat)));
  const auto columns = static_cast<std::int64_t>(sweep / radians) + 2;
  if (2 * columns >= full_turn) return span;
  span.west = circle.centre.lon - columns;
  span.width = 2 * columns;
  return span;
}

std::int32_t wrapped(std::int64_t lon) { return static_cast<std::int32_t>(eastward(-half_turn, lon) - half_turn); }

Box box_of(const Span& span) {
  const auto south = static_cast<std::int32_t>(span.south), north = static_cast<std::int32_t>(span.north);
  if (span.width >= full_turn) {
    return {{south, static_cast<std::int32_t>(-half_turn)}, {north, static_cast<std::int32_t>(half_turn)}};
  }
  return {{south, wrapped(span.west)}, {north, wrapped(span.west + span.width)}};
}

/// Eastward from west to east. Why not eastward() alone: from -180 to 180 is all round, and not nothing.
std::int64_t width_of(const Box& box) {
  const auto width = std::int64_t{box.north_east.lon} - box.south_west.lon;
  return width < 0 ? width + full_turn : width;
}

/// Shapes as they are found, each text once.
struct Gathering {
  area::Area area;
  std::set<std::string_view> seen;
  std::size_t points = 0;
  std::uint64_t unreadable = 0;

  void add_polygon(std::string_view text) {
    if (!seen.insert(text).second || core::trimmed(text).empty()) return;
    auto polygon = area::parse_polygon(text);
    if (!polygon) {
      ++unreadable;
      return;
    }
    points += polygon->rings.front().vertices.size();
    area.polygons.push_back(*std::move(polygon));
  }
  void add_circle(std::string_view text) {
    if (!seen.insert(text).second || core::trimmed(text).empty()) return;
    const auto circle = area::parse_circle(text);
    ++(circle ? points : unreadable);
    if (circle) area.circles.push_back(*circle);
  }
};

/// Each geocode once.
void add_geocodes(Place& place, std::set<Coded>& seen, const std::vector<cap::NamedValue>& geocodes) {
  for (const auto& geocode : geocodes) {
    Coded code{kept(geocode.name, limits::name_bytes), kept(geocode.value, limits::name_bytes)};
    if (code.value.empty() || !seen.insert(code).second) continue;
    if (place.geocodes.size() == geocodes_kept) {
      ++place.more_geocodes;
      continue;
    }
    place.geocodes.push_back(std::move(code));
  }
}

}  // namespace

Box box_of(const area::Area& area) {
  Span span;
  for (const auto& face : area::read(area, area::Edges::inclusive)) {
    for (const auto& reading : face.outline) {
      if (!reading.vertices.empty()) span.widen(span_of(reading));
    }
  }
  for (const auto& circle : area.circles) span.widen(span_of(circle));
  return box_of(span);
}

bool meet(const Box& a, const Box& b) {
  if (a.south_west.lat > b.north_east.lat || b.south_west.lat > a.north_east.lat) return false;
  return eastward(a.south_west.lon, b.south_west.lon) <= width_of(a) ||
         eastward(b.south_west.lon, a.south_west.lon) <= width_of(b);
}

Place place_of(const std::vector<cap::Info>& infos) {
  Place place;
  Gathering found;
  std::set<Coded> codes;
  for (const auto& info : infos) {
    for (const auto& area : info.areas) {
      for (const auto& polygon : area.polygons) found.add_polygon(polygon);
      for (const auto& circle : area.circles) found.add_circle(circle);
      add_geocodes(place, codes, area.geocodes);
    }
  }
  place.unreadable = found.unreadable;
  if (found.points > 0) {
    place.box = box_of(found.area);
    place.is_cut = found.points > points_kept || !area::check(found.area);
    if (!place.is_cut) place.shapes = std::move(found.area);
  }
  return place;
}

std::string kept(std::string_view text, std::size_t bytes) {
  constexpr std::string_view ellipsis = "…";
  text = core::trimmed(text);
  std::string out;
  const auto room = text.size() > bytes ? bytes - ellipsis.size() : bytes;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t length = 1;
    while (at + length < text.size() && (static_cast<unsigned char>(text[at + length]) & 0xC0) == 0x80) ++length;
    const auto character = text.substr(at, length);
    at += length;
    const auto as_kept = core::is_clean_utf8(character) ? character : std::string_view(" ");
    if (out.size() + as_kept.size() > room) break;
    out += as_kept;
  }
  if (text.size() > bytes) out += ellipsis;
  return out;
}

}  // namespace heed::heard
