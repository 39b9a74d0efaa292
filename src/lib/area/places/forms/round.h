#pragma once
// Circles on the ellipsoid, decided by straight chords through the earth where that is sure.
//
// Let s be the length of the shortest line between two places and c the straight chord. The shortest line bends in
// space like the normal sections of WGS 84, with a radius of curvature from 6335.4 to 6399.6 km, and hardly twists. So
//     c >= 2 r sin(s / 2r)  with r = 6330 km    (Schur: a line that bends less has the longer chord)
//     c <= 2 r sin(s / 2r)  with r = 6420 km    (s up to 10,000 km; the twist, below 0.005 of the bend, is in the
//     margin)
// and from a bound on s follow two on c, between which lies only a narrow band, 3 cm in a circle of 100 km and 30 m in
// one of 1000 km. In the band area::reaches decides, as it does for area::Compiled.

#include <cstdint>

#include "lib/area/area.h"
#include "lib/area/places/cells/kernels.h"

namespace heed::forms {

using cells::Cell;
using cells::Crowd;
using cells::Marks;
using cells::Point;

struct Box;

/// Where a cell, or a place, is by a circle.
enum class Within { no, yes, unclear };

class Round {
 public:
  explicit Round(const area::Circle& circle);

  [[nodiscard]] Within cell(const Cell& cell) const;
  /// Exact.
  [[nodiscard]] bool contains(Point point) const;
  /// The points of the crowd that are within.
  void mark(const Crowd& crowd, Marks& inside) const;
  /// All of it is in these ranges of latitude and longitude; the latter may begin beyond -180 or end beyond 180
  /// degrees.
  void bounds(Box& box) const;
  [[nodiscard]] const area::Circle& circle() const { return circle_; }

 private:
  [[nodiscard]] double chord(double lat, double lon) const;

  area::Circle circle_;
  double radius_ = 0;       ///< metres
  double sure_within_ = 0;  ///< a chord up to this is within
  double sure_beyond_ = 0;  ///< a longer one is not
  double axis_ = 0;         ///< of the centre: metres from the axis of the earth
  double height_ = 0;       ///< and north of the plane of the equator
};

}  // namespace heed::forms
