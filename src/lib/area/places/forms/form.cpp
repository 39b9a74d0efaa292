#include "lib/area/places/forms/form.h"

#include <algorithm>
#include <cmath>

#include "lib/area/places/forms/rings.h"

namespace heed::forms {
namespace {

constexpr auto half_turn = static_cast<double>(area::half_turn);
constexpr auto full_turn = static_cast<double>(area::full_turn);
constexpr double grid_west = -0x1p31;

/// Where places are, and one unit round it.
constexpr Box world{-half_turn - 1, half_turn + 1, -double{cells::pole_row} - 1, double{cells::pole_row} + 1};

class Compiler {
 public:
  explicit Compiler(Form& form) : form_(form) {}

  void add(const RingView& ring) {
    Element element;
    element.face = ring.face;
    element.group = ring.group;
    element.first_block = static_cast<std::uint32_t>(form_.blocks.size());
    const double around = ring.vertices.empty() ? 0 : add_edges(ring.vertices);
    add_poles(ring.vertices);
    element.last_block = static_cast<std::uint32_t>(form_.blocks.size());
    if (ring.pole == area::Pole::south) element.start = -around;
    if (ring.pole == area::Pole::north) widen({-half_turn, half_turn, 0, cells::pole_row});
    if (ring.pole == area::Pole::south) widen({-half_turn, half_turn, -cells::pole_row, 0});
    form_.elements.push_back(element);
  }

  void add(const Round& round, std::uint32_t face) {
    Element element;
    element.face = face;
    element.round = &round;
    form_.elements.push_back(element);
    Box box;
    round.bounds(box);
    widen(box);
    if (box.west < -half_turn) widen({box.west + full_turn, half_turn, box.south, box.north});
    if (box.east >= half_turn) widen({-half_turn, box.east - full_turn, box.south, box.north});
  }

 private:
  /// Returns how many times the ring goes round the earth.
  double add_edges(std::span<const area::Position> vertices) {
    double turned = 0;
    std::size_t kept = 0;
    begin(vertices[0]);
    double x = block_.x[0];
    for (std::size_t i = 0; i < vertices.size(); ++i) {
      const auto from = vertices[i];
      const auto to = vertices[i + 1 == vertices.size() ? 0 : i + 1];
      const auto step = static_cast<double>(short_step(from.lon, to.lon));
      turned += step;
      // Why no edge without length: every point is on its line, so all would need the exact test. One is kept where
      // the ring has no other.
      if (step == 0 && from.lat == to.lat && (kept > 0 || i + 1 < vertices.size())) continue;
      ++kept;
      if (block_.edges == block_edges) {
        finish();
        begin(from);
        x = block_.x[0];
      }
      x += step;
      ++block_.edges;
      block_.x[block_.edges] = x;
      block_.y[block_.edges] = to.lat;
    }
    finish();
    return std::round(turned / full_turn);
  }

  /// A vertex at a pole is met from every longitude: it is on the edge, and so is the one point that stands for the
  /// pole.
  void add_poles(std::span<const area::Position> vertices) {
    for (const auto lat : {area::quarter_turn, -area::quarter_turn}) {
      if (std::ranges::find(vertices, lat, &area::Position::lat) == vertices.end()) continue;
      block_.edges = 1;
      block_.x[0] = block_.x[1] = 0;
      block_.y[0] = block_.y[1] = lat > 0 ? cells::pole_row : -cells::pole_row;
      finish();
    }
  }

  void begin(area::Position vertex) {
    block_.edges = 0;
    block_.x[0] = cells::to_point({0, vertex.lon}).x;
    block_.y[0] = vertex.lat;
  }

  /// Keeps the block once for each turn of the earth in which it comes into view.
  void finish() {
    if (block_.edges == 0) return;
    const auto [west, east] = std::minmax_element(block_.x, block_.x + block_.edges + 1);
    const auto [south, north] = std::minmax_element(block_.y, block_.y + block_.edges + 1);
    const Box box{*west, *east, *south, *north};
    // Why as far west as the grid goes, beyond any place: W is carried from the western side of a cell.
    const double first = std::ceil((grid_west - 1 - box.east) / full_turn);
    const double last = std::floor((half_turn + 1 - box.west) / full_turn);
    for (double turn = first; turn <= last; ++turn) keep(box, turn * full_turn);
  }

  void keep(Box box, double shift) {
    auto& block = form_.blocks.emplace_back(block_);
    if (shift != 0) {
      for (auto& x : block.x) x += shift;
    }
    box.west += shift;
    box.east += shift;
    form_.boxes.push_back(box);
    widen(box);
  }

  void widen(Box box) {
    if (!box.meets(world)) return;
    box = {std::max(box.west, world.west), std::min(box.east, world.east), std::max(box.south, world.south),
           std::min(box.north, world.north)};
    if (form_.is_empty) {
      form_.box = box;
      form_.is_empty = false;
    } else {
      form_.box.widen(box);
    }
  }

  Form& form_;
  Block block_{};
};

}  // namespace

void make_form(const area::Area& area, area::Edges edges, Form& form) {
  const Rings rings(area, edges);
  std::size_t vertices = 0;
  for (const auto& ring : rings.all()) vertices += ring.vertices.size();
  form.blocks.reserve(vertices / block_edges + rings.all().size());
  form.boxes.reserve(form.blocks.capacity());
  Compiler compiler(form);
  for (const auto& ring : rings.all()) compiler.add(ring);
  auto face = static_cast<std::uint32_t>(area.polygons.size());
  form.rounds.reserve(area.circles.size());
  for (const auto& circle : area.circles) compiler.add(form.rounds.emplace_back(circle), face++);
}

std::size_t edges_near(const Block& block, const Cell& cell, Edge* into) {
  const double west = cell.x - 1;
  const double east = cell.x + cell.side;
  const double south = cell.y - 1;
  const double north = cell.y + cell.side;
  std::size_t count = 0;
  for (std::size_t i = 0; i < block.edges; ++i) {
    const double ax = block.x[i];
    const double ay = block.y[i];
    const double bx = block.x[i + 1];
    const double by = block.y[i + 1];
    const bool is_east = ax < bx || (ax == bx && ay <= by);
    into[count] = is_east ? Edge{ax, ay, bx - ax, by - ay, 1} : Edge{bx, by, ax - bx, ay - by, -1};
    const bool is_away =
        std::max(ax, bx) < west || std::min(ax, bx) > east || std::max(ay, by) < south || std::min(ay, by) > north;
    count += is_away ? 0 : 1;
  }
  return count;
}

}  // namespace heed::forms
