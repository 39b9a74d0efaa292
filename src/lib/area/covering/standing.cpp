#include "lib/area/covering/standing.h"

#include <algorithm>

#include "lib/area/covering/circles.h"
#include "lib/area/turn.h"

namespace heed::covering {
namespace {

/// The part of the plane that readings stay in, x counted from their common first vertex.
struct Extent {
  std::int64_t west = 0;
  std::int64_t east = 0;
  std::int32_t south = area::quarter_turn;
  std::int32_t north = -area::quarter_turn;

  void add(const area::Reading& reading) {
    std::int64_t x = 0;
    for (std::size_t i = 0; i < reading.vertices.size(); ++i) {
      const auto at = reading.vertices[i];
      west = std::min(west, x);
      east = std::max(east, x);
      south = std::min(south, at.lat);
      north = std::max(north, at.lat);
      x += area::short_way(at.lon, reading.vertices[i + 1 == reading.vertices.size() ? 0 : i + 1].lon);
    }
    west = std::min(west, x);
    east = std::max(east, x);
    if (reading.pole == area::Pole::north) north = area::quarter_turn;
    if (reading.pole == area::Pole::south) south = -area::quarter_turn;
  }
  [[nodiscard]] bool is_all_round() const {
    return east - west >= area::full_turn || south == -area::quarter_turn || north == area::quarter_turn;
  }
};

std::size_t bytes_of(const area::Readings& readings) {
  std::size_t bytes = readings.capacity() * sizeof(area::Reading);
  for (const auto& reading : readings) bytes += reading.vertices.capacity() * sizeof(area::Position);
  return bytes;
}

}  // namespace

bool Standing::meets(const Square& square) const {
  return std::ranges::any_of(boxes, [&](const Box& box) { return box.meets(square); });
}

std::size_t Standing::vertices() const {
  std::size_t count = 0;
  const auto add = [&](const area::Readings& readings) {
    for (const auto& reading : readings) count += reading.vertices.size();
  };
  for (const auto& face : faces) {
    add(face.outline);
    std::ranges::for_each(face.holes, add);
  }
  return count;
}

std::size_t Standing::bytes() const {
  std::size_t bytes = sizeof(*this) + faces.capacity() * sizeof(area::Face) +
                      circles.capacity() * sizeof(area::Circle) + boxes.capacity() * sizeof(Box);
  for (const auto& face : faces) {
    bytes += bytes_of(face.outline) + face.holes.capacity() * sizeof(area::Readings);
    for (const auto& hole : face.holes) bytes += bytes_of(hole);
  }
  return bytes;
}

// Why a box that reaches a pole goes all round: at a pole every longitude is the same place.
Box box_of(const area::Face& face) {
  if (face.outline.empty() || face.outline[0].vertices.empty()) return {0, 0, 1, 0};
  Extent extent;
  for (const auto& reading : face.outline) extent.add(reading);
  const auto south = place_of({extent.south, 0}).y;
  const auto north = place_of({extent.north, 0}).y;
  if (extent.is_all_round()) return {0, x_end - 1, south, north};
  const auto west = area::eastward(-area::half_turn, face.outline[0].vertices[0].lon + extent.west);
  return {static_cast<std::uint32_t>(west), static_cast<std::uint32_t>(extent.east - extent.west), south, north};
}

Standing standing_of(Key key, const area::Area& area, area::Edges edges) {
  Standing standing{key, 0, read(area, edges), area.circles, {}};
  for (auto& face : standing.faces) {
    for (auto& reading : face.outline) reading.vertices.shrink_to_fit();
    standing.boxes.push_back(box_of(face));
  }
  for (const auto& circle : area.circles) standing.boxes.push_back(box_of(circle));
  return standing;
}

}  // namespace heed::covering
