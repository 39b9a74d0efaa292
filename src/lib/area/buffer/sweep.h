#pragma once
// For this folder only: what a convex shape covers while its middle moves along a line, as one ring.

#include <cstddef>
#include <vector>

#include "lib/area/area.h"
#include "lib/area/buffer/local.h"

namespace heed::buffer {

/// A convex polygon round an ellipse, as like it as its corners allow; the same in all four quarters.
class Brush {
 public:
  /// Guarantees: has four times `quarter_corners` corners, encloses the ellipse, and stays within
  /// 1 / cos(180° / corners) times its size, and one unit.
  Brush(Reach reach, std::size_t quarter_corners);

  [[nodiscard]] const std::vector<Point>& corners() const { return corners_; }
  /// The corner farthest to the right of somebody who walks along `step`; of two, the one that comes first going left.
  [[nodiscard]] std::size_t right_of(Point step) const;

 private:
  std::vector<Point> corners_;  ///< going left round the middle
};

/// Whether the line from the last point of `line` to `next` touches what is already there, but where it begins.
[[nodiscard]] bool touches_itself(const Line& line, Point next);

/// The ring round which the winding is not zero exactly where the brush has been.
/// Requires: at least one point; no two in succession are equal; the line nowhere touches itself, and its extent is
/// below 2^30 units.
/// Why a ring of many crossings is right: its winding number at a place is the number of pieces into which the brush,
/// put there, is met by the line. A line that closes a loop would spoil that: the loop's inside counts against it.
[[nodiscard]] area::Ring swept(const Line& line, const Brush& brush);

}  // namespace heed::buffer
