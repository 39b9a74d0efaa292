#pragma once
// Private to this folder: what may be signed.

#include "core/result.h"
#include "lib/sdjwt/claim.h"

namespace heed::sdjwt {

/// Whether `claims`, the members of one object, have one reading only; see `issue`. The error names the path.
[[nodiscard]] Result<void> check_claims(const Claim& claims);

}  // namespace heed::sdjwt
