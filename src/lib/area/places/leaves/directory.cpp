#include "lib/area/places/leaves/directory.h"

namespace heed::leaves {

Spot Root::first_spot(std::uint64_t wanted) const {
  const auto after = lower_bound(keys.data(), static_cast<std::uint32_t>(keys.size()), wanted);
  if (after == 0) return {0, 0};
  const auto& chunk = *chunks[after - 1];
  const auto entry = lower_entry(chunk, wanted);
  if (entry < chunk.size && chunk.keys[entry] == wanted) return {after - 1, entry};
  if (entry == chunk.size && after < keys.size() && keys[after] == wanted) return {after, 0};
  return {after - 1, entry - 1};
}

Spot Root::last_spot(std::uint64_t wanted) const {
  if (wanted == ~std::uint64_t{0}) return back();
  const auto after = lower_bound(keys.data(), static_cast<std::uint32_t>(keys.size()), wanted + 1);
  const auto& chunk = *chunks[after - 1];
  return {after - 1, lower_entry(chunk, wanted + 1) - 1};
}

}  // namespace heed::leaves
