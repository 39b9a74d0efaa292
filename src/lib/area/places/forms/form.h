#pragma once
// An area made ready for the descent: rings in runs of edges, and circles.

#include <vector>

#include "lib/area/places/cells/kernels.h"
#include "lib/area/places/forms/round.h"
#include "lib/area/readings.h"

namespace heed::forms {

using cells::Edge;

inline constexpr std::size_t block_edges = 16;

/// A rectangle of the grid, sides included.
struct Box {
  double west = 0;
  double east = 0;
  double south = 0;
  double north = 0;

  [[nodiscard]] bool meets(const Box& other) const {
    return west <= other.east && other.west <= east && south <= other.north && other.south <= north;
  }
  void widen(const Box& other) {
    west = other.west < west ? other.west : west;
    east = other.east > east ? other.east : east;
    south = other.south < south ? other.south : south;
    north = other.north > north ? other.north : north;
  }
};

/// Edges in a row, each from a vertex to the next. A run that is seen on both sides of the antimeridian is there twice.
struct Block {
  double x[block_edges + 1];
  double y[block_edges + 1];
  std::uint32_t edges = 0;
};

/// One thing that a position is in or not. A face is the union of its parts of group 0, without what is in all parts of
/// group 1, or in all of group 2, and so on: outline readings and holes, as in area::Face. A circle is a face of its
/// own.
struct Element {
  std::uint32_t face = 0;
  std::uint32_t group = 0;
  std::uint32_t first_block = 0;
  std::uint32_t last_block = 0;
  double start = 0;              ///< W far in the south; outside is where W is 0
  const Round* round = nullptr;  ///< then there are no blocks
};

struct Form {
  std::vector<Block> blocks;
  std::vector<Box> boxes;         ///< of the blocks
  std::vector<Round> rounds;      ///< elements point at them
  std::vector<Element> elements;  ///< by face, then by group
  Box box;                        ///< nobody is inside outside it
  bool is_empty = true;           ///< nor inside it
};

/// Fills an empty form, which must then stay where it is. Requires: as places::Shape.
void make_form(const area::Area& area, area::Edges edges, Form& form);

/// Adds the edges of a block that come near the cell, to one unit around it, to `into`; returns how many.
/// Requires: room for block_edges.
std::size_t edges_near(const Block& block, const Cell& cell, Edge* into);

}  // namespace heed::forms
