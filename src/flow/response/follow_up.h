#pragma once
// Tasks that open by themselves, so that an answer from outside is never left lying.

#include "flow/response/rules.h"

namespace heed::response {

/// A task for the owner of the case that `about` belongs to, due after the regime's time.
[[nodiscard]] record::Draft follow_up(const Setting& setting, const warning::Warning& about, std::string what,
                                      Instant now);

}  // namespace heed::response
