// How the tree is built: squares are divided until few edges are left in each.

#include <algorithm>
#include <optional>

#include "core/assert.h"
#include "lib/area/covering/circles.h"
#include "lib/area/covering/standing.h"
#include "lib/area/covering/tree.h"
#include "lib/area/turn.h"

namespace heed::covering {
namespace {

/// A square with no more than this needs no dividing. Fewer make more squares and more memory, and lookups hardly
/// faster.
constexpr std::size_t weight_enough = 24;
/// What a circle counts for, beside edges.
constexpr std::size_t circle_weight = 4;
/// How often on the way down a quarter may keep nearly all of the weight of its square. Why a limit: equal areas, or
/// many that meet in one vertex, cannot be divided, and each attempt doubles the memory that their edges take.
constexpr unsigned patience_at_first = 4;
/// Lists of at most this many keys are copied into the next one, so that a lookup goes through fewer of them.
constexpr std::uint32_t short_list = 16;

/// The tree may have this many times the edges of the areas, and a few to begin with.
constexpr std::size_t growth_max = 64;
constexpr std::size_t growth_base = 1U << 16;

/// What one reading of one ring, or one circle, says within a square that is being divided.
struct Piece {
  std::uint32_t area = 0;  ///< number of the standing area
  std::uint32_t face = 0;  ///< of the area; circles are counted on after the faces
  std::uint32_t ring = 0;  ///< 0 is the outline, then the holes
  Part part = Part::outline;
  Share share = Share::some;  ///< of a circle
  std::int32_t winding = 0;   ///< at the south-western corner, of the edges that are south of it and not listed
  std::uint32_t first = 0;    ///< of its edges
  std::uint32_t count = 0;

  [[nodiscard]] bool is_constant() const { return part != Part::circle && count == 0; }
};

class Grower {
 public:
  Grower(std::span<const std::shared_ptr<const Standing>> standings, std::size_t enough)
      : standings_(standings), enough_(enough) {
    tree_.covers.assign(cover_keys, 0);
    for (const auto& standing : standings_) {
      first_circle_.push_back(static_cast<std::uint32_t>(tree_.circles.size()));
      tree_.circles.insert(tree_.circles.end(), standing->circles.begin(), standing->circles.end());
    }
  }

  /// None when the tree would take more edges and fragments than this.
  [[nodiscard]] std::optional<Tree> grown(std::size_t size_max) {
    size_max_ = size_max;
    grow_top(Square{0, 0, 32});
    if (is_too_large()) return std::nullopt;
    tree_.leaves.push_back(end_of_leaves());
    tree_.make_directory();
    tree_.starts.shrink_to_fit();
    tree_.leaves.shrink_to_fit();
    tree_.fragments.shrink_to_fit();
    tree_.edges.shrink_to_fit();
    tree_.covers.shrink_to_fit();
    return std::move(tree_);
  }

 private:
  struct Range {
    std::size_t first;
    std::size_t last;
  };

  void grow_top(const Square& square);
  void grow(const Square& square, Range range, std::uint32_t cover, unsigned patience);
  void start_area(std::size_t area, const Square& square);
  void start_ring(Piece piece, const area::Reading& reading, const Square& square);
  [[nodiscard]] Piece narrowed(Piece piece, const Square& from, const Square& to);
  void narrow(Range range, const Square& from, const Square& to);

  void settle(std::size_t first);
  [[nodiscard]] bool settle_face(Range face, std::size_t& out);
  [[nodiscard]] Share settle_hole(Range ring, std::size_t& out);
  [[nodiscard]] std::size_t end_of_ring(std::size_t first, std::size_t last) const;

  [[nodiscard]] std::size_t weight(Range range) const;
  [[nodiscard]] std::uint32_t cover_on_top_of(std::uint32_t below);
  void emit(const Square& square, Range range, std::uint32_t cover);
  void emit_piece(const Piece& piece, const Piece* next, const Square& square);
  std::uint32_t emit_ends(const Piece& piece, const Square& square);
  [[nodiscard]] bool is_too_large() const { return tree_.edges.size() + tree_.fragments.size() > size_max_; }
  [[nodiscard]] Leaf end_of_leaves() const {
    return {0, static_cast<std::uint32_t>(tree_.fragments.size()), static_cast<std::uint32_t>(tree_.edges.size())};
  }

