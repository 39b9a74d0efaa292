#include "bench/audience/postgis/forms.h"

#include <algorithm>
#include <bit>
#include <cstdint>

#include "lib/digest/base64.h"

namespace heed::postgis {
namespace {

constexpr std::uint32_t wgs84 = 4326;
constexpr std::uint32_t has_srid = 0x20000000;
constexpr std::uint32_t point = 1, polygon = 3;

template <class Number>
void put_big(std::string& out, Number number) {
  for (int shift = 8 * (sizeof number - 1); shift >= 0; shift -= 8)
    out += static_cast<char>(static_cast<unsigned char>(number >> shift));
}
template <class Number>
void put_little(std::string& out, Number number) {
  for (std::size_t i = 0; i < sizeof number; ++i)
    out += static_cast<char>(static_cast<unsigned char>(number >> (8 * i)));
}
void put_degrees(std::string& out, std::int64_t units) {
  put_little(out, std::bit_cast<std::uint64_t>(static_cast<double>(units) / area::units_per_degree));
}
void put_shape(std::string& out, std::uint32_t kind) {
  out += '\1';  // the bytes of a number stand lowest first
  put_little(out, kind | has_srid);
  put_little(out, wgs84);
}

void put_row(std::string& out, std::uint32_t id, area::Position place) {
  constexpr std::uint32_t id_bytes = 4, point_bytes = 25;
  put_big(out, std::uint16_t{2});
  put_big(out, id_bytes);
  put_big(out, id);
  put_big(out, point_bytes);
  put_shape(out, point);
  put_degrees(out, place.lon);
  put_degrees(out, place.lat);
}

/// Longitudes without the jump at the antimeridian.
std::vector<std::int64_t> unrolled(const std::vector<area::Position>& vertices) {
  std::vector<std::int64_t> out;
  for (const auto vertex : vertices) {
    std::int64_t lon = vertex.lon;
    while (!out.empty() && lon - out.back() > area::half_turn) lon -= area::full_turn;
    while (!out.empty() && out.back() - lon > area::half_turn) lon += area::full_turn;
    out.push_back(lon);
  }
  if (std::ranges::min(out) >= -area::half_turn) return out;
  for (auto& lon : out) lon += area::full_turn;
  return out;
}

}  // namespace

Pieces rows(std::span<const area::Position> places, std::function<void(std::size_t)> on_progress) {
  enum class At { beginning, rows, end };
  return [=, at = At::beginning, next = std::size_t{0}]() mutable -> std::string {
    if (at == At::end) return {};
    std::string out;
    if (at == At::beginning) out.assign("PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19);
    at = At::rows;
    const auto end = std::min(places.size(), next + std::max<std::size_t>(10'000, places.size() / 100));
    for (; next < end; ++next) put_row(out, static_cast<std::uint32_t>(next), places[next]);
    on_progress(next);
    if (next < places.size()) return out;
    put_big(out, std::uint16_t{0xffff});
    at = At::end;
    return out;
  };
}

std::string ewkb_hex(const area::Area& area) {
  const auto& vertices = area.polygons.front().rings.front().vertices;
  const auto lons = unrolled(vertices);
  std::string out;
  put_shape(out, polygon);
  put_little(out, std::uint32_t{1});
  put_little(out, static_cast<std::uint32_t>(vertices.size() + 1));
  for (std::size_t i = 0; i <= vertices.size(); ++i) {
    put_degrees(out, lons[i % lons.size()]);
    put_degrees(out, vertices[i % vertices.size()].lat);
  }
  return digest::to_hex(out);
}

}  // namespace heed::postgis
