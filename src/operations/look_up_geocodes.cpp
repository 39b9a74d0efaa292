#include "operations/look_up_geocodes.h"

#include <cmath>

#include "lib/area/buffer/buffer.h"

namespace heed::operations {
namespace {

std::size_t points_of(const area::Area& area) {
  std::size_t points = area.circles.size();
  for (const auto& polygon : area.polygons) {
    for (const auto& ring : polygon.rings) points += ring.vertices.size();
  }
  return points;
}

/// Fills in one geocode; gives how many points its area has.
Result<std::size_t> look_up(geocodes::Table& tables, warning::Geocode& geocode) {
  if (geocode.meaning) return fail(Code::invalid, "the hub says what a geocode means; leave this out", "meaning");
  auto place = tables.find(geocode.system, geocode.code);
  if (!place) return fail(std::move(place).error());
  const double margin_metres = std::round(place->margin_km * 1000);
  auto widened = buffer::widened(place->area, margin_metres);
  if (!widened) return fail(core::within("code", std::move(widened).error()));
  geocode.system = std::move(place->system);
  geocode.code = std::move(place->code);
  geocode.meaning = {std::move(place->name), std::move(place->source), static_cast<std::uint64_t>(margin_metres),
                     std::move(place->area)};
  return points_of(*widened);
}

}  // namespace

Result<void> look_up_geocodes(const desk::Desk& desk, warning::Reach& reach) {
  std::size_t points = 0;
  for (std::size_t i = 0; i < reach.geocodes.size(); ++i) {
    const auto place = cat("geocodes[", i, "]");
    if (desk.geocodes == nullptr) return fail(Code::unsupported, "this hub has no tables of geocodes", place);
    auto looked_up = look_up(*desk.geocodes, reach.geocodes[i]);
    if (!looked_up) return fail(core::within(place, std::move(looked_up).error()));
    points += *looked_up;
    if (points > geocode_points) {
      return fail(Code::too_large,
                  cat("the outlines of these geocodes have more than ", geocode_points,
                      " points; name fewer, or a wider one in place of its parts"),
                  place);
    }
  }
  return {};
}

Result<void> look_up_geocodes(const desk::Desk& desk, std::vector<warning::Reach>& reach) {
  for (std::size_t i = 0; i < reach.size(); ++i) {
    auto looked_up = look_up_geocodes(desk, reach[i]);
    if (!looked_up) return fail(core::within(cat("reach[", i, "]"), std::move(looked_up).error()));
  }
  return {};
}

}  // namespace heed::operations
