#pragma once
// Which bytes of a checkpoint a time stamp is about.

#include <string>
#include <string_view>

#include "core/result.h"

namespace heed::proof {

/// The note with the log's own signature line and no other: as the log signed it, before anybody cosigned.
/// Why: cosignatures come later and one by one, and the log's signature is made once and never changes.
/// Trust: nothing is verified. Fails as parse_note does, and as invalid when the log did not sign.
[[nodiscard]] Result<std::string> stamped_bytes(std::string_view note);

}  // namespace heed::proof
