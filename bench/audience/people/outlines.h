#pragma once
// Outlines of many forms that do not cross themselves, so that everybody's test can take them.

#include <span>
#include <vector>

#include "bench/audience/people/dice.h"
#include "bench/audience/people/people.h"
#include "lib/area/area.h"

namespace heed::people {

/// A star: for each of equal steps of the angle the distance of the vertex, about 1.
using Star = std::vector<double>;

/// Few vertices: far out and near in turn as it comes. Many vertices: bays and capes of every size.
[[nodiscard]] Star star(std::size_t vertices, Dice& dice);
/// The scale, in degrees, at which the star round `centre` holds `count` of the places. Requires: count < size.
[[nodiscard]] double scale_for(const Star& star, area::Position centre, std::span<const area::Position> places,
                               std::size_t count);

/// Where a star stands, and how large it is there.
struct Spot {
  area::Position centre;
  double degrees = 0;  ///< of latitude, for a distance of 1
};

/// The star on the earth.
[[nodiscard]] area::Polygon outline(const Star& star, Spot spot);
/// The star with its sides broken `times` times over, each into four with a tooth to the left or to the right:
/// a Koch curve with teeth of 45 degrees. Side by side the pieces stay within flat diamonds (22 degrees) that do not
/// meet, so the outline does not cross itself, whatever the dice say. Requires: a star without sharp corners.
[[nodiscard]] area::Polygon coast(const Star& star, Spot spot, int times, Dice& dice);
/// A star with corners wide enough for a coast.
[[nodiscard]] Star blunt_star(std::size_t vertices, Dice& dice);

}  // namespace heed::people
