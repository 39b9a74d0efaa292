#pragma once
// The rings of an area in every reading, as area::read gives them, without looking at each short edge for a second and
// third time.

#include <cstdint>
#include <span>
#include <vector>

#include "lib/area/readings.h"

namespace heed::forms {

/// One reading of one ring. Groups of a face: 0 the outline, 1 the first hole, and so on.
struct RingView {
  std::span<const area::Position> vertices;
  area::Pole pole = area::Pole::none;
  std::uint32_t face = 0;
  std::uint32_t group = 0;
};

/// Of one area, which must outlive it. By face, then by group; polygons without an outline are left out.
class Rings {
 public:
  Rings(const area::Area& area, area::Edges edges);
  Rings(const Rings&) = delete;
  Rings& operator=(const Rings&) = delete;

  [[nodiscard]] std::span<const RingView> all() const { return views_; }

 private:
  struct Lengths;

  bool read_quickly(const area::Area& area, area::Edges edges);
  std::size_t read_ring(const RingView& plain, area::Edges edges);
  [[nodiscard]] static std::vector<area::Position> curved(std::span<const area::Position> ring, const Lengths& lengths);

  std::vector<area::Face> read_;  ///< where the quick way did not work
  std::vector<std::vector<area::Position>> curves_;
  std::vector<RingView> views_;
};

/// The step in longitude from one vertex to the next, the short way: area::short_way, without division.
[[nodiscard]] constexpr std::int64_t short_step(std::int32_t from, std::int32_t to) {
  auto step = std::int64_t{to} - from;
  if (step > area::half_turn) step -= area::full_turn;
  if (step <= -area::half_turn) step += area::full_turn;
  return step;
}

}  // namespace heed::forms
