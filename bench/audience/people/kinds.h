#pragma once
// The kinds of areas that people are warned in, from a storm cell to a coast, put where people are.

#include <string>
#include <vector>

#include "bench/audience/people/people.h"
#include "core/result.h"
#include "lib/area/area.h"

namespace heed::people {

struct Kind {
  std::string name;
  double least = 0;  ///< the bar: how many times less processor time than PostGIS takes; 0: none
  std::vector<area::Area> areas;
};

/// storm, district, city, region, coast, country, antimeridian. Their sizes hold the same share of all people whatever
/// the number of places: 1,000 of 10 million for a district, 50,000 for a city, 500,000 for a region. Every area is
/// right by area::check. Errors: area::check's.
[[nodiscard]] Result<std::vector<Kind>> kinds(const World& world, std::uint64_t seed);

/// `count` areas that stand at the same time: 75 % of 6 to 20 vertices (median 8 km), 22 % of 60 to 160 (25 km), 3 % of
/// 400 (120 km).
[[nodiscard]] std::vector<area::Area> standing(const World& world, std::size_t count, std::uint64_t seed);

}  // namespace heed::people
