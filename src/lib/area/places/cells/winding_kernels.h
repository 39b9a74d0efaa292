// The kernel that counts how often edges go round points, once for two compilations; follows edge_kernels.h.

namespace heed::cells {
namespace {

struct Work {
  alignas(32) double winding[crowd_max];
  std::uint64_t doubtful[crowd_max / 64];
};

/// One edge that lies north of the base.
void wind_over(const Crowd& crowd, const Edge& edge, Work& work) {
  const double east = edge.x + edge.dx;
  const double doubt = edge.doubt();
  for (std::size_t i = 0; i < crowd.size; i += 4) {
    const Four x = HEED_LOAD(crowd.x + i);
    const Four y = HEED_LOAD(crowd.y + i);
    const Four side = edge.dx * (y - edge.y) - edge.dy * (x - edge.x);
    const Mask over = (x >= HEED_ALL(edge.x)) & (x < HEED_ALL(east)) & (side > 0);
    *static_cast<Four*>(static_cast<void*>(work.winding + i)) += HEED_WHERE(over, edge.sign);
    const Mask near = HEED_SIZE(side) <= HEED_ALL(doubt);
    if (Lanes::any(near)) work.doubtful[i / 64] |= std::uint64_t{Lanes::bits(near)} << (i % 64);
  }
}

/// One edge that crosses the latitude of the base.
void wind_across(const Crowd& crowd, const Edge& edge, double base, Work& work) {
  const double east = edge.x + edge.dx;
  const double doubt = edge.doubt();
  const double jump = edge.dy < 0 ? edge.sign : -edge.sign;
  const Mask flip = Mask{} - (edge.dy < 0 ? 0 : 1);
  for (std::size_t i = 0; i < crowd.size; i += 4) {
    const Four x = HEED_LOAD(crowd.x + i);
    const Four y = HEED_LOAD(crowd.y + i);
    const Four eastward = edge.dy * (x - edge.x);
    const Four side = edge.dx * (y - edge.y) - eastward;
    const Four below = edge.dx * (base - edge.y) - eastward;
    const Mask owned = (x >= HEED_ALL(edge.x)) & (x < HEED_ALL(east));
    const Mask below_north = below > 0;
    const Four change = HEED_WHERE(owned & (side > 0), edge.sign) - HEED_WHERE(owned & below_north, edge.sign) +
                        HEED_WHERE(below_north ^ flip, jump);
    *static_cast<Four*>(static_cast<void*>(work.winding + i)) += change;
    const Mask near = (HEED_SIZE(side) <= HEED_ALL(doubt)) | (HEED_SIZE(below) <= HEED_ALL(doubt));
    if (Lanes::any(near)) work.doubtful[i / 64] |= std::uint64_t{Lanes::bits(near)} << (i % 64);
  }
}

void wind(const Crowd& crowd, const Ground& ground, Marks& inside, Marks& doubtful) {
  double start = ground.start;
  Work work;
  const std::size_t words = (crowd.size + 63) / 64;
  for (std::size_t i = 0; i < words; ++i) work.doubtful[i] = 0;
  for (std::size_t i = 0; i < crowd.size; i += 4) {
    *static_cast<Four*>(static_cast<void*>(work.winding + i)) = Four{};
  }
  const double base = ground.cell.base();
  for (const auto& edge : ground.edges) {
    const double low = edge.dy < 0 ? edge.y + edge.dy : edge.y;
    const double high = edge.dy < 0 ? edge.y : edge.y + edge.dy;
    if (high < base) continue;
    if (low > base) {
      wind_over(crowd, edge, work);
      continue;
    }
    wind_across(crowd, edge, base, work);
    const int corner = sure_side(edge, ground.cell.x, base);
    if (edge.dy < 0 ? corner > 0 : corner <= 0) start -= edge.dy < 0 ? edge.sign : -edge.sign;
  }
  for (std::size_t word = 0; word < words; ++word) {
    const std::size_t first = word * 64;
    const std::size_t last = crowd.size < first + 64 ? crowd.size : first + 64;
    std::uint64_t mask = 0;
    for (std::size_t i = first; i < last; i += 4) {
      mask |= std::uint64_t{Lanes::bits(HEED_LOAD(work.winding + i) != -start)} << (i % 64);
    }
    const std::uint64_t valid = last - first == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << (last - first)) - 1;
    inside.words[word] = mask & valid;
    doubtful.words[word] = work.doubtful[word] & valid;
  }
}

#undef HEED_ALL
#undef HEED_WHERE
#undef HEED_LOAD
#undef HEED_SIZE

}  // namespace
}  // namespace heed::cells
