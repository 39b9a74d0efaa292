#pragma once
// Private to this folder: pairs of numbers in the form that nearly all have, many at one time.

#include <string_view>

#include "lib/cap/values/shapes.h"

namespace heed::values {

inline constexpr std::int64_t latitude_max = 90'000'000'000;
inline constexpr std::int64_t longitude_max = 180'000'000'000;

[[nodiscard]] inline bool is_in(std::int64_t value, std::int64_t max) { return value >= -max && value <= max; }
[[nodiscard]] inline bool is_on_earth(const Point& point) {
  return is_in(point.latitude, latitude_max) && is_in(point.longitude, longitude_max);
}
/// Notes a pair that is not on the Earth, the first for each number. `piece` is its text.
void note_outside(const Point& point, std::string_view piece, ShapeFaults& faults);

/// Reads "-12.345,67.89 " again and again and stops before the first pair that has another form. Each number has one
/// to four digits, a point and decimals; decimals beyond the ninth are cut off.
///
/// Guarantees: `at` is moved behind the last pair that was read, which is where a blank stands or the text ends, and
/// its points are added to the ring. One blank stands between two pairs that were read. Where the processor has no
/// SSE2 nothing is read. Requires: no blank at `at`; `begin <= at <= end`, all in one text.
void read_plain_pairs(const char* begin, const char*& at, const char* end, Outline& outline);

}  // namespace heed::values
