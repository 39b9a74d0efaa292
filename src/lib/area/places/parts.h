#pragma once
// What is still to be decided in a cell, and what follows from deciding some of it. For this folder only.

#include <cstdint>
#include <span>

#include "lib/area/places/forms/form.h"

namespace heed::places {

using cells::Cell;
using cells::Crowd;
using cells::Edge;
using cells::Marks;
using forms::Element;
using forms::Within;

/// An element that is not yet decided in a cell: some of its edges come near.
struct Part {
  const Element* element = nullptr;
  double winding = 0;  ///< W at the corner of the cell
  std::span<const Edge> edges;
  std::span<const std::uint32_t> blocks;
};
using Parts = std::span<const Part>;

enum class Verdict { none, all, mixed };

/// How the parts of a cell fall to its quarters.
struct Shares {
  double windings[4];
  const std::uint8_t* edges = nullptr;   ///< for each edge, a bit for each quarter that it comes near
  const std::uint8_t* blocks = nullptr;  ///< for each block
};

/// Which points of the crowd are inside. Requires: the parts have no blocks; the crowd is of the cell.
[[nodiscard]] Marks marks_of(const Cell& cell, Parts parts, const Crowd& crowd);

struct Folded {
  Verdict verdict = Verdict::none;
  std::size_t size = 0;  ///< parts that are left when it is mixed
};

/// What is left of parts (by face, then by group, as in Element) when settle(i, into) has decided some of them, or put
/// into `into` what is left of the i-th. A face without parts of group 0 is one whose outline is decided: yes. A group
/// is dropped as soon as one part of it says no; parts of it that say yes are left out. Requires: room in `rest` for
/// all.
template <class Settle>
Folded fold(Parts parts, const Settle& settle, Part* rest) {
  std::size_t size = 0;
  for (std::size_t i = 0; i < parts.size();) {
    const auto face = parts[i].element->face;
    const std::size_t begin = size;
    bool is_enclosed = parts[i].element->group != 0;
    for (; i < parts.size() && parts[i].element->face == face && parts[i].element->group == 0; ++i) {
      const auto within = is_enclosed ? Within::no : settle(i, rest[size]);
      if (within == Within::unclear) ++size;
      if (within == Within::yes) is_enclosed = true;
    }
    if (is_enclosed) size = begin;
    bool is_out = !is_enclosed && size == begin;
    while (i < parts.size() && parts[i].element->face == face) {
      const auto group = parts[i].element->group;
      const std::size_t hole = size;
      bool is_beside = false;
      for (; i < parts.size() && parts[i].element->face == face && parts[i].element->group == group; ++i) {
        const auto within = is_out || is_beside ? Within::yes : settle(i, rest[size]);
        if (within == Within::unclear) ++size;
        if (within == Within::no) is_beside = true;
      }
      if (is_beside) size = hole;
      if (!is_beside && size == hole) is_out = true;
    }
    if (is_out) size = begin;
    if (!is_out && is_enclosed && size == begin) return {Verdict::all, 0};
  }
  return {size == 0 ? Verdict::none : Verdict::mixed, size};
}

}  // namespace heed::places
