#pragma once
// Mends what can be mended in a message without guessing what its author meant.

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace heed::repair {

struct Repaired {
  std::string bytes{};                 ///< UTF-8
  std::vector<std::string> changes{};  ///< a sentence each; none: the bytes are as they were
};

/// Mended are: the order of elements; times with "Z", a fraction, no colon in the zone or blanks around; words of
/// closed lists with blanks or in another case; blanks round names, languages and addresses, and between points; an
/// encoding that is not UTF-8. Everything else stays to the byte: a missing zone, an open polygon, a missing element
/// are the author's to decide. Errors: malformed when it is no XML, unsupported when it is no alert, refused when it is
/// signed, for a change breaks the signature.
[[nodiscard]] Result<Repaired> repair(std::string_view bytes);

}  // namespace heed::repair
