#pragma once
// A copy of an alert in this hub's own name, with the original attached.

#include "flow/report/heard/entries.h"
#include "lib/cap/alert.h"

namespace heed::relay {

/// What a copy is made of. Lives as long as the call.
struct Derivation {
  const heard::Heard& fact;   ///< that the original was heard
  std::string_view bytes;     ///< of the original, as they came
  const std::string& sender;  ///< in whose name: this hub's CAP sender
  /// Copies that the partner was given of what the original names, in its order.
  const std::vector<cap::Reference>& references;
};

inline constexpr std::string_view attached_as = "Original alert";  ///< the description of the attached resource
inline constexpr std::string_view named_in = "derivedFrom";        ///< the parameter that names the original

/// The copy as XML, without a signature. Equal derivations give equal bytes.
///
/// Ours are the identifier (copy_name), the sender, the source (the original's sender), the references, and, in every
/// info, a parameter that names the original and a resource that holds it: base64 with its size and SHA-1. The note
/// says so in a sentence, before the original's note. Signatures stay in the attached original. All else is said in the
/// original's words; a time without a zone becomes the instant, of all that it can mean, that keeps the alert alive
/// longest. The status is the one that binds here: what came as an exercise stays one.
///
/// An Update of nothing that the partner was given becomes an Alert. Guarantees: no error of cap::check.
/// Errors: refused (not for everybody, an answer, a Cancel of nothing that was given), invalid (no copy of it could be
/// issued; the detail begins with the rule's code), too_large for an alert.
[[nodiscard]] Result<std::string> derive(const Derivation& derivation);

/// Whether the bytes, of a copy, are a copy of something that `sender` said.
[[nodiscard]] bool is_copy_from(std::string_view bytes, std::string_view sender);

}  // namespace heed::relay
