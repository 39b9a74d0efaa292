#include "adapters/format/cap_alert/shelf.h"

namespace heed::cap_alert {

const cap::Alert* Shelf::find(const warning::Warning& warning, std::uint64_t edition) {
  const std::pair key(warning.id, edition);
  if (const auto found = made_.find(key); found != made_.end()) return &found->second;
  auto made = alert({warning, edition, sender_, base_url_, event_codes_});
  // Why a failure is not kept: an edition that is not released yet may be, the next time.
  if (!made) return nullptr;
  for (auto& info : made->infos) {
    for (auto& area : info.areas) {
      area.polygons.clear();
      area.circles.clear();
    }
  }
  return &made_.emplace(key, *std::move(made)).first->second;
}

}  // namespace heed::cap_alert
