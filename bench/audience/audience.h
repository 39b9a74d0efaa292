#pragma once
// heed bench audience: who is inside an area, and which areas a place is in, on one core, beside PostGIS.

#include <cstdint>

#include "bench/figures.h"
#include "core/result.h"

namespace heed::audience {

struct Order {
  std::size_t places = 10'000'000;
  std::uint64_t rounds = 3;
  bool with_postgis = false;
};

inline constexpr std::size_t places_min = 1'000;
inline constexpr std::size_t places_max = 200'000'000;

/// Errors: invalid, for a number of places outside these limits; unavailable, where PostGIS is asked for and is not
/// there; internal, where an answer is wrong.
[[nodiscard]] Result<bench::Sheet> measure(const Order& order);

}  // namespace heed::audience
