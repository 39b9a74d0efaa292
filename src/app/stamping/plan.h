#pragma once
// Which checkpoint is to be stamped next. No I/O, no clock.

#include <cstdint>
#include <optional>

#include "core/instant.h"

namespace heed::stamping {

/// At most one time stamp in every `every`, and always one for the last checkpoint of a day (UTC).
class Plan {
 public:
  explicit Plan(Duration every) : every_(every) {}

  /// What was stamped before the start, at the authority's time: nobody kept the hub's, and they differ little. The
  /// newest checkpoint counts as seen then.
  void take_up(std::uint64_t stamped, std::uint64_t newest, Instant at);
  /// The newest checkpoint, as it is at `now`; 0: there is none.
  void see(std::uint64_t newest, Instant now);
  /// The size to stamp now, or none. Requires: `see` was called with the same time.
  [[nodiscard]] std::optional<std::uint64_t> due(Instant now) const;
  void done(std::uint64_t size, Instant now);

 private:
  Duration every_;
  std::optional<Instant> asked_at_;         ///< when the last one was stamped
  std::uint64_t stamped_ = 0;               ///< the largest stamped size
  std::uint64_t newest_ = 0;                ///< the newest checkpoint
  Instant seen_at_;                         ///< when it was first seen
  std::optional<std::uint64_t> days_last_;  ///< the last one of a day that is over, not stamped yet
};

}  // namespace heed::stamping
