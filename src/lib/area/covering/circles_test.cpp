#include "lib/area/covering/circles.h"

#include <cmath>
#include <numbers>
#include <random>

#include <doctest/doctest.h>

#include "core/text.h"
#include "lib/area/readings.h"

namespace heed::covering {
namespace {

area::Position position_of(Place place) {
  return {static_cast<std::int32_t>(place.y - area::quarter_turn),
          static_cast<std::int32_t>(place.x - area::half_turn)};
}

/// Places at the corners, on the borders and within.
Place some_place(const Square& square, std::mt19937& random) {
  const auto offset = [&]() -> std::uint32_t {
    const auto kind = random() % 4;
    if (kind < 2) return kind == 0 ? 0 : square.last();
    return static_cast<std::uint32_t>(random()) & square.last();
  };
  return {std::min(square.x + offset(), x_end - 1), std::min(square.y + offset(), y_top)};
}

constexpr double radii_km[] = {0,     0.000'001, 0.004,  0.7,    12,       90,    1'000,
                               7'000, 10'007,    15'000, 19'990, 20'003.9, 20'004};

/// A square whose middle is about as far from the centre as the radius, at any bearing.
Square square_near(const area::Circle& circle, std::mt19937& random) {
  const auto centre = place_of(circle.centre);
  const double angle = 6.2832 * static_cast<double>(random() % 1000) / 1000;
  const double units = circle.radius_km / 111.2 * 1e7 * (0.9 + static_cast<double>(random() % 200) / 1000);
  const auto y = std::clamp(centre.y + units * std::sin(angle), 0.0, 1.8e9);
  auto x = std::fmod(centre.x + units * std::cos(angle) + 3.6e9 * 8, 3.6e9);
  if (random() % 4 == 0) x = static_cast<double>(random() % x_end);
  const auto bits = static_cast<unsigned>(random() % 29);
  return {static_cast<std::uint32_t>(x) >> bits << bits, static_cast<std::uint32_t>(y) >> bits << bits, bits};
}

area::Circle some_circle(std::mt19937& random) {
  const auto lat = static_cast<std::int32_t>(static_cast<std::int64_t>(random() % (y_top + 1)) - area::quarter_turn);
  const auto lon = static_cast<std::int32_t>(static_cast<std::int64_t>(random() % x_end) - area::half_turn);
  const auto radius = radii_km[random() % std::size(radii_km)];
  return {{random() % 20 == 0 ? static_cast<std::int32_t>(area::quarter_turn) : lat, lon}, radius};
}

TEST_CASE("a_square_is_said_to_be_in_a_circle_or_beside_it_only_when_each_of_its_places_is (PU-3)") {
  std::mt19937 random(3);
  int counts[3] = {};
  for (int round = 0; round < 6000; ++round) {
    const auto circle = some_circle(random);
    const auto square = square_near(circle, random);
    if (!square.has_places()) continue;
    const auto share = share_of(circle, square);
    ++counts[static_cast<int>(share)];
    if (share == Share::some) continue;
    for (int i = 0; i < 6; ++i) {
      const auto position = position_of(some_place(square, random));
      CHECK_MESSAGE(area::reaches(circle, position) == (share == Share::all),
                    cat(to_text(circle), " at ", to_text(position)));
    }
  }
  for (const auto count : counts) CHECK(count > 300);
}

TEST_CASE("small_squares_within_and_beside_a_circle_are_told") {
  const area::Circle circle{{500'000'000, 80'000'000}, 10};
  const auto at = [](std::int32_t lat) {
    const auto place = place_of({lat, 80'000'000});
    return Square{place.x, place.y, 4};
  };
  CHECK(share_of(circle, at(500'000'000)) == Share::all);
  CHECK(share_of(circle, at(500'880'000)) == Share::all);
  CHECK(share_of(circle, at(500'900'000)) == Share::some);
  CHECK(share_of(circle, at(500'920'000)) == Share::none);
}

TEST_CASE("whoever_is_in_a_circle_is_in_its_box (PU-3)") {
  std::mt19937 random(4);
  int inside = 0;
  for (int round = 0; round < 4000; ++round) {
    const auto circle = some_circle(random);
    const auto square = square_near(circle, random);
    if (!square.has_places()) continue;
    const auto position = position_of(some_place(square, random));
    if (!area::reaches(circle, position)) continue;
    ++inside;
    CHECK_MESSAGE(box_of(circle).contains(place_of(position)), cat(to_text(circle), " at ", to_text(position)));
  }
  CHECK(inside > 300);
}

}  // namespace
}  // namespace heed::covering
