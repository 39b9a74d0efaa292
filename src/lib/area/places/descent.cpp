#include "lib/area/places/descent.h"

#include <algorithm>
#include <cmath>

#include "lib/area/places/arena.h"
#include "lib/area/places/parts.h"

namespace heed::places {
namespace {

constexpr std::size_t tests_max = 1024;  // points times edges: fewer are tested at once, more are cut in four
constexpr std::size_t blocks_loose = 4;  // so many blocks are taken apart into edges
constexpr std::uint32_t leaves_max = cells::crowd_max / cells::leaf_places;
constexpr double grid_end = 0x1p31;

/// The leaves that may hold the keys of a cell.
struct Reach {
  Spot first;
  Spot last;
};

class Descent {
 public:
  Descent(const Form& form, const Root* root, Sink& sink, Arena& arena)
      : form_(form), root_(root), sink_(sink), arena_(arena), kernels_(cells::kernels()) {}

  void run();
  /// One point, alone.
  void run(const Crowd& crowd);

 private:
  struct Quarter {
    Cell cell;
    Verdict verdict = Verdict::none;
    Parts parts;
  };

  [[nodiscard]] Cell root_cell() const;
  [[nodiscard]] Parts all_parts();
  void visit(const Cell& cell, Parts parts, Reach reach);
  void visit(const Cell& cell, Parts parts, const Crowd& crowd);
  [[nodiscard]] const Shares* share(const Cell& cell, Parts parts);
  void share_blocks(const Cell& cell, const Part& part, Shares& shares);
  [[nodiscard]] Quarter quarter(const Cell& cell, Parts parts, const Shares* shares, unsigned number);
  [[nodiscard]] Parts loosened(const Cell& cell, Parts parts, std::size_t blocks_max);
  [[nodiscard]] Within settle(const Part& part, const Shares& shares, unsigned number, Part& into);
  void visit_spot(const Cell& cell, Parts parts, Reach reach);
  void take(const Cell& cell, Reach reach);
  void take_pending();
  [[nodiscard]] Reach reach_of(const Cell& cell, Reach within) const;

