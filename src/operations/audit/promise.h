#pragma once
// What somebody who gave us something takes away at once: our signed word that it is in the log, before a checkpoint
// proves it. If no checkpoint with it appears by then, the word itself is the evidence against us.

#include <cstdint>
#include <string>
#include <string_view>

#include "core/instant.h"
#include "ports/signer.h"

namespace heed::audit {

inline constexpr std::string_view promise_type = "heed-promise+jwt";
/// Checkpoints are signed every second; this leaves room for a disk that is slow for once.
inline constexpr Duration promise_within{10'000};

struct Promised {
  std::uint64_t index = 0;
  std::string leaf;  ///< its leaf hash, 32 bytes
  Instant due;       ///< by then a checkpoint covers it
};

/// A compact JWS by the issuer's key: {"due","index","iss","leaf","v":1}, with the leaf hash in base64url.
[[nodiscard]] std::string promise(const Promised& promised, const ports::Keys& keys);

}  // namespace heed::audit
