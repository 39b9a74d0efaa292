#pragma once
// Are the signatures of an alert intact, and whose are they?

#include <string_view>

#include "lib/xmlsign/anchors.h"
#include "lib/xmlsign/senders.h"
#include "lib/xmlsign/verdict.h"

namespace heed::xmlsign {

/// A test stands at each limit and one past it. Those of the document are in gate.cpp.
inline constexpr std::size_t signatures_max = 4;
inline constexpr std::size_t references_max = 8;
inline constexpr std::size_t certificates_max = 8;

struct Question {
  const Anchors* anchors = nullptr;  ///< none: no signer is trusted
  const Senders* senders = nullptr;  ///< none: no trusted signer is bound to a sender
  Instant now{};
  std::optional<Instant> at{};  ///< certificates are to be valid then, instead of now or else when it was sent
};

/// Judges every signature of an alert of CAP (any version) in XML-DSig, each on its own. Nothing but the bytes, the
/// anchors and the senders is looked at: no network, no files, no lists of the system.
///
/// Guarantees: safe for any bytes; time and memory grow with their number, up to the limits; the bytes stay as they
/// are. `intact` means that the whole alert but this signature is what was signed; comments, the XML declaration and
/// what stands in KeyInfo are not covered by any signature of this form.
/// Trust: that a certificate was revoked is not found out. A certificate that was valid when the alert says that it was
/// sent is taken, for an alert outlives its certificate; whoever wants less asks with `at`.
/// Errors: malformed or too_large for what is no XML document that may be read.
[[nodiscard]] Result<Examination> examine(std::string_view bytes, const Question& question = {});

}  // namespace heed::xmlsign