  std::span<const std::shared_ptr<const Standing>> standings_;
  std::size_t enough_;
  std::size_t size_max_ = 0;
  std::vector<std::uint32_t> first_circle_;
  std::vector<Piece> pieces_;  ///< of the squares from the top to the one in hand, one after the other
  std::vector<Edge> edges_;    ///< likewise
  std::vector<Key> covered_;   ///< the areas found to cover the square in hand and not the one above it
  Tree tree_;
};

void Grower::grow_top(const Square& square) {
  if (!square.has_places()) return emit(square, {0, 0}, 0);
  if (square.bits > square_bits_max) {
    for (unsigned number = 0; number < 4; ++number) grow_top(square.quarter(number));
    return;
  }
  covered_.clear();
  for (std::size_t area = 0; area < standings_.size(); ++area) {
    if (standings_[area]->meets(square)) start_area(area, square);
  }
  const auto cover = cover_on_top_of(0);
  grow(square, {0, pieces_.size()}, cover, patience_at_first);
  pieces_.clear();
  edges_.clear();
}

void Grower::start_area(std::size_t area, const Square& square) {
  const auto first = pieces_.size();
  const auto& standing = *standings_[area];
  Piece piece;
  piece.area = static_cast<std::uint32_t>(area);
  for (const auto& face : standing.faces) {
    piece.part = Part::outline;
    piece.ring = 0;
    for (const auto& reading : face.outline) start_ring(piece, reading, square);
    piece.part = Part::hole;
    for (const auto& hole : face.holes) {
      ++piece.ring;
      for (const auto& reading : hole) start_ring(piece, reading, square);
    }
    ++piece.face;
  }
  piece.part = Part::circle;
  piece.winding = static_cast<std::int32_t>(first_circle_[area]);
  for (const auto& circle : standing.circles) {
    piece.share = share_of(circle, square);
    pieces_.push_back(piece);
    ++piece.face;
    ++piece.winding;
  }
  settle(first);
}

// Why a ring round the south pole begins with its turns taken off: there the outside is north of everything, and this
// is the only place where that makes a difference.
void Grower::start_ring(Piece piece, const area::Reading& reading, const Square& square) {
  if (reading.pole == area::Pole::south) {
    piece.winding = -static_cast<std::int32_t>(area::turn_of(reading.vertices).around / area::full_turn);
  }
  piece.first = static_cast<std::uint32_t>(edges_.size());
  Look look;
  const std::int64_t last = std::int64_t{square.x} + square.last();
  each_edge(reading.vertices, [&](std::int64_t x0, const Edge& edge) {
    const auto x1 = x0 + static_cast<std::int32_t>(edge.x1 - edge.x0);
    if (std::max(x0, x1) < square.x || std::min(x0, x1) > last) return;
    if (touches(edge, square)) {
      edges_.push_back(edge);
    } else {
      look.meet(edge, {square.x, square.y});
    }
  });
  piece.winding += look.winding;
  piece.count = static_cast<std::uint32_t>(edges_.size()) - piece.first;
  pieces_.push_back(piece);
}

// The winding of a quarter's corner comes from the square's corner in two steps. Along the southern border of the
// square, the edges that pass below it change only where listed ones end below it: at every vertex, what comes in goes
// out. Then northward, where each edge is met that is not listed for the quarter.
Piece Grower::narrowed(Piece piece, const Square& from, const Square& to) {
  if (piece.part == Part::circle) {
    piece.share = share_of(tree_.circles[static_cast<std::size_t>(piece.winding)], to);
    return piece;
  }
  const std::uint32_t eastward = to.x - from.x;
  const auto passed = [&](std::uint32_t x, std::int32_t y) {
    return y < static_cast<std::int32_t>(from.y) && x - from.x - 1 < eastward;
  };
  const auto first = piece.first;
  piece.first = static_cast<std::uint32_t>(edges_.size());
  Look look{piece.winding};
  for (std::uint32_t i = first; i < first + piece.count; ++i) {
    const Edge edge = edges_[i];
    look.winding += static_cast<int>(passed(edge.x1, edge.y1)) - static_cast<int>(passed(edge.x0, edge.y0));
    if (touches(edge, to)) {
      edges_.push_back(edge);
    } else {
      look.meet(edge, {to.x, to.y});
    }
  }
  piece.winding = look.winding;
  piece.count = static_cast<std::uint32_t>(edges_.size()) - piece.first;
  return piece;
}

void Grower::narrow(Range range, const Square& from, const Square& to) {
  for (auto at = range.first; at < range.last;) {
    const auto first = pieces_.size();
    const auto area = pieces_[at].area;
    for (; at < range.last && pieces_[at].area == area; ++at) {
      const auto piece = narrowed(pieces_[at], from, to);
      pieces_.push_back(piece);
    }
    settle(first);
  }
}

/// Drops what is the same everywhere in the square from the pieces of one area, the last ones.
void Grower::settle(std::size_t first) {
  auto out = first;
  for (auto at = first; at < pieces_.size();) {
    auto last = at + 1;
    while (last < pieces_.size() && pieces_[last].face == pieces_[at].face) ++last;
    if (settle_face({at, last}, out)) {
      covered_.push_back(standings_[pieces_[first].area]->key);
      pieces_.resize(first);
      return;
    }
    at = last;
  }
  pieces_.resize(out);
}

/// Whether the face covers the square; else what is left of it is put at `out`.
bool Grower::settle_face(Range face, std::size_t& out) {
  const auto begin = out;
  auto at = face.first;
  if (pieces_[at].part == Part::circle) {
    const auto share = pieces_[at].share;
    if (share == Share::some) pieces_[out++] = pieces_[at];
    return share == Share::all;
  }
  auto whole = pieces_[at];
  bool is_whole = false;
  for (; at < face.last && pieces_[at].part == Part::outline; ++at) {
    is_whole = is_whole || (pieces_[at].is_constant() && pieces_[at].winding != 0);
    if (!pieces_[at].is_constant()) pieces_[out++] = pieces_[at];
  }
  if (!is_whole && out == begin) return false;
  if (is_whole) {
    whole.count = 0;
    whole.winding = 1;
    pieces_[begin] = whole;
    out = begin + 1;
  }
  const auto holes = out;
  while (at < face.last) {
    const auto last = end_of_ring(at, face.last);
    if (settle_hole({at, last}, out) == Share::all) {
      out = begin;
      return false;
    }
    at = last;
  }
  if (!is_whole || out != holes) return false;
  out = begin;
  return true;
}

std::size_t Grower::end_of_ring(std::size_t first, std::size_t last) const {
  auto at = first + 1;
  while (at < last && pieces_[at].ring == pieces_[first].ring) ++at;
  return at;
}

/// How much of the square the hole takes out: all that is within each of its readings.
Share Grower::settle_hole(Range ring, std::size_t& out) {
  const auto begin = out;
  for (auto at = ring.first; at < ring.last; ++at) {
    if (pieces_[at].is_constant() && pieces_[at].winding == 0) {
      out = begin;
      return Share::none;
    }
    if (!pieces_[at].is_constant()) pieces_[out++] = pieces_[at];
  }
  return out == begin ? Share::all : Share::some;
}

std::size_t Grower::weight(Range range) const {
  std::size_t weight = 0;
  for (auto at = range.first; at < range.last; ++at) {
    weight += pieces_[at].part == Part::circle ? circle_weight : pieces_[at].count;
  }
  return weight;
}

std::uint32_t Grower::cover_on_top_of(std::uint32_t below) {
  if (covered_.empty()) return below;
  auto& covers = tree_.covers;
  if (below != 0 && covers[below + 2] <= short_list) {
    const auto* keys = covers.data() + below + cover_keys;
    covered_.insert(covered_.end(), keys, keys + covers[below + 2]);
    below = covers[below];
  }
  const auto cover = static_cast<std::uint32_t>(covers.size());
  const auto count = static_cast<std::uint32_t>(covered_.size());
  covers.insert(covers.end(), {below, covers[below + 1] + count, count});
  covers.insert(covers.end(), covered_.begin(), covered_.end());
  return cover;
}

void Grower::grow(const Square& square, Range range, std::uint32_t cover, unsigned patience) {
  if (is_too_large()) return;
  const auto own = weight(range);
  if (own <= enough_ || square.bits == 0 || patience == 0) return emit(square, range, cover);
  for (unsigned number = 0; number < 4; ++number) {
    const auto quarter = square.quarter(number);
    if (!quarter.has_places()) {
      emit(quarter, {0, 0}, 0);
      continue;
    }
    const auto edges = edges_.size();
    covered_.clear();
    narrow(range, square, quarter);
    const Range mine{range.last, pieces_.size()};
    const auto quarter_cover = cover_on_top_of(cover);
    const bool is_fruitless = weight(mine) * 5 > own * 4;
    grow(quarter, mine, quarter_cover, is_fruitless ? patience - 1 : patience);
    pieces_.resize(range.last);
    edges_.resize(edges);
  }
}

void Grower::emit(const Square& square, Range range, std::uint32_t cover) {
  const bool is_decided = range.first == range.last;
  const auto leaf = end_of_leaves();
  if (is_decided && !tree_.leaves.empty() && tree_.leaves.back().cover == cover &&
      tree_.leaves.back().first_fragment == leaf.first_fragment) {
    return;
  }
  tree_.starts.push_back(z_order({square.x, square.y}));
  tree_.leaves.push_back({cover, leaf.first_fragment, leaf.first_edge});
  for (auto at = range.first; at < range.last; ++at) {
    emit_piece(pieces_[at], at + 1 < range.last ? &pieces_[at + 1] : nullptr, square);
  }
}

void Grower::emit_piece(const Piece& piece, const Piece* next, const Square& square) {
  Fragment fragment;
  fragment.key = standings_[piece.area]->key;
  fragment.winding = piece.winding;
  fragment.part = static_cast<std::uint32_t>(piece.part) & 3U;
  fragment.ends_area = next == nullptr || next->area != piece.area;
  fragment.ends_face = fragment.ends_area || next->face != piece.face;
  fragment.ends_ring = fragment.ends_face || next->ring != piece.ring;
  if (piece.part != Part::circle) {
    const auto* edges = edges_.data() + piece.first;
    tree_.edges.insert(tree_.edges.end(), edges, edges + piece.count);
    const auto count = piece.count + emit_ends(piece, square);
    HEED_ASSERT(count <= fragment_edges_max, "edges ", count);
    fragment.edges = count & fragment_edges_max;
  }
  tree_.fragments.push_back(fragment);
}

/// Where listed edges end below the square, others begin that are not listed. One row below the square, an edge from
/// there to its eastern border stands for them. Neighbours that are both listed need none.
std::uint32_t Grower::emit_ends(const Piece& piece, const Square& square) {
  const auto below = static_cast<std::int32_t>(square.y) - 1;
  const auto east = static_cast<std::uint32_t>(square.x + std::uint64_t{square.last()} + 1);
  const auto counts = [&](std::uint32_t x, std::int32_t y) { return y <= below && x - square.x - 1 < square.last(); };
  const auto begin = tree_.edges.size();
  for (std::uint32_t i = piece.first; i < piece.first + piece.count; ++i) {
    const Edge edge = edges_[i];
    if (counts(edge.x0, edge.y0)) {
      const bool goes_on = tree_.edges.size() > begin && tree_.edges.back().y0 == below &&
                           tree_.edges.back().x0 == edge.x0 && tree_.edges.back().x1 == east;
      if (goes_on) {
        tree_.edges.pop_back();
      } else {
        tree_.edges.push_back({east, below, edge.x0, below});
      }
    }
    if (counts(edge.x1, edge.y1)) tree_.edges.push_back({edge.x1, below, east, below});
  }
  return static_cast<std::uint32_t>(tree_.edges.size() - begin);
}

}  // namespace

// Why more than one attempt: where very many long edges cross each other, squares with few of them would fill the
// memory. Larger squares answer more slowly there, and just as rightly.
Tree grow(std::span<const std::shared_ptr<const Standing>> standings) {
  std::size_t size = 0;
  for (const auto& standing : standings) size += standing->vertices() + circle_weight * standing->circles.size();
  const auto size_max = growth_max * size + growth_base;
  for (auto enough = weight_enough;; enough *= 8) {
    auto tree = Grower(standings, enough).grown(enough < size ? size_max : ~std::size_t{0});
    if (tree) return *std::move(tree);
  }
}

}  // namespace heed::covering
