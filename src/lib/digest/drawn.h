#pragma once
// Many random bytes from a few: a stream cipher's output under a key that is used once, by libsodium.

#include <cstddef>
#include <string>
#include <string_view>

namespace heed::digest {

inline constexpr std::size_t draw_seed_bytes = 32;

/// `bytes` bytes that nobody can tell from random ones who does not know `seed`; the same for the same seed.
/// Why: one question to the kernel for each entry, instead of one for each salt. Requires: `seed` has draw_seed_bytes.
[[nodiscard]] std::string drawn_from(std::string_view seed, std::size_t bytes);

}  // namespace heed::digest
