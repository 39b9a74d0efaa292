#pragma once
// From a message as it was read to the fact that it was heard.

#include "flow/report/heard/entries.h"
#include "lib/cap/read.h"

namespace heed::heard {

/// What came in, besides what was read of it.
struct Arrival {
  std::string_view bytes;  ///< as they came: nothing of them was changed
  Way via;
  std::string signature = "none";  ///< "none", or xmlsign::state_of
};

/// What a message, or a heartbeat, names; a missing zone as in `normalise`. Errors: malformed, too_large.
[[nodiscard]] Result<Reference> reference_of(const cap::Reference& reference);

/// The fact for a message. Times become instants; a fraction of a second is cut off `sent`, here and in references,
/// for who refers to a message often leaves it out.
///
/// A time without a zone is unknown by up to 14 hours. Why: two hubs would otherwise guess differently. The instant is
/// taken that keeps the alert alive longest: the latest for `sent` and `expires`, the earliest for `effective` and
/// `onset`.
/// Guarantees: what is returned comes back from the record as it is (Codec<Heard>), and its size is bounded (bounds.h).
/// Errors: malformed, with what the reading found, when there is no alert or its sent cannot be read; too_large for
/// names that are longer than limits::line_bytes; malformed for names that the record refuses.
[[nodiscard]] Result<Heard> normalise(const cap::Reading& reading, const Arrival& arrival);

}  // namespace heed::heard
