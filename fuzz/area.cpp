// Areas as text and as GeoJSON: no input may crash, and what was read once reads back as the same area.
// Positions near the vertices are asked for as well, so that the tests of rings and circles run on strange shapes.

#include <cstdint>
#include <cstdlib>

#include "core/codec.h"
#include "lib/area/check.h"
#include "lib/area/compiled.h"
#include "lib/area/geojson/geojson.h"
#include "lib/json/json.h"

namespace {

using namespace heed;

void expect(bool holds) {
  if (!holds) std::abort();
}

void ask(const area::Area& place) {
  const area::Compiled compiled(place);
  const area::Compiled planar(place, area::Edges::planar);
  for (const auto& polygon : place.polygons) {
    for (std::size_t i = 0; i < polygon.rings[0].vertices.size() && i < 8; ++i) {
      const auto vertex = polygon.rings[0].vertices[i];
      // Only a hole can take a vertex of the outline out again.
      if (polygon.rings.size() == 1) expect(compiled.contains(vertex));
      const area::Position beside{std::clamp(vertex.lat + 1, -900'000'000, 900'000'000), vertex.lon - 1};
      if (planar.contains(beside)) expect(compiled.contains(beside));
    }
  }
  for (const auto& circle : place.circles) expect(compiled.contains(circle.centre));
}

void survive(const area::Area& place) {
  const auto again = from_value<area::Area>(to_value(place));
  expect(again && *again == place);
  expect(!spoken(place).empty());
  ask(place);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  if (const auto position = area::parse_position(text))
    expect(area::parse_position(to_text(*position)).value() == *position);
  if (auto polygon = area::parse_polygon(text)) {
    const area::Area place{{*std::move(polygon)}, {}};
    if (area::check(place)) survive(place);
  }
  if (const auto circle = area::parse_circle(text)) survive({{}, {*circle}});
  if (const auto document = json::parse(text)) {
    if (const auto place = geojson::read_area(*document)) survive(*place);
    if (const auto place = from_value<area::Area>(*document)) survive(*place);
  }
  return 0;
}
