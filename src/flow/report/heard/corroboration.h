#pragma once
// Who else warns of the same: other senders' alerts of the same hazard, at the same time, in the same place.

#include "flow/report/heard/rules.h"

namespace heed::heard {

struct Corroboration {
  Version alert;
  std::vector<std::string> reasons;  ///< plain words: what hazard, when and where they have in common
};

/// All standing alerts of other senders that corroborate this message, in the order of their names. A hazard is the
/// same when an event code is, or when a category and the words for the event are, or are like each other. A place is
/// the same when shapes touch, or a geocode is in both; of a shape that was too large to keep its box is taken.
///
/// Cost: a comparison of boxes and times for everything that stands; the exact one only for what may be the same.
/// Errors: not_found.
[[nodiscard]] Result<std::vector<Corroboration>> corroborations(const State& state, const Version& version,
                                                                Instant now);

/// What two names of events have in common: all of it, words that say the same ("Flood Warning", "flash flood"), or
/// nothing. Words for the rank of a warning ("Warning", "Red", "Severe") are not counted, for every event has them.
enum class Likeness { none, alike, same };
[[nodiscard]] Likeness likeness(std::string_view event, std::string_view other);

}  // namespace heed::heard