  const Form& form_;
  const Root* root_;
  Sink& sink_;
  Arena& arena_;
  const cells::Kernels& kernels_;
  bool goes_on_ = true;
  /// Whole cells wait here for their neighbours.
  bool is_pending_ = false;
  KeyRange pending_;
  Cell quarter_cell_;
  Reach pending_reach_;
};

/// Four cells that cover all of the area make up this one, which need not lie at a multiple of its side.
Cell Descent::root_cell() const {
  const auto& box = form_.box;
  const double extent = std::max(box.east - box.west, box.north - box.south) + 1;
  double side = 1;
  while (side < extent) side *= 2;
  side = std::min(side, grid_end);
  const auto floor_of = [&](double value) { return std::max(std::floor(value / side) * side, -grid_end); };
  return {floor_of(box.west), floor_of(box.south), 2 * side, 0};
}

Parts Descent::all_parts() {
  auto* parts = arena_.take<Part>(form_.elements.size());
  auto* numbers = arena_.take<std::uint32_t>(form_.blocks.size());
  for (std::uint32_t i = 0; i < form_.blocks.size(); ++i) numbers[i] = i;
  for (std::size_t i = 0; i < form_.elements.size(); ++i) {
    const auto& element = form_.elements[i];
    parts[i] = {&element, element.start, {}, {numbers + element.first_block, element.last_block - element.first_block}};
  }
  return {parts, form_.elements.size()};
}

void Descent::run() {
  if (form_.is_empty) return;
  const auto whole = root_cell();
  const auto parts = loosened(whole, all_parts(), blocks_loose);
  const auto* shares = share(whole, parts);
  for (unsigned number = 0; number < 4 && goes_on_; ++number) {
    auto [cell, verdict, rest] = quarter(whole, parts, shares, number);
    if (verdict == Verdict::none || cell.x >= grid_end || cell.y >= grid_end) continue;
    cell.key = cells::key_of({static_cast<std::int32_t>(cell.x), static_cast<std::int32_t>(cell.y)});
    const auto reach = Reach{root_->first_spot(cell.key), root_->last_spot(cell.last())};
    if (verdict == Verdict::all) {
      take(cell, reach);
    } else {
      visit(cell, rest, reach);
    }
  }
  take_pending();
}

void Descent::run(const Crowd& crowd) {
  if (form_.is_empty) return;
  const auto whole = root_cell();
  if (crowd.x[0] < whole.x || crowd.y[0] < whole.y) return;
  if (crowd.x[0] >= whole.x + whole.side || crowd.y[0] >= whole.y + whole.side) return;
  visit(whole, all_parts(), crowd);
}

Reach Descent::reach_of(const Cell& cell, Reach within) const {
  const auto& first = *root_->chunks[within.first.chunk];
  const auto last_key = cell.last();
  if (within.first.chunk != within.last.chunk || last_key == ~std::uint64_t{0}) {
    return {root_->first_spot(cell.key), root_->last_spot(last_key)};
  }
  const auto bound = [&](std::uint64_t key) {
    const auto size = within.last.entry + 1 - within.first.entry;
    return within.first.entry + leaves::lower_bound(first.keys + within.first.entry, size, key);
  };
  auto entry = bound(cell.key);
  if (entry > within.last.entry || (first.keys[entry] != cell.key && entry > within.first.entry)) --entry;
  const auto after = bound(last_key + 1);
  return {{within.first.chunk, entry}, {within.first.chunk, after > within.first.entry ? after - 1 : after}};
}

void Descent::visit(const Cell& cell, Parts parts, Reach reach) {
  const auto mark = arena_.mark();
  const bool is_few = reach.first.chunk == reach.last.chunk && reach.last.entry - reach.first.entry < leaves_max;
  if (is_few) {
    const auto& chunk = *root_->chunks[reach.first.chunk];
    auto* crowd = arena_.take<Crowd>(1);
    crowd->size = 0;
    for (auto entry = reach.first.entry; entry <= reach.last.entry; ++entry) {
      const Spot spot{reach.first.chunk, entry};
      const bool is_whole = root_->key(spot) >= cell.key && root_->last_key(spot) <= cell.last();
      kernels_.gather(chunk.view(entry), is_whole ? nullptr : &cell, *crowd);
    }
    visit(cell, parts, *crowd);
    arena_.release(mark);
    return;
  }
  if (cell.side < 2) {
    visit_spot(cell, parts, reach);
    arena_.release(mark);
    return;
  }
  parts = loosened(cell, parts, blocks_loose);
  const auto* shares = share(cell, parts);
  for (unsigned number = 0; number < 4 && goes_on_; ++number) {
    const auto inner = arena_.mark();
    const auto [part, verdict, rest] = quarter(cell, parts, shares, number);
    if (verdict == Verdict::all) take(part, reach_of(part, reach));
    if (verdict == Verdict::mixed) visit(part, rest, reach_of(part, reach));
    arena_.release(inner);
  }
  arena_.release(mark);
}

/// More places on one spot than a crowd holds: all of them are inside, or none.
void Descent::visit_spot(const Cell& cell, Parts parts, Reach reach) {
  auto* crowd = arena_.take<Crowd>(1);
  crowd->size = 1;
  crowd->x[0] = cell.x;
  crowd->y[0] = cell.y;
  const auto found = marks_of(cell, loosened(cell, parts, form_.blocks.size()), *crowd);
  if ((found.words[0] & 1) != 0) take(cell, reach);
}

void Descent::visit(const Cell& cell, Parts parts, const Crowd& crowd) {
  if (crowd.size == 0 || !goes_on_) return;
  std::size_t edges = 0;
  for (const auto& part : parts) edges += part.edges.size() + part.blocks.size() * forms::block_edges;
  const auto mark = arena_.mark();
  if (edges * crowd.size <= tests_max || cell.side < 2) {
    const auto found = marks_of(cell, loosened(cell, parts, form_.blocks.size()), crowd);
    const auto is_any = [](auto word) { return word != 0; };
    if (std::any_of(found.words, found.words + (crowd.size + 63) / 64, is_any)) goes_on_ = sink_.some(crowd, found);
    arena_.release(mark);
    return;
  }
  parts = loosened(cell, parts, blocks_loose);
  const auto* shares = share(cell, parts);
  auto* few = arena_.take<Crowd>(1);
  for (unsigned number = 0; number < 4 && goes_on_; ++number) {
    const auto inner = arena_.mark();
    const auto place = cell.quarter(number);
    few->size = 0;
    for (std::size_t i = 0; i < crowd.size; ++i) {
      few->x[few->size] = crowd.x[i];
      few->y[few->size] = crowd.y[i];
      few->slot[few->size] = crowd.slot[i];
      const bool is_here = crowd.x[i] >= place.x && crowd.x[i] < place.x + place.side && crowd.y[i] >= place.y &&
                           crowd.y[i] < place.y + place.side;
      few->size += is_here ? 1 : 0;
    }
    if (few->size == 0) continue;
    const auto [part, verdict, rest] = quarter(cell, parts, shares, number);
    if (verdict == Verdict::all) {
      Marks all;
      std::fill_n(all.words, cells::crowd_max / 64, ~std::uint64_t{0});
      goes_on_ = sink_.some(*few, all);
    }
    if (verdict == Verdict::mixed) visit(part, rest, *few);
    arena_.release(inner);
  }
  arena_.release(mark);
}

/// The parts with their blocks taken apart, where they are at most so many.
Parts Descent::loosened(const Cell& cell, Parts parts, std::size_t blocks_max) {
  const auto is_tight = [&](const Part& part) { return !part.blocks.empty() && part.blocks.size() <= blocks_max; };
  if (std::ranges::none_of(parts, is_tight)) return parts;
  auto* loose = arena_.take<Part>(parts.size());
  std::ranges::copy(parts, loose);
  for (auto& part : std::span(loose, parts.size())) {
    if (!is_tight(part)) continue;
    auto* edges = arena_.take<Edge>(part.blocks.size() * forms::block_edges + part.edges.size());
    auto count = static_cast<std::size_t>(std::ranges::copy(part.edges, edges).out - edges);
    for (const auto block : part.blocks) count += forms::edges_near(form_.blocks[block], cell, edges + count);
    part.edges = {edges, count};
    part.blocks = {};
  }
  return {loose, parts.size()};
}

const Shares* Descent::share(const Cell& cell, Parts parts) {
  auto* shares = arena_.take<Shares>(parts.size());
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto& part = parts[i];
    std::ranges::fill(shares[i].windings, part.winding);
    if (part.element->round != nullptr) continue;
    auto* edges = arena_.take<std::uint8_t>(part.edges.size());
    kernels_.split(cell, part.edges, edges, shares[i].windings);
    shares[i].edges = edges;
    share_blocks(cell, part, shares[i]);
  }
  return shares;
}

/// A block changes a corner's W only where it lies over one of the three lines along which W is carried.
void Descent::share_blocks(const Cell& cell, const Part& part, Shares& shares) {
  auto* near = arena_.take<std::uint8_t>(part.blocks.size());
  shares.blocks = near;
  const double x = cell.x + cell.side / 2;
  const double y = cell.y + cell.side / 2;
  for (std::size_t i = 0; i < part.blocks.size(); ++i) {
    const auto& box = form_.boxes[part.blocks[i]];
    const unsigned columns = (box.west <= x ? 1U : 0U) | (box.east >= x - 1 ? 2U : 0U);
    const unsigned rows = (box.south <= y ? 1U : 0U) | (box.north >= y - 1 ? 2U : 0U);
    near[i] = static_cast<std::uint8_t>(((rows & 1) != 0 ? columns : 0) | ((rows & 2) != 0 ? columns << 2 : 0));
    const bool is_on_line = box.south < cell.y || (box.west <= cell.x && box.east >= cell.x) || columns == 3;
    if (!is_on_line) continue;
    Edge edges[forms::block_edges];
    std::uint8_t ignored[forms::block_edges];
    const auto count = forms::edges_near(form_.blocks[part.blocks[i]], cell, edges);
    kernels_.split(cell, {edges, count}, ignored, shares.windings);
  }
}

/// One part in a quarter: decided, or with the edges that come near.
Within Descent::settle(const Part& part, const Shares& shares, unsigned number, Part& into) {
  if (part.element->round != nullptr) {
    into = part;
    return part.element->round->cell(quarter_cell_);
  }
  auto* edges = arena_.take<Edge>(part.edges.size());
  std::size_t count = 0;
  for (std::size_t i = 0; i < part.edges.size(); ++i) {
    edges[count] = part.edges[i];
    count += shares.edges[i] >> number & 1U;
  }
  auto* blocks = arena_.take<std::uint32_t>(part.blocks.size());
  std::size_t block_count = 0;
  for (std::size_t i = 0; i < part.blocks.size(); ++i) {
    blocks[block_count] = part.blocks[i];
    block_count += shares.blocks[i] >> number & 1U;
  }
  into = {part.element, shares.windings[number], {edges, count}, {blocks, block_count}};
  if (count + block_count > 0) return Within::unclear;
  return into.winding != 0 ? Within::yes : Within::no;
}

/// What is left to decide in a quarter of the cell.
Descent::Quarter Descent::quarter(const Cell& cell, Parts parts, const Shares* shares, unsigned number) {
  Quarter out{cell.quarter(number), Verdict::none, {}};
  quarter_cell_ = out.cell;
  auto* rest = arena_.take<Part>(parts.size());
  const auto [verdict, size] =
      fold(parts, [&](std::size_t i, Part& into) { return settle(parts[i], shares[i], number, into); }, rest);
  out.verdict = verdict;
  out.parts = {rest, size};
  return out;
}

/// Cells come in the order of their keys, so those that lie side by side there are handed on as one.
void Descent::take(const Cell& cell, Reach reach) {
  if (is_pending_ && pending_.last + 1 == cell.key) {
    pending_.last = cell.last();
    pending_reach_.last = reach.last;
    return;
  }
  take_pending();
  is_pending_ = true;
  pending_ = {cell.key, cell.last()};
  pending_reach_ = reach;
}

void Descent::take_pending() {
  if (!is_pending_ || !goes_on_) return;
  is_pending_ = false;
  auto [first, last] = pending_reach_;
  const auto take_part = [&](Spot spot) { goes_on_ = sink_.part(*root_->chunks[spot.chunk], spot.entry, pending_); };
  const bool is_last_cut = root_->last_key(last) > pending_.last;
  if (root_->key(first) < pending_.first || (first == last && is_last_cut)) {
    take_part(first);
    if (first == last) return;
    first = root_->next(first);
  }
  if (is_last_cut) {
    if (goes_on_) take_part(last);
    if (first == last) return;
    last = root_->previous(last);
  }
  for (auto chunk = first.chunk; chunk <= last.chunk && goes_on_; ++chunk) {
    const auto& here = *root_->chunks[chunk];
    goes_on_ =
        sink_.leaves(here, chunk == first.chunk ? first.entry : 0, chunk == last.chunk ? last.entry : here.size - 1);
  }
}

/// For a single point.
class Answer : public Sink {
 public:
  bool leaves(const Chunk&, std::uint32_t, std::uint32_t) override { return true; }
  bool part(const Chunk&, std::uint32_t, const KeyRange&) override { return true; }
  bool some(const Crowd&, const Marks& marks) override {
    is_yes = (marks.words[0] & 1) != 0;
    return false;
  }
  bool is_yes = false;
};

Arena& arena() {
  static thread_local Arena own;
  return own;
}

}  // namespace

void descend(const Root& root, const Form& form, Sink& sink) {
  const auto mark = arena().mark();
  Descent(form, &root, sink, arena()).run();
  arena().release(mark);
}

bool is_inside(const Form& form, Point point) {
  const auto mark = arena().mark();
  auto* crowd = arena().take<Crowd>(1);
  crowd->size = 1;
  crowd->x[0] = point.x;
  crowd->y[0] = point.y;
  crowd->slot[0] = 0;
  Answer answer;
  Descent(form, nullptr, answer, arena()).run(*crowd);
  arena().release(mark);
  return answer.is_yes;
}

}  // namespace heed::places
