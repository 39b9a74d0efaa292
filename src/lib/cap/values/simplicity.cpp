// Whether a ring crosses itself. Edges that follow each other lie near each other, so boxes round runs of edges, and
// boxes round runs of those, tell quickly which edges can meet at all. Boxes stand in fours, for a processor compares
// one with four others at one time.

#include <algorithm>
#include <array>
#include <bit>
#include <limits>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "lib/cap/values/shapes.h"

namespace heed::values {
namespace {

using Wide = __int128;

int side(const Point& a, const Point& b, const Point& c) {
  const Wide area = Wide{b.longitude - a.longitude} * Wide{c.latitude - a.latitude} -
                    Wide{b.latitude - a.latitude} * Wide{c.longitude - a.longitude};
  return area > 0 ? 1 : (area < 0 ? -1 : 0);
}

/// Whether the ranges of two edges meet that go from a to b and from c to d.
bool do_ranges_meet(std::int64_t a, std::int64_t b, std::int64_t c, std::int64_t d) {
  return std::max(a, b) >= std::min(c, d) && std::max(c, d) >= std::min(a, b);
}

/// From one point to the next.
struct Step {
  std::int64_t north, east;
  [[nodiscard]] bool is_none() const { return north == 0 && east == 0; }
};
Step step_between(const Point& a, const Point& b) { return {b.latitude - a.latitude, b.longitude - a.longitude}; }

/// Whether the second step goes straight back. Why the signs first: nearly every other one is ruled out by them.
bool goes_back(const Step& first, const Step& second) {
  const auto is_against = [](std::int64_t a, std::int64_t b) { return (a ^ b) < 0 || (a == 0 && b == 0); };
  return is_against(first.north, second.north) && is_against(first.east, second.east) &&
         Wide{first.east} * Wide{second.north} == Wide{first.north} * Wide{second.east};
}

constexpr unsigned four = 4;
using Four = std::array<float, four>;

/// Four boxes. Why numbers of 24 bits: rounding keeps the order of two numbers or makes them equal, so boxes that meet
/// still do; those that only seem to are sorted out later.
struct alignas(16) Quad {
  Four south, north, west, east;
};

float least(const Four& numbers) {
  return std::min(std::min(numbers[0], numbers[1]), std::min(numbers[2], numbers[3]));
}
float most(const Four& numbers) { return std::max(std::max(numbers[0], numbers[1]), std::max(numbers[2], numbers[3])); }

/// A bit for each box of `quad` that meets box `i` of `other`.
unsigned meeting(const Quad& other, unsigned i, const Quad& quad) {
#if defined(__SSE2__)
  const auto is_below = [](__m128 a, __m128 b) { return _mm_cmple_ps(a, b); };
  const auto one = [=](const Four& numbers) { return _mm_load1_ps(&numbers[i]); };
  const auto all = [](const Four& numbers) { return _mm_load_ps(numbers.data()); };
  const auto in_latitude =
      _mm_and_ps(is_below(all(quad.south), one(other.north)), is_below(one(other.south), all(quad.north)));
  const auto in_longitude =
      _mm_and_ps(is_below(all(quad.west), one(other.east)), is_below(one(other.west), all(quad.east)));
  return static_cast<unsigned>(_mm_movemask_ps(_mm_and_ps(in_latitude, in_longitude)));
#else
  unsigned bits = 0;
  for (unsigned j = 0; j < four; ++j) {
    const bool do_meet = quad.south[j] <= other.north[i] && other.south[i] <= quad.north[j] &&
                         quad.west[j] <= other.east[i] && other.west[i] <= quad.east[j];
    bits |= (do_meet ? 1U : 0U) << j;
  }
  return bits;
#endif
}

/// The points of a ring as numbers of 24 bits, from the first one on.
class Sketch {
 public:
  explicit Sketch(const std::vector<Point>& points) : numbers_(2 * room_for(points)) {
    const auto& origin = points.front();
    auto* const latitudes = numbers_.data();
    auto* const longitudes = latitudes + room_for(points);
    for (std::size_t i = 0; i < points.size(); ++i) {
      latitudes[i] = static_cast<float>(points[i].latitude - origin.latitude);
      longitudes[i] = static_cast<float>(points[i].longitude - origin.longitude);
    }
  }
  /// Boxes round the four edges from `first` on, and round less before the end of the ring.
  [[nodiscard]] Quad boxes_at(std::size_t first, std::size_t edge_count) const {
    Quad quad;
    const auto* const latitudes = numbers_.data() + first;
    const auto* const longitudes = latitudes + numbers_.size() / 2;
    for (unsigned i = 0; i < four; ++i) {
      quad.south[i] = std::min(latitudes[i], latitudes[i + 1]);
      quad.north[i] = std::max(latitudes[i], latitudes[i + 1]);
      quad.west[i] = std::min(longitudes[i], longitudes[i + 1]);
      quad.east[i] = std::max(longitudes[i], longitudes[i + 1]);
    }
    for (auto i = edge_count - first; i < four; ++i) empty(quad, i);
    return quad;
  }
  /// A bit for each of the four edges from `first` on of which the next edge may go straight back, and for no others
  /// before the last edge of the ring but one.
  [[nodiscard]] unsigned turns_at(std::size_t first) const {
    const auto* const latitudes = numbers_.data() + first;
    const auto* const longitudes = latitudes + numbers_.size() / 2;
#if defined(__SSE2__)
    const auto is_against = [](const float* at) {
      const auto middle = _mm_loadu_ps(at + 1);
      const auto before = _mm_sub_ps(middle, _mm_loadu_ps(at));
      const auto after = _mm_sub_ps(_mm_loadu_ps(at + 2), middle);
      return _mm_cmple_ps(_mm_mul_ps(before, after), _mm_setzero_ps());
    };
    return static_cast<unsigned>(_mm_movemask_ps(_mm_and_ps(is_against(latitudes), is_against(longitudes))));
#else
    const auto is_against = [](const float* at) { return (at[1] - at[0]) * (at[2] - at[1]) <= 0; };
    unsigned bits = 0;
    for (unsigned i = 0; i < four; ++i) {
      bits |= (is_against(latitudes + i) && is_against(longitudes + i) ? 1U : 0U) << i;
    }
    return bits;
#endif
  }
  static void empty(Quad& quad, std::size_t i) {
    constexpr auto far = std::numeric_limits<float>::infinity();
    quad.south[i] = quad.west[i] = far;
    quad.north[i] = quad.east[i] = -far;
  }

