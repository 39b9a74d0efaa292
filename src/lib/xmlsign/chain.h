#pragma once
// Private to this folder: whose certificate it is.

#include <vector>

#include "lib/xmlsign/keys/keys.h"
#include "lib/xmlsign/verify.h"

namespace heed::xmlsign {

using keys::Certificate;

struct Standing {
  ValidAt valid_at = ValidAt::never;  ///< never: no anchor vouches for it
  std::string reason{};               ///< why not
};

/// Whether an anchor vouches for the certificate at `place`, with the others as what may stand between them.
/// Requires: question.anchors.
[[nodiscard]] Standing standing_of(const std::vector<Certificate>& certificates, std::size_t place,
                                   const Question& question, std::optional<Instant> sent);

/// Whether the certificate alone, anchor or not, is valid at that time.
[[nodiscard]] bool is_valid_at(const x509_st* certificate, Instant at);

}  // namespace heed::xmlsign
