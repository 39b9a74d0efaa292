#pragma once
// One delivery as its recipient may see it.

#include "operations/audit/prove_entry.h"
#include "operations/desk/desk.h"

namespace heed::recipient {

struct Shown {
  const delivery::Delivery& delivery;
  const warning::Edition& edition;
  const warning::Content& content;  ///< what its tier was told, in its language
  std::string name;                 ///< the recipient's
};

/// not_found for a delivery whose text is no longer there. Requires: the state is not changed while it is used.
[[nodiscard]] Result<Shown> shown_of(const desk::Desk& desk, const DeliveryId& id);
/// The delivery that the token of a link names.
[[nodiscard]] Result<Shown> find_shown(const desk::Desk& desk, std::string_view token);

/// The first acknowledgement of a delivery, or nothing.
[[nodiscard]] const response::Kept<response::Acknowledged>* acknowledgement_of(const desk::Desk& desk,
                                                                               const DeliveryId& id);

/// What a recipient may show of the record to others: its own delivery ("told"), the text that it got ("text"), its own
/// answer ("acknowledgement").
[[nodiscard]] Result<audit::Showing> showing_of(const desk::Desk& desk, const Shown& shown, std::string_view what);

}  // namespace heed::recipient
