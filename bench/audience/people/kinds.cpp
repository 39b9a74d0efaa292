#include "bench/audience/people/kinds.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "bench/audience/people/outlines.h"
#include "lib/area/check.h"

namespace heed::people {
namespace {

constexpr double degrees_per_km = 1 / 111.2;
constexpr double widest = 9;  ///< degrees: nobody warns half a continent by one outline

/// What the areas of a kind have in common.
struct Plan {
  const char* name;
  double least;
  std::size_t areas;
  std::size_t vertices;  ///< of the star
  int times;             ///< how often its sides are broken
  double share;          ///< of all people; 0: 16 km from the middle to a vertex
};
constexpr Plan plans[] = {
    {"storm", 0, 24, 6, 0, 0},           {"district", 80, 24, 12, 0, 1e-4}, {"city", 500, 12, 100, 0, 5.1e-3},
    {"region", 1000, 8, 400, 0, 0.0507}, {"coast", 150, 8, 10, 5, 8.3e-3},  {"country", 0, 4, 8, 4, 0.026},
    {"country", 0, 2, 8, 5, 0.026},      {"country", 0, 1, 9, 6, 0.026},    {"antimeridian", 0, 3, 60, 0, 1.6e-3},
};

class Planner {
 public:
  Planner(const World& world, std::uint64_t seed) : dice_(seed), sample_(world.places(1'000'000, seed)) {}

  area::Area area_of(const Plan& plan) {
    const bool is_across = std::string_view(plan.name) == "antimeridian";
    while (true) {
      const auto centre = sample_[dice_.below(sample_.size())];
      if (is_across && std::abs(centre.lon) < area::half_turn - area::units_per_degree / 2) continue;
      const auto ring = plan.times > 0 ? blunt_star(plan.vertices, dice_) : star(plan.vertices, dice_);
      const double scale = plan.share > 0 ? scale_of(ring, centre, plan.share) : 16 * degrees_per_km;
      const double reach = scale * *std::ranges::max_element(ring);
      if (reach > widest || std::abs(centre.latitude()) + reach > 80) continue;
      if (plan.times == 0) return {{outline(ring, {centre, scale})}, {}};
      return {{coast(ring, {centre, scale}, plan.times, dice_)}, {}};
    }
  }

 private:
  /// Large shares are judged by fewer places.
  double scale_of(const Star& ring, area::Position centre, double share) const {
    const auto looked_at = std::min(sample_.size(), static_cast<std::size_t>(1'000 / share));
    const auto held = static_cast<std::size_t>(share * static_cast<double>(looked_at));
    return scale_for(ring, centre, std::span(sample_).first(looked_at), held);
  }

  Dice dice_;
  std::vector<area::Position> sample_;
};

}  // namespace

Result<std::vector<Kind>> kinds(const World& world, std::uint64_t seed) {
  Planner planner(world, seed);
  std::vector<Kind> out;
  for (const auto& plan : plans) {
    if (out.empty() || out.back().name != plan.name) out.push_back({plan.name, plan.least, {}});
    for (std::size_t i = 0; i < plan.areas; ++i) {
      out.back().areas.push_back(planner.area_of(plan));
      TRY(area::check(out.back().areas.back()));
    }
  }
  return out;
}

std::vector<area::Area> standing(const World& world, std::size_t count, std::uint64_t seed) {
  Dice dice(seed);
  std::vector<area::Area> out;
  for (const auto centre : world.places(count, dice.next())) {
    const double draw = dice.share();
    const std::size_t vertices = draw < 0.75 ? 6 + dice.below(15) : draw < 0.97 ? 60 + dice.below(101) : 400;
    const double median_km = draw < 0.75 ? 8 : draw < 0.97 ? 25 : 120;
    const double km = median_km * std::exp(0.5 * dice.normal());
    out.push_back({{outline(star(vertices, dice), {centre, km * degrees_per_km})}, {}});
  }
  return out;
}

}  // namespace heed::people
