#pragma once
// Private to this folder: what was found, in words.

#include "lib/proof/examine.h"

namespace heed::proof {

/// Fills `proven` and `not_proven` from the rest. `has_policy`: the witnesses were measured against a policy.
void put_into_words(Examined& examined, bool has_policy);

}  // namespace heed::proof
