#pragma once
// People as they live: settlements of very unequal size, in regions, on continents; some in the country; some together.

#include <cstdint>
#include <string_view>
#include <vector>

#include "bench/audience/people/dice.h"
#include "lib/area/position.h"

namespace heed::people {

inline constexpr std::size_t settlements = 120'000;
inline constexpr double rural = 0.18;       ///< of those who are not of another's household
inline constexpr double households = 0.30;  ///< stand exactly where somebody before them stands

/// A place on a plane round a centre: degrees of latitude, and longitude shortened to their length there.
struct Offset {
  double north = 0;
  double east = 0;
};
/// Round the earth where it must be: the longitude comes back between -180 and 180 degrees.
[[nodiscard]] area::Position moved(area::Position from, Offset by);
/// The short way.
[[nodiscard]] Offset offset(area::Position from, area::Position to);

/// Invented, and the same for every seed on every machine: about as many settlements, as unequal, as GeoNames lists
/// with more than 1,000 people (the largest 22 million), scattered over 300 regions where the continents are. A few
/// regions lie on the antimeridian.
class World {
 public:
  explicit World(std::uint64_t seed);

  /// `count` places, in no order. The first places of a longer list are the shorter list of the same seed.
  [[nodiscard]] std::vector<area::Position> places(std::size_t count, std::uint64_t seed) const;

 private:
  struct Settlement {
    area::Position centre;
    double spread = 0;  ///< degrees
  };

  void settle(Dice& dice);
  void weigh(const std::vector<double>& populations);
  [[nodiscard]] const Settlement& lived_in(Dice& dice) const;

  std::vector<Settlement> settlements_;
  /// Walker's alias table: draws by population in one step.
  std::vector<double> kept_;
  std::vector<std::uint32_t> alias_;
};

}  // namespace heed::people
