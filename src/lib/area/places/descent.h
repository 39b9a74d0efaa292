#pragma once
// From an area down to the places in it. For this folder only.
//
// A cell of the grid in which nobody is, or which no part of the area comes near, needs no further look: all of it is
// in, or none. Any other is cut in four, until points and edges are few enough to be held against each other.

#include "lib/area/places/forms/form.h"
#include "lib/area/places/leaves/directory.h"

namespace heed::places {

using cells::Cell;
using cells::Crowd;
using cells::KeyRange;
using cells::Marks;
using cells::Point;
using forms::Form;
using leaves::Chunk;
using leaves::Root;
using leaves::Spot;

/// Takes what is found, in the pieces in which it is found. Returning false ends the descent.
class Sink {
 public:
  virtual ~Sink() = default;
  /// All places of neighbouring leaves, from `first` to `last`.
  virtual bool leaves(const Chunk& chunk, std::uint32_t first, std::uint32_t last) = 0;
  /// Some of a leaf: those whose keys are in the range.
  virtual bool part(const Chunk& chunk, std::uint32_t entry, const KeyRange& range) = 0;
  /// The marked ones.
  virtual bool some(const Crowd& crowd, const Marks& marks) = 0;
};

/// Hands every place of the root that is inside to the sink, once.
void descend(const Root& root, const Form& form, Sink& sink);

/// Whether this point is inside.
[[nodiscard]] bool is_inside(const Form& form, Point point);

}  // namespace heed::places
