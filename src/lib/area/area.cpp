#include "lib/area/area.h"

#include <algorithm>
#include <cmath>

#include "core/limits.h"
#include "core/text.h"
#include "lib/area/check.h"

namespace heed::area {
namespace {

constexpr std::string_view blank = " \t\r\n\f\v";
constexpr double millimetres_per_km = 1e6;

/// Takes the next word off the front of `text`; empty at the end.
std::string_view next_word(std::string_view& text) {
  const auto first = std::min(text.find_first_not_of(blank), text.size());
  text.remove_prefix(first);
  const auto word = text.substr(0, text.find_first_of(blank));
  text.remove_prefix(word.size());
  return word;
}

Result<Ring> parse_ring(std::string_view text) {
  Ring ring;
  for (auto word = next_word(text); !word.empty(); word = next_word(text)) {
    const auto number = ring.vertices.size() + 1;
    if (number > limits::ring_vertices + 1) return fail(too_many_vertices());
    auto vertex = parse_position(word, Reach::outline);
    if (!vertex) return fail(core::within(cat("point ", number), std::move(vertex).error()));
    ring.vertices.push_back(*vertex);
  }
  open(ring);
  TRY(check(ring));
  return ring;
}

std::size_t points(const Polygon& polygon) { return polygon.rings.empty() ? 0 : polygon.rings.front().vertices.size(); }

std::string counted(std::size_t count, std::string_view noun) { return cat(count, " ", noun, count == 1 ? "" : "s"); }

std::string spoken(const Polygon& polygon) {
  const auto holes = polygon.rings.empty() ? 0 : polygon.rings.size() - 1;
  const auto outline = cat("polygon of ", counted(points(polygon), "point"));
  return holes == 0 ? outline : cat(outline, " with ", counted(holes, "hole"));
}

std::string radius_text(const Circle& circle) {
  return decimal(std::llround(circle.radius_km * millimetres_per_km), 6);
}

}  // namespace

Result<Polygon> parse_polygon(std::string_view text) {
  TRY(auto ring, parse_ring(text));
  return Polygon{{std::move(ring)}};
}

Result<Circle> parse_circle(std::string_view text) {
  const auto place = next_word(text);
  const auto radius = next_word(text);
  if (radius.empty() || !next_word(text).empty()) {
    return fail(Code::malformed, "a circle is written \"latitude,longitude kilometres\", as in \"55.8258,37.3903 2\"");
  }
  TRY(const auto centre, parse_position(place));
  TRY(const auto km, parse_decimal(radius));
  const Circle circle{centre, std::round(km * millimetres_per_km) / millimetres_per_km};
  TRY(check(circle));
  return circle;
}

std::string to_text(const Ring& ring) {
  std::string out;
  for (const auto vertex : ring.vertices) out += cat(to_text(vertex), " ");
  if (!ring.vertices.empty()) out += to_text(ring.vertices.front());
  return out;
}

std::string to_text(const Polygon& polygon) { return polygon.rings.empty() ? "" : to_text(polygon.rings.front()); }

std::string to_text(const Circle& circle) { return cat(to_text(circle.centre), " ", radius_text(circle)); }

std::string spoken(const Area& area) {
  constexpr std::size_t named_max = 3;
  std::vector<std::string> shapes;
  if (area.polygons.size() + area.circles.size() > named_max) {
    if (!area.polygons.empty()) shapes.push_back(counted(area.polygons.size(), "polygon"));
    if (!area.circles.empty()) shapes.push_back(counted(area.circles.size(), "circle"));
    return core::listed(shapes);
  }
  for (const auto& circle : area.circles) {
    shapes.push_back(cat("circle of ", radius_text(circle), " km around ", spoken(circle.centre)));
  }
  for (const auto& polygon : area.polygons) shapes.push_back(spoken(polygon));
  return shapes.empty() ? "no area" : core::listed(shapes);
}

}  // namespace heed::area

namespace heed::core {
namespace {

struct Shapes {
  std::vector<area::Polygon> polygons;
  std::vector<area::Circle> circles;
  HEED_FIELDS(Shapes, polygons, circles)
};

}  // namespace

Value Codec<area::Polygon>::write(const area::Polygon& polygon) {
  if (polygon.rings.size() < 2) return area::to_text(polygon);
  Array texts;
  for (const auto& ring : polygon.rings) texts.emplace_back(area::to_text(ring));
  return texts;
}

Result<area::Polygon> Codec<area::Polygon>::read(const Value& value) {
  if (const auto* text = value.text()) return area::parse_polygon(*text);
  if (value.array() == nullptr || value.array()->empty()) {
    return codec_detail::wrong_form("a text \"lat,lon lat,lon …\", or a list of them with the outline first", value);
  }
  area::Polygon polygon;
  for (const auto& element : *value.array()) {
    if (element.text() == nullptr) return codec_detail::wrong_form("a text \"lat,lon lat,lon …\"", element);
    auto ring = area::parse_polygon(*element.text());
    if (!ring) return fail(within(cat("[", polygon.rings.size(), "]"), std::move(ring).error()));
    polygon.rings.push_back(std::move(ring->rings.front()));
  }
  return polygon;
}

Result<area::Circle> Codec<area::Circle>::read(const Value& value) {
  if (const auto* text = value.text()) return area::parse_circle(*text);
  return codec_detail::wrong_form("a text \"lat,lon km\"", value);
}

Value Codec<area::Area>::write(const area::Area& area) { return to_value(Shapes{area.polygons, area.circles}); }

Result<area::Area> Codec<area::Area>::read(const Value& value) {
  TRY(auto shapes, from_value<Shapes>(value));
  area::Area area{std::move(shapes.polygons), std::move(shapes.circles)};
  TRY(area::check(area));
  return area;
}

}  // namespace heed::core
