#include "adapters/format/cap_alert/shapes.h"

#include <algorithm>

#include "core/text.h"
#include "lib/cap/check.h"
#include "lib/cap/shapes.h"

namespace heed::cap_alert {
namespace {

constexpr std::int64_t half_turn = 1'800'000'000;  // in the units of area::Position

bool can_be_drawn(const area::Polygon& polygon, const std::string& text) {
  if (polygon.rings.empty() || polygon.rings.front().vertices.size() >= cap::polygon_points_max) return false;
  const auto ring = cap::parse_polygon(text);
  return ring && !cap::crosses_antimeridian(*ring) && cap::is_simple(*ring);
}

struct Box {
  std::int64_t south;
  std::int64_t north;
  std::int64_t west;  ///< continuous: may lie beyond ±180 degrees
  std::int64_t east;
};

/// Follows the ring eastward and westward without the jump at the antimeridian.
Box box_around(const std::vector<area::Position>& vertices) {
  const auto first = vertices.front();
  Box box{first.lat, first.lat, first.lon, first.lon};
  std::int64_t lon = first.lon;
  for (const auto vertex : vertices) {
    auto step = (vertex.lon - lon) % (2 * half_turn);
    if (step > half_turn) step -= 2 * half_turn;
    if (step < -half_turn) step += 2 * half_turn;
    lon += step;
    box.south = std::min<std::int64_t>(box.south, vertex.lat);
    box.north = std::max<std::int64_t>(box.north, vertex.lat);
    box.west = std::min(box.west, lon);
    box.east = std::max(box.east, lon);
  }
  return box;
}

std::string text_of(const Box& box) {
  const auto at = [](std::int64_t lat, std::int64_t lon) {
    return area::Position{static_cast<std::int32_t>(lat), static_cast<std::int32_t>(lon)};
  };
  return area::to_text(
      area::Ring{{at(box.south, box.west), at(box.south, box.east), at(box.north, box.east), at(box.north, box.west)}});
}

/// The box in pieces that lie between -180 and 180 degrees.
std::vector<std::string> pieces(Box box) {
  if (box.west < -half_turn) {
    box.west += 2 * half_turn;
    box.east += 2 * half_turn;
  }
  if (box.east <= half_turn) return {text_of(box)};
  return {text_of({box.south, box.north, box.west, half_turn}),
          text_of({box.south, box.north, -half_turn, box.east - 2 * half_turn})};
}

}  // namespace

std::vector<std::string> drawn(const area::Polygon& polygon) {
  auto text = area::to_text(polygon);
  if (can_be_drawn(polygon, text)) return {std::move(text)};
  if (polygon.rings.empty() || polygon.rings.front().vertices.empty()) return {};
  return pieces(box_around(polygon.rings.front().vertices));
}

namespace {

/// Adds the shapes; says so in the description when one is drawn larger than it is.
void draw(const area::Area& area, cap::Area& shown) {
  bool is_larger = false;
  for (const auto& polygon : area.polygons) {
    for (auto& text : drawn(polygon)) {
      is_larger = is_larger || text != area::to_text(polygon);
      shown.polygons.push_back(std::move(text));
    }
  }
  for (auto circle : area.circles) {
    // Receivers do not draw a circle of radius 0; the spot that it stands for is drawn instead.
    if (circle.radius_km == 0) circle.radius_km = area::spot_radius_km;
    shown.circles.push_back(area::to_text(circle));
  }
  if (is_larger) shown.description += " (drawn larger than it is)";
}

}  // namespace

cap::Area drawn(const area::Area& area) {
  cap::Area shown{.description = cat("The area shown: ", area::spoken(area))};
  draw(area, shown);
  return shown;
}

cap::Area drawn(const warning::Geocode& geocode) {
  cap::Area shown{.geocodes = {{geocode.system, geocode.code}}};
  if (!geocode.meaning) {
    shown.description = cat(geocode.system, " ", geocode.code);
    return shown;
  }
  shown.description = cat(geocode.meaning->name, " (", geocode.system, " ", geocode.code, ")");
  draw(geocode.meaning->outline, shown);
  return shown;
}

}  // namespace heed::cap_alert