 private:
  static std::size_t room_for(const std::vector<Point>& points) { return points.size() + four + 2; }

  std::vector<float> numbers_;  ///< latitudes, then longitudes
};

class Crossings {
 public:
  /// Requires: no point twice in a row; the last point is the first.
  Crossings(const std::vector<Point>& points, const Sketch& sketch)
      : points_(points), edge_count_(points.size() - 1), budget_(10'000 + 200 * edge_count_) {
    quads_.reserve(edge_count_ / 3 + 16);
    levels_[level_count_++] = 0;
    for (std::size_t i = 0; i < edge_count_; i += four) quads_.push_back(sketch.boxes_at(i, edge_count_));
    while (quads_.size() - levels_[level_count_ - 1] > 1) box_quads();
  }

  Simplicity find() {
    for (std::size_t level = 0; level < level_count_ && !is_over(); ++level) {
      const auto end = level + 1 < level_count_ ? levels_[level + 1] : quads_.size();
      for (auto i = levels_[level]; i < end && !is_over(); ++i) within(level, i - levels_[level]);
    }
    if (is_found_) return Simplicity::crossing;
    return budget_ == 0 ? Simplicity::undecided : Simplicity::simple;
  }

 private:
  [[nodiscard]] bool is_over() const { return is_found_ || budget_ == 0; }
  [[nodiscard]] const Quad& quad_at(std::size_t level, std::size_t place) const {
    return quads_[levels_[level] + place];
  }
  /// One more level: a box round each quad of the level below.
  void box_quads() {
    const auto begin = levels_[level_count_ - 1];
    const auto end = quads_.size();
    levels_[level_count_++] = end;
    for (auto i = begin; i < end; i += four) {
      Quad quad;
      for (std::size_t j = 0; j < four; ++j) {
        if (i + j >= end) {
          Sketch::empty(quad, j);
          continue;
        }
        const auto& below = quads_[i + j];
        quad.south[j] = least(below.south);
        quad.north[j] = most(below.north);
        quad.west[j] = least(below.west);
        quad.east[j] = most(below.east);
      }
      quads_.push_back(quad);
    }
  }

