#pragma once
// For this folder only: the shapes that cover all places within a distance of a line.

#include "lib/area/area.h"
#include "lib/area/buffer/local.h"

namespace heed::buffer {

/// The closed line of a ring; it ends a whole turn from its beginning where the ring goes round a pole.
[[nodiscard]] Line closed_line(const std::vector<area::Position>& ring);

/// A line with fewer points, from which no point of the old one is farther than `metres`. The ends stay.
[[nodiscard]] Line simplified(const Line& line, double metres);

/// The finer, the nearer the border is to the true one, and the more points it has.
struct Fineness {
  double simplification;        ///< what each of the two simplifications may add, as a share of the distance
  std::size_t quarter_corners;  ///< of the brush (sweep.h)
  double evenness;              ///< how much the brush may change along one ring (is_even)
};

/// Collects the shapes: swept rings where the earth is flat enough, circles where it is not.
class Border {
 public:
  Border(double metres, Fineness fineness) : metres_(metres), fineness_(fineness) {}

  void add(const Line& line);

  /// Over the limits of area::check. What is added then is passed over.
  [[nodiscard]] bool is_full() const;
  [[nodiscard]] area::Area take() && { return std::move(area_); }

 private:
  void go(Point to);
  void go_by_circles(Point from, Point to);
  [[nodiscard]] bool may_go_on(Point to) const;
  void end_run();
  void add_ring(const Line& line);
  void add_circle(Point centre);

  double metres_;
  Fineness fineness_;
  area::Area area_;
  Line run_;  ///< the line that the next ring is swept along; its last point is where we are
  std::size_t vertices_ = 0;
};

}  // namespace heed::buffer
