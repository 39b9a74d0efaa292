#pragma once
// Levels of detail: who may see a statement.

#include "core/words.h"

namespace heed::report {

/// From narrow to wide. A marking is the widest tier that may see something.
enum class Tier { internal, partner, direct, venue, everyone };
constexpr auto words(Tier) {
  return core::word_table<Tier>({{Tier::internal, "internal"},
                                 {Tier::partner, "partner"},
                                 {Tier::direct, "direct"},
                                 {Tier::venue, "venue"},
                                 {Tier::everyone, "public"}});
}

/// Whether what is marked `marking` may be shown to `tier`: a venue sees what is marked venue or public, and nothing
/// narrower.
[[nodiscard]] constexpr bool may_see(Tier tier, Tier marking) { return tier <= marking; }

}  // namespace heed::report
