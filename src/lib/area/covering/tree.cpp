#include "lib/area/covering/tree.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace heed::covering {
namespace {

constexpr std::size_t line_bytes = 64;
constexpr std::size_t fetch_bytes_max = 10 * line_bytes;

/// Asks the main memory for a list that is needed soon.
template <class Item>
void fetch(const Item* items, std::size_t count) {
  const auto* bytes = reinterpret_cast<const char*>(items);
  const auto size = std::min(count * sizeof(Item), fetch_bytes_max);
  for (std::size_t at = 0; at < size; at += line_bytes) __builtin_prefetch(bytes + at);
}

/// Goes through the fragments of one area after the other; says of each area whether it contains the place.
class Verdict {
 public:
  void outline(const Look& look) { face_ = face_ || look.is_on_edge || look.winding != 0; }
  void circle(bool is_within) { face_ = face_ || is_within; }
  /// Why all readings of a hole: whoever is inside by either reading is warned, so a hole takes out only those who are
  /// in it by both.
  void hole(const Look& look, bool ends_ring) {
    hole_ = hole_ && !look.is_on_edge && look.winding != 0;
    if (!ends_ring) return;
    face_ = face_ && !hole_;
    hole_ = true;
  }
  void end_face() {
    area_ = area_ || face_;
    face_ = false;
  }
  [[nodiscard]] bool end_area() {
    const bool found = area_;
    area_ = false;
    return found;
  }

 private:
  bool area_ = false;
  bool face_ = false;
  bool hole_ = true;
};

}  // namespace

void Tree::make_directory() {
  const auto bits = std::clamp(static_cast<unsigned>(std::bit_width(starts.size())) + 2, 8U, 22U);
  shift = 64 - bits;
  first_leaf.resize((std::size_t{1} << bits) + 1);
  std::size_t leaf = 0;
  for (std::size_t i = 0; i + 1 < first_leaf.size(); ++i) {
    const auto z = std::uint64_t{i} << shift;
    while (leaf + 1 < starts.size() && starts[leaf + 1] <= z) ++leaf;
    first_leaf[i] = static_cast<std::uint32_t>(leaf);
  }
  first_leaf.back() = static_cast<std::uint32_t>(starts.size() - 1);
}

std::size_t Tree::leaf_at(std::uint64_t z) const {
  const std::size_t at = z >> shift;
  const auto* low = starts.data() + first_leaf[at];
  std::size_t count = first_leaf[at + 1] - first_leaf[at];
  __builtin_prefetch(leaves.data() + first_leaf[at]);
  // The last one that begins not after z is low[0 … count]; no branch depends on what is compared.
  while (count > 0) {
    const std::size_t half = (count + 1) / 2;
    low = low[half] <= z ? low + half : low;
    count -= half;
  }
  return static_cast<std::size_t>(low - starts.data());
}

void Tree::append_decided(const Leaf& leaf, std::vector<Key>& into) const {
  const auto* list = covers.data() + leaf.cover;
  if (list[1] == 0) return;
  auto size = into.size();
  into.resize(size + list[1]);
  for (;; list = covers.data() + list[0]) {
    std::memcpy(into.data() + size, list + cover_keys, list[2] * sizeof(Key));
    size += list[2];
    if (list[0] == 0) return;
  }
}

void Tree::append_undecided(std::size_t leaf, area::Position position, std::vector<Key>& into) const {
  const auto place = place_of(position);
  const auto* edge = edges.data() + leaves[leaf].first_edge;
  const auto* const end = fragments.data() + leaves[leaf + 1].first_fragment;
  Verdict verdict;
  for (const auto* fragment = fragments.data() + leaves[leaf].first_fragment; fragment != end; ++fragment) {
    const auto part = static_cast<Part>(fragment->part);
    if (part == Part::circle) {
      verdict.circle(area::reaches(circles[static_cast<std::size_t>(fragment->winding)], position));
    } else {
      Look look{fragment->winding};
      for (const auto* last = edge + fragment->edges; edge != last; ++edge) look.meet(*edge, place);
      part == Part::outline ? verdict.outline(look) : verdict.hole(look, fragment->ends_ring);
    }
    if (fragment->ends_face) verdict.end_face();
    if (fragment->ends_area && verdict.end_area()) into.push_back(fragment->key);
  }
}

void Tree::append(area::Position position, std::vector<Key>& into) const {
  const auto leaf = leaf_at(z_order(place_of(position)));
  // Why all of it at once: each is likely to wait for the main memory, and so they wait together.
  const auto& here = leaves[leaf];
  const auto& next = leaves[leaf + 1];
  fetch(covers.data() + here.cover, 1);
  fetch(fragments.data() + here.first_fragment, next.first_fragment - here.first_fragment);
  fetch(edges.data() + here.first_edge, next.first_edge - here.first_edge);
  append_decided(leaves[leaf], into);
  append_undecided(leaf, position, into);
}

Square Tree::square_at(std::size_t leaf, Place place) const {
  const auto z = z_order(place);
  const auto first = starts[leaf];
  const auto past_last =
      leaf + 1 < starts.size() ? starts[leaf + 1] : 0;  // 0: the end of all, which 64 bits cannot say
  Square square{place.x, place.y, 0};
  for (unsigned bits = 1; bits <= 32; ++bits) {
    const auto side = (std::uint64_t{1} << bits) - 1;
    const auto within = bits == 32 ? ~std::uint64_t{0} : (std::uint64_t{1} << (2 * bits)) - 1;
    if ((z & ~within) < first || (z | within) > past_last - 1) break;
    square = {static_cast<std::uint32_t>(place.x & ~side), static_cast<std::uint32_t>(place.y & ~side), bits};
  }
  return square;
}

std::size_t Tree::bytes() const {
  return starts.capacity() * sizeof(std::uint64_t) + leaves.capacity() * sizeof(Leaf) +
         fragments.capacity() * sizeof(Fragment) + edges.capacity() * sizeof(Edge) +
         circles.capacity() * sizeof(area::Circle) + covers.capacity() * sizeof(std::uint32_t) +
         first_leaf.capacity() * sizeof(std::uint32_t);
}

}  // namespace heed::covering