  /// Looks for edges that meet in two boxes of one quad.
  void within(std::size_t level, std::size_t place) {
    const auto& quad = quad_at(level, place);
    // Edges that follow each other share a point.
    const auto pairs = level == 0 ? (meeting(quad, 0, quad) & 0xCU) | ((meeting(quad, 1, quad) & 0x8U) << 4U)
                                  : (meeting(quad, 0, quad) & 0xEU) | ((meeting(quad, 1, quad) & 0xCU) << 4U) |
                                        ((meeting(quad, 2, quad) & 0x8U) << 8U);
    descend(level, four * place, four * place, pairs);
  }
  /// The same, one edge in each of two quads. Depth: the logarithm of the number of edges.
  void between(std::size_t level, std::size_t a, std::size_t b) {
    if (is_over()) return;
    --budget_;
    const auto &first = quad_at(level, a), &second = quad_at(level, b);
    unsigned pairs = 0;
    for (unsigned i = 0; i < four; ++i) pairs |= meeting(first, i, second) << (four * i);
    descend(level, four * a, four * b, pairs);
  }
  void descend(std::size_t level, std::size_t a, std::size_t b, unsigned pairs) {
    for (; pairs != 0; pairs &= pairs - 1) {
      const auto bit = static_cast<unsigned>(std::countr_zero(pairs));
      const auto i = a + bit / four, j = b + bit % four;
      if (level > 0) {
        between(level - 1, i, j);
      } else {
        compare(i, j);
      }
    }
  }
  /// Requires: i < j. An edge shares a point with the next, and the last one with the first.
  void compare(std::size_t i, std::size_t j) {
    if (i + 1 == j || (i == 0 && j + 1 == edge_count_) || is_over()) return;
    --budget_;
    const auto &a = points_[i], &b = points_[i + 1], &c = points_[j], &d = points_[j + 1];
    is_found_ = do_ranges_meet(a.latitude, b.latitude, c.latitude, d.latitude) &&
                do_ranges_meet(a.longitude, b.longitude, c.longitude, d.longitude) &&
                side(a, b, c) * side(a, b, d) <= 0 && side(c, d, a) * side(c, d, b) <= 0;
  }

  const std::vector<Point>& points_;
  std::size_t edge_count_;
  std::size_t budget_;
  bool is_found_ = false;
  std::vector<Quad> quads_{};             ///< level by level
  std::array<std::size_t, 33> levels_{};  ///< where each begins
  std::size_t level_count_ = 0;
};

/// What the steps from point to point tell.
enum class Steps {
  sound,
  twice,  ///< a point stands twice in a row
  back,   ///< one goes straight back along the one before
};
Steps steps_of(const std::vector<Point>& points, const Sketch& sketch) {
  const auto last = points.size() - 1;
  auto steps = Steps::sound;
  const auto look = [&](std::size_t i, std::size_t next) {
    const auto before = step_between(points[i - 1], points[i]), after = step_between(points[i], points[next]);
    if (before.is_none() || after.is_none()) {
      steps = Steps::twice;
    } else if (steps == Steps::sound && goes_back(before, after)) {
      steps = Steps::back;
    }
  };
  for (std::size_t first = 0; first + 1 < last; first += four) {
    for (auto turns = sketch.turns_at(first); turns != 0; turns &= turns - 1) {
      const auto i = first + static_cast<std::size_t>(std::countr_zero(turns)) + 1;
      if (i < last) look(i, i + 1);
    }
  }
  look(last, 1);
  return steps;
}

}  // namespace

Simplicity simplicity_of(const Ring& ring) {
  if (ring.points.size() < 4) return Simplicity::crossing;
  const Sketch sketch(ring.points);
  const auto steps = steps_of(ring.points, sketch);
  if (steps == Steps::back) return Simplicity::crossing;
  if (steps == Steps::sound) return Crossings(ring.points, sketch).find();
  Ring once = ring;
  once.points.erase(std::unique(once.points.begin(), once.points.end()), once.points.end());
  return simplicity_of(once);
}

}  // namespace heed::values
