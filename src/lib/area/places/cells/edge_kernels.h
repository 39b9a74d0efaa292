// The kernel that splits cells, once for two compilations: kernels_portable.cpp and kernels_avx2.cpp include this text,
// each for its own instructions, so it has no include guard and everything in it is the includer's own. kernels.h says
// what the kernels do.
//
// The vectors are the compiler's own (four doubles); where the machine has none of that width it makes them from
// narrower ones. The same operations in the same order: both forms round alike.

namespace heed::cells {
namespace {

using Four = double __attribute__((vector_size(32)));
using Mask = long long __attribute__((vector_size(32)));

struct Lanes {
  [[gnu::always_inline]] static unsigned bits(const Mask& mask) {
#ifdef HEED_AVX2
    return static_cast<unsigned>(_mm256_movemask_pd(__builtin_bit_cast(__m256d, mask)));
#else
    return static_cast<unsigned>((mask[0] & 1) | (mask[1] & 2) | (mask[2] & 4) | (mask[3] & 8));
#endif
  }
  [[gnu::always_inline]] static bool any(const Mask& mask) { return bits(mask) != 0; }
};

// Why macros and not functions: vectors wider than the machine's cannot be handed over between functions alike.
#define HEED_ALL(value) (Four{(value), (value), (value), (value)})
#define HEED_WHERE(mask, value) (__builtin_bit_cast(Four, (mask) & __builtin_bit_cast(Mask, HEED_ALL(value))))
#define HEED_LOAD(from) (*static_cast<const Four*>(static_cast<const void*>(from)))
#define HEED_SIZE(value) (__builtin_elementwise_abs(value))

struct Corners {
  double x[4];
  double base[4];
};

/// The signs of `side` at the corners, by whole numbers.
[[gnu::noinline]] void exact_corners(const Edge& edge, const Corners& corners, double* side) {
  for (int i = 0; i < 4; ++i) side[i] = exact_side(edge, corners.x[i], corners.base[i]);
}

void split(const Cell& cell, std::span<const Edge> edges, std::uint8_t* near, double* turns) {
  const double half = cell.side / 2;
  const Four west = {cell.x, cell.x + half, cell.x, cell.x + half};
  const Four south = {cell.y, cell.y, cell.y + half, cell.y + half};
  const Four middle_x = west + (half - 1) / 2;
  const Four middle_y = south + (half - 1) / 2;
  const Four base = south - 0.5;
  const double reach = (half - 1) / 2 + 1.5;  // half a quarter, and one unit round it, and a half for rounding
  Four along = {};
  Four up = {};
  for (std::size_t i = 0; i < edges.size(); ++i) {
    const Edge& edge = edges[i];
    const double fall = edge.dy < 0 ? edge.dy : 0;
    const double low = edge.y + fall;
    const double high = edge.y + (edge.dy - fall);
    const double east = edge.x + edge.dx;
    const double steep = edge.dy < 0 ? -edge.dy : edge.dy;
    const double doubt = (edge.dx + steep) * 0x1p-19;
    const Four middle = edge.dx * (middle_y - edge.y) - edge.dy * (middle_x - edge.x);
    const double apart = (edge.dx + steep) * reach + doubt;
    const Mask away = (west > HEED_ALL(east + 1)) | (west < HEED_ALL(edge.x - half)) | (south > HEED_ALL(high + 1)) |
                      (south < HEED_ALL(low - half)) | (HEED_SIZE(middle) > HEED_ALL(apart));
    near[i] = static_cast<std::uint8_t>(~Lanes::bits(away) & 15U);
    Four side = edge.dx * (base - edge.y) - edge.dy * (west - edge.x);
    if (Lanes::any(HEED_SIZE(side) <= HEED_ALL(doubt))) {
      const Corners corners{{west[0], west[1], west[2], west[3]}, {base[0], base[1], base[2], base[3]}};
      double exact[4];
      exact_corners(edge, corners, exact);
      side = Four{exact[0], exact[1], exact[2], exact[3]};
    }
    const Mask north_of = side > 0;
    const Four over = HEED_WHERE((west >= HEED_ALL(edge.x)) & (west < HEED_ALL(east)) & north_of, edge.sign);
    up += over - __builtin_shufflevector(over, over, 0, 1, 0, 1);
    if (low < base[0] && base[0] < high) {
      const Mask right_of = edge.dy < 0 ? north_of : ~north_of;
      const Four jump = HEED_WHERE(right_of, edge.dy < 0 ? edge.sign : -edge.sign);
      along += __builtin_shufflevector(jump, jump, 0, 1, 0, 1) - jump[0];
    }
  }
  const Four all = along + up;
  for (int i = 0; i < 4; ++i) turns[i] += all[i];
}

}  // namespace
}  // namespace heed::cells
