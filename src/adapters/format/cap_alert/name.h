#pragma once
// How an alert is called, and where its file stands on the public site.

#include <string>

#include "core/id.h"

namespace heed::cap_alert {

/// "hall-1.2": warning hall-1, edition 2. Unique for its sender, because a name is split from its number at the last
/// point.
[[nodiscard]] std::string identifier(const WarningId& warning, std::uint64_t edition);

/// "cap/hall-1.2.xml"; what stands there never changes.
[[nodiscard]] std::string path(const WarningId& warning, std::uint64_t edition);

/// "cap/hall-1.2.edxl.xml": the same alert in a distribution.
[[nodiscard]] std::string edxl_path(const WarningId& warning, std::uint64_t edition);

/// "cap/hall-1.xml": always the newest edition; and "cap/hall-1.edxl.xml".
/// Guarantees: no two paths of this header are the same, for any warnings. Why it matters: a warning may be called
/// "hall.2", and its newest alert would then overwrite edition 2 of "hall". A name that ends like an edition, in
/// ".edxl" or in ".newest" gets "cap/hall.2.newest.xml".
[[nodiscard]] std::string newest_path(const WarningId& warning);
[[nodiscard]] std::string newest_edxl_path(const WarningId& warning);

}  // namespace heed::cap_alert
