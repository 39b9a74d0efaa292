#include "operations/hear/concern.h"

#include "lib/area/check.h"
#include "operations/look_up_geocodes.h"

namespace heed::hear {

namespace {

/// The alert's areas as a reach of ours.
struct Asking {
  warning::Reach reach;
  std::uint64_t codes_left_out = 0;
};

std::int32_t longitude_of(std::int64_t lon) {
  return static_cast<std::int32_t>(lon > area::half_turn ? lon - area::full_turn : lon);
}

/// In pieces of a quarter of the way round the earth: an edge runs the short way, and must not turn back.
area::Area area_of(const overlap::Box& box) {
  constexpr std::int64_t quarter = area::full_turn / 4;
  const auto& [low, high] = box;
  area::Area area;
  const std::int64_t east = high.lon + (high.lon < low.lon ? area::full_turn : 0);
  for (std::int64_t west = low.lon; west < east; west += quarter) {
    const auto left = longitude_of(west), right = longitude_of(std::min(west + quarter, east));
    area::Ring ring{{{low.lat, left}, {low.lat, right}, {high.lat, right}, {high.lat, left}}};
    area.polygons.push_back({{std::move(ring)}});
  }
  return area;
}

Asking asking_about(const desk::Desk& desk, const heard::Place& place) {
  Asking asking;
  asking.reach.tier = report::Tier::everyone;
  asking.codes_left_out = place.more_geocodes;
  asking.reach.area = place.shapes;
  if (!place.shapes && place.box) {
    if (auto box = area_of(*place.box); area::check(box)) asking.reach.area = std::move(box);
  }
  for (const auto& code : place.geocodes) {
    warning::Reach one;
    one.geocodes.push_back({code.name, code.value, {}});
    const bool is_room = asking.reach.geocodes.size() < geocodes_looked_up;
    if (is_room && operations::look_up_geocodes(desk, one)) {
      asking.reach.geocodes.push_back(std::move(one.geocodes.front()));
    } else {
      ++asking.codes_left_out;
    }
  }
  return asking;
}

Interval window_of(const heard::Heard& heard, Instant until) {
  return {std::min(heard.life.from.value_or(heard.sent), until - Duration{1}), until};
}

}  // namespace

std::optional<heard::Concern> concern_of(const desk::Desk& desk, const heard::Heard& heard) {
  const auto until = heard::ruling_of(heard, desk.manner.hearing).stands_until;
  const auto& place = heard.areas;
  const bool is_somewhere = place.box || !place.geocodes.empty() || place.more_geocodes > 0;
  if (!is_somewhere || until <= desk.clock.now()) return std::nullopt;
  const auto asking = asking_about(desk, place);
  auto counts = audience::sorts_covered(desk.state.recipients, {asking.reach, window_of(heard, until)});
  return heard::Concern{counts[audience::Sort::person], counts[audience::Sort::organisation],
                        counts[audience::Sort::venue], counts[audience::Sort::system], asking.codes_left_out};
}

std::vector<audience::Within> places_concerned(const desk::Desk& desk, const heard::Heard& heard, std::size_t most) {
  const auto asking = asking_about(desk, heard.areas);
  const auto during = window_of(heard, heard.ruling.stands_until);
  return audience::places_covered(desk.state.recipients, {asking.reach, during}, most);
}

}  // namespace heed::hear
