#pragma once
// The procedure when alerts of others come in: what came is kept as it is, what it says becomes an entry.

#include "operations/desk/desk.h"
#include "operations/hear/read.h"

namespace heed::hear {

/// What became of alerts that came together.
struct Outcome {
  std::vector<heard::Version> fresh;  ///< new to this hub
  std::uint64_t again = 0;            ///< known, and by this feed for the first time
  std::uint64_t known = 0;            ///< nothing new
  std::vector<Unusable> refused;
};

/// Keeps the bytes, then writes down what is new, durably. Guarantees: an entry never names bytes that are not kept; a
/// crash in between leaves bytes that nothing names, which are dropped when they are old. One alert that is refused
/// holds up none of the others. Errors: of the store only.
boost::asio::awaitable<Result<Outcome>> hear_alerts(desk::Desk& desk, std::vector<Alert> alerts, record::Actor actor);

/// Keeps for ever what reports rest on, and what was handed on. Requires: at a start, before anything is dropped.
boost::asio::awaitable<Result<void>> pin_used(desk::Desk& desk);
/// The digest of what `entry` rests on from now on; nothing for all but alert.reported and alert.relayed.
[[nodiscard]] std::optional<std::string> rests_on(const record::Entry& entry);
/// Keeps it for ever.
boost::asio::awaitable<Result<void>> pin(desk::Desk& desk, std::string digest);

/// How long bytes are kept on which nothing rests: as long as an alert can be known here (heard::Bounds).
inline constexpr Duration originals_kept = heard::Bounds{}.kept_max;
/// Drops older ones. Gives how many.
boost::asio::awaitable<Result<std::uint64_t>> drop_old(desk::Desk& desk);

}  // namespace heed::hear
