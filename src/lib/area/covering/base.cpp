#include "lib/area/covering/base.h"

#include <algorithm>

#include "lib/area/outline.h"

namespace heed::covering {
namespace {

constexpr area::Position south_pole{-static_cast<std::int32_t>(area::quarter_turn), 0};
constexpr area::Position north_pole{static_cast<std::int32_t>(area::quarter_turn), 0};

area::Side side_of(const area::Reading& reading, area::Position position) {
  return area::Outline(reading.vertices, reading.pole).side_of(position);
}

/// As area::Compiled says, and as slowly.
bool contains(const area::Face& face, area::Position position) {
  const auto encloses = [&](const area::Reading& ring) { return side_of(ring, position) != area::Side::outside; };
  const auto removes = [&](const area::Reading& hole) { return side_of(hole, position) == area::Side::inside; };
  if (std::ranges::none_of(face.outline, encloses)) return false;
  return std::ranges::none_of(face.holes, [&](const auto& hole) { return std::ranges::all_of(hole, removes); });
}

Standings in_order(Standings standings) {
  std::ranges::sort(standings, {}, [](const auto& standing) { return standing->key; });
  return standings;
}

}  // namespace

Base::Base(Standings standings, std::uint64_t as_of)
    : standings_(in_order(std::move(standings))),
      tree_(grow(standings_)),
      south_(reaching(standings_, south_pole)),
      north_(reaching(standings_, north_pole)),
      as_of_(as_of) {}

std::vector<Base::Polar> Base::reaching(const Standings& standings, area::Position pole) {
  std::vector<Polar> out;
  const auto place = place_of(pole);
  for (const auto& standing : standings) {
    Polar polar{standing->key, false, {}};
    for (std::size_t i = 0; i < standing->boxes.size(); ++i) {
      if (!standing->boxes[i].contains(place)) continue;
      if (i < standing->faces.size()) {
        polar.is_in_face = polar.is_in_face || contains(standing->faces[i], pole);
      } else {
        polar.circles.push_back(standing->circles[i - standing->faces.size()]);
      }
    }
    if (polar.is_in_face || !polar.circles.empty()) out.push_back(std::move(polar));
  }
  return out;
}

void Base::append_at_pole(area::Position position, std::vector<Key>& into) const {
  const auto within = [&](const area::Circle& circle) { return area::reaches(circle, position); };
  for (const auto& polar : position.lat < 0 ? south_ : north_) {
    if (polar.is_in_face || std::ranges::any_of(polar.circles, within)) into.push_back(polar.key);
  }
}

void Base::append(area::Position position, std::vector<Key>& into) const {
  if (is_pole(position)) [[unlikely]]
    return append_at_pole(position, into);
  tree_.append(position, into);
}

bool Base::has_one_answer(area::Position a, area::Position b) const {
  if (is_pole(a) || is_pole(b)) return a == b;
  const auto leaf = tree_.leaf_at(z_order(place_of(a)));
  return tree_.is_decided(leaf) && leaf == tree_.leaf_at(z_order(place_of(b)));
}

std::optional<Square> Base::square_at(area::Position position) const {
  if (is_pole(position)) return std::nullopt;
  const auto place = place_of(position);
  const auto leaf = tree_.leaf_at(z_order(place));
  if (!tree_.is_decided(leaf)) return std::nullopt;
  return tree_.square_at(leaf, place);
}

const Standing* Base::find(Key key) const {
  const auto at = std::ranges::lower_bound(standings_, key, {}, [](const auto& standing) { return standing->key; });
  return at != standings_.end() && (*at)->key == key ? at->get() : nullptr;
}

std::size_t Base::bytes() const {
  std::size_t bytes = sizeof(*this) + tree_.bytes() + standings_.capacity() * sizeof(standings_[0]);
  for (const auto& standing : standings_) bytes += standing->bytes();
  return bytes + (south_.capacity() + north_.capacity()) * sizeof(Polar);
}

}  // namespace heed::covering
