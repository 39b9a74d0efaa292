#include "lib/area/places/parts.h"

#include <algorithm>

#include "lib/area/places/cells/exact.h"

namespace heed::places {
namespace {

/// Of the points of a crowd, by one element.
struct Sides {
  Marks inside;  ///< strictly
  Marks on_edge;
};

Sides sides_of(const Cell& cell, const Part& part, const Crowd& crowd) {
  Sides sides;
  std::ranges::fill(sides.on_edge.words, 0);
  if (part.element->round != nullptr) {
    part.element->round->mark(crowd, sides.inside);
    return sides;
  }
  const cells::Ground ground{cell, part.edges, part.winding};
  Marks doubtful;
  cells::kernels().wind(crowd, ground, sides.inside, doubtful);
  for (std::size_t word = 0; word * 64 < crowd.size; ++word) {
    auto& inside = sides.inside.words[word];
    for (auto rest = doubtful.words[word]; rest != 0; rest &= rest - 1) {
      const auto i = word * 64 + static_cast<std::size_t>(std::countr_zero(rest));
      const auto bit = rest & (~rest + 1);
      const auto where = cells::exact_where(ground, crowd.x[i], crowd.y[i]);
      inside = where == cells::Where::inside ? inside | bit : inside & ~bit;
      if (where == cells::Where::on_edge) sides.on_edge.words[word] |= bit;
    }
  }
  return sides;
}

/// The parts of the first group, or of the first face.
Parts first_group(Parts parts) {
  const auto is_other = [&](const Part& part) {
    return part.element->face != parts[0].element->face || part.element->group != parts[0].element->group;
  };
  return {parts.begin(), std::ranges::find_if(parts, is_other)};
}
Parts first_face(Parts parts) {
  const auto is_other = [&](const Part& part) { return part.element->face != parts[0].element->face; };
  return {parts.begin(), std::ranges::find_if(parts, is_other)};
}

/// In any reading of the outline, and not in all of one hole. Requires: the parts are of one face.
Marks of_face(const Cell& cell, Parts parts, const Crowd& crowd) {
  const std::size_t words = (crowd.size + 63) / 64;
  Marks found;
  std::ranges::fill(found.words, parts[0].element->group == 0 ? 0 : ~std::uint64_t{0});
  while (!parts.empty()) {
    const auto group = first_group(parts);
    const bool is_outline = group[0].element->group == 0;
    Marks hole;
    std::ranges::fill(hole.words, is_outline ? 0 : ~std::uint64_t{0});
    for (const auto& part : group) {
      const auto sides = sides_of(cell, part, crowd);
      for (std::size_t i = 0; i < words; ++i) {
        if (is_outline) found.words[i] |= sides.inside.words[i] | sides.on_edge.words[i];
        hole.words[i] &= sides.inside.words[i];
      }
    }
    for (std::size_t i = 0; i < words; ++i) found.words[i] &= ~hole.words[i];
    parts = parts.subspan(group.size());
  }
  return found;
}

}  // namespace

Marks marks_of(const Cell& cell, Parts parts, const Crowd& crowd) {
  const std::size_t words = (crowd.size + 63) / 64;
  Marks found{};
  while (!parts.empty()) {
    const auto face = first_face(parts);
    const auto here = of_face(cell, face, crowd);
    for (std::size_t i = 0; i < words; ++i) found.words[i] |= here.words[i];
    parts = parts.subspan(face.size());
  }
  const auto last = crowd.size % 64;
  if (last != 0) found.words[words - 1] &= (std::uint64_t{1} << last) - 1;
  return found;
}

}  // namespace heed::places
