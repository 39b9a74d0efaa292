#pragma once
// Private to lib/xmlsign: the one door to xmlsec1 and libxml2. It computes; what may be computed was decided before.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

struct evp_pkey_st;

namespace heed::engine {

/// One signature of a document. Elements are named by their place among the child elements of their parent, from 0.
struct Task {
  std::string_view source{};             ///< the document in UTF-8, whatever its declaration says
  std::uint32_t signature = 0;           ///< among the children of the root
  std::vector<std::uint32_t> others{};   ///< children of the root to set aside first
  std::vector<std::uint32_t> foreign{};  ///< children of the signature to set aside first
  std::string_view root_id{};            ///< when a reference names the root so
};

enum class Outcome {
  fits,
  digest,       ///< a digest does not fit; the signature value was not looked at
  value,        ///< all digests fit, the signature value does not
  unprocessed,  ///< the document has no canonical form, or the library has a limit of its own
};

struct Computed {
  Outcome outcome = Outcome::unprocessed;
  std::size_t reference = 0;  ///< the first whose digest does not fit, from 1
};

/// Requires: an outline was read of the signature and found no doubt, and the lengths of its values fit the key.
/// Guarantees: nothing is fetched, no key but this one is used, nothing is printed.
[[nodiscard]] Computed verify(const Task& task, evp_pkey_st* key);

/// What stands in a signature.
struct Values {
  std::string digest{};  ///< base64
  std::string value{};   ///< base64
};

/// Computes the values of the signature at `task.signature`, a whole one except for them. The key is a private one.
/// Errors: internal.
[[nodiscard]] Result<Values> compute(const Task& task, evp_pkey_st* key);

}  // namespace heed::engine
