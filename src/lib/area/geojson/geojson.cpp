#include "lib/area/geojson/geojson.h"

#include <cmath>

#include "core/codec.h"
#include "core/limits.h"
#include "core/text.h"
#include "lib/area/check.h"

namespace heed::geojson {
namespace {

using area::Area;
using area::Circle;
using area::Polygon;
using area::Position;
using area::Reach;
using area::Ring;
using core::Array;
using core::within;

Result<void> add(Area& area, const Value& object, const Value* properties);

Result<std::string> type_of(const Value& object) {
  const auto* type = object.find("type");
  if (type == nullptr || type->text() == nullptr) {
    return fail(Code::malformed, "this is not GeoJSON: a member \"type\" is missing");
  }
  return *type->text();
}

Result<const Array*> list_in(const Value& object, std::string_view name) {
  const auto* member = object.find(name);
  if (member == nullptr || member->array() == nullptr)
    return fail(Code::malformed, "this must be a list", std::string(name));
  return member->array();
}

Result<Position> read_position(const Value& value, Reach reach) {
  const auto* numbers = value.array();
  if (numbers == nullptr || numbers->size() < 2) {
    return fail(Code::malformed, "a GeoJSON position is a list [longitude, latitude]");
  }
  TRY(const auto longitude, from_value<double>((*numbers)[0]));
  TRY(const auto latitude, from_value<double>((*numbers)[1]));
  if (std::abs(latitude) > 90 && std::abs(longitude) <= 90) {
    return fail(Code::invalid, "latitude and longitude look swapped: GeoJSON wants the longitude first");
  }
  return from_degrees(latitude, longitude, reach);
}

Result<Ring> read_ring(const Value& value) {
  if (value.array() == nullptr) return fail(Code::malformed, "a ring is a list of positions");
  if (value.array()->size() > limits::ring_vertices + 1) return fail(area::too_many_vertices());
  Ring ring;
  for (const auto& element : *value.array()) {
    auto vertex = read_position(element, Reach::outline);
    if (!vertex) return fail(within(cat("point ", ring.vertices.size() + 1), std::move(vertex).error()));
    ring.vertices.push_back(*vertex);
  }
  open(ring);
  TRY(check(ring));
  return ring;
}

Result<Polygon> read_polygon(const Array& rings) {
  Polygon polygon;
  for (const auto& element : rings) {
    auto ring = read_ring(element);
    if (!ring) return fail(within(cat("[", polygon.rings.size(), "]"), std::move(ring).error()));
    polygon.rings.push_back(*std::move(ring));
  }
  if (polygon.rings.empty()) return fail(Code::malformed, "a polygon needs an outline");
  return polygon;
}

Result<void> add_multi_polygon(Area& area, const Value& object) {
  TRY(const auto* polygons, list_in(object, "coordinates"));
  for (std::size_t i = 0; i < polygons->size(); ++i) {
    const auto place = cat("coordinates[", i, "]");
    const auto* rings = (*polygons)[i].array();
    if (rings == nullptr) return fail(Code::malformed, "a polygon is a list of rings", place);
    auto polygon = read_polygon(*rings);
    if (!polygon) return fail(within(place, std::move(polygon).error()));
    area.polygons.push_back(*std::move(polygon));
  }
  return {};
}

Result<void> add_polygon(Area& area, const Value& object) {
  TRY(const auto* rings, list_in(object, "coordinates"));
  auto polygon = read_polygon(*rings);
  if (!polygon) return fail(within("coordinates", std::move(polygon).error()));
  area.polygons.push_back(*std::move(polygon));
  return {};
}

Result<void> add_circle(Area& area, const Value& object, const Value* properties) {
  const auto* radius = properties == nullptr ? nullptr : properties->find("radius_km");
  if (radius == nullptr) {
    return fail(Code::invalid, "a point has no extent; give its feature a property \"radius_km\" to mean a circle");
  }
  auto km = from_value<double>(*radius);
  if (!km) return fail(within("properties.radius_km", std::move(km).error()));
  const auto* coordinates = object.find("coordinates");
  if (coordinates == nullptr) return fail(Code::malformed, "a point needs coordinates", "coordinates");
  auto centre = read_position(*coordinates, Reach::place);
  if (!centre) return fail(within("coordinates", std::move(centre).error()));
  const Circle circle{*centre, std::round(*km * 1e6) / 1e6};
  TRY(check(circle));
  area.circles.push_back(circle);
  return {};
}

Result<void> add_all(Area& area, const Value& object, std::string_view name, const Value* properties) {
  TRY(const auto* members, list_in(object, name));
  for (std::size_t i = 0; i < members->size(); ++i) {
    auto added = add(area, (*members)[i], properties);
    if (!added) return fail(within(cat(name, "[", i, "]"), std::move(added).error()));
  }
  return {};
}

Result<void> add_feature(Area& area, const Value& feature) {
  const auto* geometry = feature.find("geometry");
  if (geometry == nullptr || geometry->is_null())
    return fail(Code::invalid, "this feature has no geometry", "geometry");
  auto added = add(area, *geometry, feature.find("properties"));
  if (!added) return fail(within("geometry", std::move(added).error()));
  return {};
}

Result<void> add(Area& area, const Value& object, const Value* properties) {
  TRY(const auto type, type_of(object));
  if (type == "Polygon") return add_polygon(area, object);
  if (type == "MultiPolygon") return add_multi_polygon(area, object);
  if (type == "Point") return add_circle(area, object, properties);
  if (type == "Feature") return add_feature(area, object);
  if (type == "FeatureCollection") return add_all(area, object, "features", nullptr);
  if (type == "GeometryCollection") return add_all(area, object, "geometries", properties);
  return fail(Code::unsupported,
              cat("\"", type.substr(0, 40), "\" cannot be an area; use polygons, or a point with a radius"));
}

}  // namespace

/// Files older than RFC 7946 may name another reference system; metres read as degrees would warn the wrong people.
Result<void> check_reference(const Value& document) {
  const auto* crs = document.find("crs");
  if (crs == nullptr || crs->is_null()) return {};
  const auto* properties = crs->find("properties");
  const auto* name = properties == nullptr ? nullptr : properties->find("name");
  const auto* text = name == nullptr ? nullptr : name->text();
  if (text != nullptr && (text->ends_with("CRS84") || text->ends_with(":4326"))) return {};
  return fail(Code::unsupported, "coordinates must be WGS 84 degrees; export the file as RFC 7946 GeoJSON", "crs");
}

Result<Area> read_area(const Value& document) {
  TRY(check_reference(document));
  Area area;
  TRY(add(area, document, nullptr));
  TRY(check(area));
  return area;
}

}  // namespace heed::geojson
