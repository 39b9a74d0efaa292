#pragma once
//

#include "lib/area/places/leaves/state.h"

namespace heed::leaves {

/// Fills a new state. Requires: no slot twice.
void fill(State& state, std::span<const Place> places);

}  // namespace heed::leaves
