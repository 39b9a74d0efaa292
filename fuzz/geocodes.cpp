// Tables of geocodes and GeoJSON of regions: no input may crash, every shape that is read can be widened and keeps what
// it had, and what was imported is written and read back as it was.

#include <cstdint>
#include <cstdlib>

#include "lib/area/buffer/buffer.h"
#include "lib/area/check.h"
#include "lib/area/compiled.h"
#include "lib/area/geocodes/import.h"
#include "lib/area/geocodes/table.h"
#include "lib/area/measure/measure.h"

namespace {

using namespace heed;

constexpr std::size_t vertices_tried = 4;
constexpr std::size_t points_tried = 2'000;  // what is larger is right or wrong in the same way, only more slowly

void expect(bool holds) {
  if (!holds) std::abort();
}

bool is_small(const area::Area& place) {
  std::size_t points = place.circles.size();
  for (const auto& polygon : place.polygons) {
    for (const auto& ring : polygon.rings) points += ring.vertices.size();
  }
  return points <= points_tried;
}

void widen(const area::Area& place, double metres) {
  if (!is_small(place)) return;
  const auto wide = buffer::widened(place, metres);
  if (!wide) {
    expect(wide.error().code == Code::too_large);
    return;
  }
  expect(area::check(*wide).has_value());
  expect(measure::square_kilometres(place) >= 0);
  const area::Compiled compiled(*wide);
  for (const auto& polygon : place.polygons) {
    for (const auto& ring : polygon.rings) {
      for (std::size_t i = 0; i < ring.vertices.size() && i < vertices_tried; ++i) {
        expect(compiled.contains(ring.vertices[i]));
      }
    }
  }
  for (const auto& circle : place.circles) expect(compiled.contains(circle.centre));
}

void survive(const geocodes::System& system) {
  for (const auto& row : system.rows()) {
    expect(system.row(row.code) == &row);
    const auto place = system.place(row);
    if (!place) continue;
    expect(area::check(place->area).has_value());
    widen(place->area, row.code.size() % 2 == 0 ? 500 : 50'000);
  }
  const auto again = geocodes::System::parse(geocodes::write(system.head(), system.rows()), "again");
  expect(again && again->head() == system.head() && again->rows() == system.rows());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  if (const auto system = geocodes::System::parse(text, "fuzz")) survive(*system);
  if (const auto rows = geocodes::read_geojson(text, {"c", "n"})) {
    const auto table = geocodes::write({"fuzz", "", "", 1}, *rows);
    // A code or a name that is too long is found only here.
    if (const auto system = geocodes::System::parse(table, "fuzz")) expect(system->rows().size() == rows->size());
  }
  geocodes::Table same({"FIPS"}, [&](const std::string&) -> Result<std::string> { return std::string(text); });
  (void)same.find("SAME", "006000");
  (void)same.search(text.substr(0, 20), 5);
  return 0;
}
