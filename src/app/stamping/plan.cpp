#include "app/stamping/plan.h"

#include <algorithm>

namespace heed::stamping {
namespace {

/// Days since 1970, UTC.
std::int64_t day_of(Instant at) { return at.ms / 86'400'000; }

}  // namespace

void Plan::take_up(std::uint64_t stamped, std::uint64_t newest, Instant at) {
  stamped_ = stamped;
  newest_ = newest;
  asked_at_ = seen_at_ = at;
}

void Plan::see(std::uint64_t newest, Instant now) {
  if (day_of(now) != day_of(seen_at_) && newest_ > stamped_) days_last_ = newest_;
  if (newest == newest_) return;
  newest_ = newest;
  seen_at_ = now;
}

std::optional<std::uint64_t> Plan::due(Instant now) const {
  if (days_last_) return days_last_;
  const bool is_time = !asked_at_ || now - *asked_at_ >= every_;
  return is_time && newest_ > stamped_ ? std::optional(newest_) : std::nullopt;
}

void Plan::done(std::uint64_t size, Instant now) {
  stamped_ = std::max(stamped_, size);
  asked_at_ = now;
  if (days_last_ && *days_last_ <= size) days_last_.reset();
}

}  // namespace heed::stamping
