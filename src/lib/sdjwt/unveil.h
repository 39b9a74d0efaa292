#pragma once
// Private to this folder: digests in a payload are replaced by what the disclosures say (RFC 9901 section 7.1, 3 to 5).

#include <string_view>
#include <vector>

#include "lib/sdjwt/verify.h"

namespace heed::sdjwt {

/// Requires: `payload` is signed. Guarantees: every disclosure is used once, and no digest stands twice.
[[nodiscard]] Result<Verified> unveil(core::Value payload, const std::vector<std::string_view>& disclosures);

}  // namespace heed::sdjwt
