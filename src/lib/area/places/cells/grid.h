#pragma once
// Where places stand on the grid of the index, and the order they are kept in.

#include <bit>
#include <cstdint>

#include "core/assert.h"
#include "lib/area/position.h"

namespace heed::cells {

/// A place on the earth, in units of 1e-7 degree: longitude from -180 to less than 180 degrees, latitude.
/// A pole is one place, and so one point. It stands beyond all latitudes: whatever goes round the pole goes round it,
/// and no edge but one that is put there for a vertex at the pole can meet it.
struct Point {
  std::int32_t x = 0;
  std::int32_t y = 0;
  bool operator==(const Point&) const = default;
};

inline constexpr std::int32_t pole_row = 2'000'000'000;

[[nodiscard]] inline Point to_point(area::Position position) {
  constexpr auto half = area::half_turn;
  HEED_ASSERT(position.lat <= area::quarter_turn && position.lat >= -area::quarter_turn, "latitude ", position.lat);
  if (position.lat == area::quarter_turn) return {0, pole_row};
  if (position.lat == -area::quarter_turn) return {0, -pole_row};
  std::int64_t x = position.lon;
  if (x >= half) x -= area::full_turn;
  if (x < -half) x += area::full_turn;
  return {static_cast<std::int32_t>(x), position.lat};
}

[[nodiscard]] constexpr area::Position to_position(Point point) {
  if (point.y == pole_row) return {area::quarter_turn, 0};
  if (point.y == -pole_row) return {-area::quarter_turn, 0};
  return {point.y, point.x};
}

/// Puts a 0 before every bit.
[[nodiscard]] constexpr std::uint64_t spread(std::uint32_t bits) {
  std::uint64_t v = bits;
  v = (v | v << 16) & 0x0000'FFFF'0000'FFFF;
  v = (v | v << 8) & 0x00FF'00FF'00FF'00FF;
  v = (v | v << 4) & 0x0F0F'0F0F'0F0F'0F0F;
  v = (v | v << 2) & 0x3333'3333'3333'3333;
  return (v | v << 1) & 0x5555'5555'5555'5555;
}
[[nodiscard]] constexpr std::uint32_t gather(std::uint64_t key) {
  std::uint64_t v = key & 0x5555'5555'5555'5555;
  v = (v | v >> 1) & 0x3333'3333'3333'3333;
  v = (v | v >> 2) & 0x0F0F'0F0F'0F0F'0F0F;
  v = (v | v >> 4) & 0x00FF'00FF'00FF'00FF;
  v = (v | v >> 8) & 0x0000'FFFF'0000'FFFF;
  return static_cast<std::uint32_t>(v | v >> 16);
}

/// Signed to unsigned in the same order.
[[nodiscard]] constexpr std::uint32_t biased(std::int32_t value) {
  return std::bit_cast<std::uint32_t>(value) ^ (1U << 31);
}
[[nodiscard]] constexpr std::int32_t unbiased(std::uint32_t value) {
  return std::bit_cast<std::int32_t>(value ^ (1U << 31));
}

/// The place in the Z-order (Morton): a square of 2^k units at a multiple of its side is 4^k keys in a row.
[[nodiscard]] constexpr std::uint64_t key_of(Point point) {
  return spread(biased(point.x)) | spread(biased(point.y)) << 1;
}
[[nodiscard]] constexpr Point point_of(std::uint64_t key) {
  return {unbiased(gather(key)), unbiased(gather(key >> 1))};
}

}  // namespace heed::cells
