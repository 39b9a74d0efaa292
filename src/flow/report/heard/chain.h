#pragma once
// Which message ends which: what can be said of a message and what it names, before the other one is known.

#include "flow/report/heard/entries.h"

namespace heed::heard {

/// Who says that a message is over. In the order in which it was said; the first one is what ended it.
struct End {
  Instant sent;
  Version by;
  cap::MessageType msg_type = cap::MessageType::cancel;
  HEED_FIELDS(End, sent, by, msg_type)
  auto operator<=>(const End&) const = default;
};

/// What a message can do to one that it names.
enum class Bearing {
  ends,         ///< if it is of the same status
  only_names,   ///< an Alert, an Ack and an Error end nothing
  foreign,      ///< it is another sender's, and nobody allowed that
  not_earlier,  ///< it was not sent before
};

/// Requires: the ruling is filled. Why the status is not asked: nobody knows it before the message is there.
///
/// Of two times of which one has no zone, the order counts only where it holds for every zone.
[[nodiscard]] Bearing bearing_of(const Heard& heard, const Reference& reference);

[[nodiscard]] End end_by(const Heard& heard);

/// About the room that a message takes in memory, in bytes.
[[nodiscard]] std::uint64_t weight_of(const Heard& heard);

}  // namespace heed::heard
