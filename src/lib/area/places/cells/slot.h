#pragma once
// The name of a place in the index.

#include <cstdint>

#include "lib/area/position.h"

namespace heed::cells {

/// The number of a place, chosen by the caller, best without large gaps: the index keeps 4 bytes for each number up to
/// the largest, in pages of 65,536. Not more than slot_max.
using Slot = std::uint32_t;
inline constexpr Slot slot_max = 0xFFFF'FFFE;

struct Place {
  Slot slot = 0;
  area::Position position;
};

}  // namespace heed::cells
