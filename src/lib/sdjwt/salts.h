#pragma once
// Private to this folder: how many salts claims need, and in which order they are used.
//
// One salt for each hidden claim, erased ones too, and for each decoy. A claim's own salt comes before those of what is
// in it; the decoys of a list come after all of its claims.

#include <algorithm>
#include <cstddef>

#include "lib/sdjwt/claim.h"

namespace heed::sdjwt {

/// How many digests stand where `real` claims are hidden.
[[nodiscard]] inline std::size_t padded(std::size_t real, const Padding& padding) {
  const auto wanted = std::max(real, padding.at_least);
  return (wanted + padding.multiple_of - 1) / padding.multiple_of * padding.multiple_of;
}

/// The salts of everything in `claim`, without its own. Requires: the claims are checked.
[[nodiscard]] inline std::size_t salts_in(const Claim& claim) {
  if (claim.content != Content::fields && claim.content != Content::elements) return 0;
  const auto is_hidden = [](const Claim& inner) { return inner.sight == Sight::hidden; };
  const auto real = static_cast<std::size_t>(std::ranges::count_if(claim.inner, is_hidden));
  auto count = padded(real, claim.padding);
  for (const auto& inner : claim.inner) count += salts_in(inner);
  return count;
}

}  // namespace heed::sdjwt
