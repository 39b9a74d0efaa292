#pragma once
// Which contacts may be dead: shown before the crisis, not found out in it (DE-8).

#include "flow/audience/state.h"

namespace heed::audience {

/// A contact that nobody has verified for too long, or ever.
struct Stale {
  RecipientId recipient;
  std::string name;
  Contact contact;
  HEED_FIELDS(Stale, recipient, name, contact)
};

struct StaleAsked {
  Instant verified_before;   ///< a contact verified at or after it is fresh
  Number from = 0;           ///< where to go on
  std::size_t at_most = 0;   ///< contacts in one answer, about
  std::size_t looks_at = 0;  ///< recipients looked at for one answer
};
struct StalePage {
  std::vector<Stale> stale;
  std::optional<std::uint64_t> next;  ///< where the rest begins
  HEED_FIELDS(StalePage, stale, next)
};
/// In the order of first registration. Who is retired, and channels that were opted out of, are passed over.
[[nodiscard]] StalePage stale_contacts(const State& state, const StaleAsked& asked);

}  // namespace heed::audience
