#pragma once
// SHA-1 (FIPS 180-4), for formats that ask for it. It protects against nobody who means harm: what is proven stands on
// SHA-256.

#include <string>
#include <string_view>

namespace heed::digest {

inline constexpr std::size_t sha1_bytes = 20;

/// The 20 raw bytes. CAP 1.2, 3.2.3, wants them of an attached file.
[[nodiscard]] std::string sha1(std::string_view bytes);

}  // namespace heed::digest
