#pragma once
// How codes and names are compared: without capitals, and names without the accents of Latin letters.

#include <string>
#include <string_view>

namespace heed::geocodes {

/// Small letters for A to Z, everything else as it is: for codes.
[[nodiscard]] std::string folded(std::string_view code);

/// Small letters, and "e" for "É" or "ě": for names that people type. Other alphabets stay as they are.
[[nodiscard]] std::string plain(std::string_view name);

/// Small letters and digits only, so that "ISO 3166-1" and "iso3166_1" are one: for names of systems.
[[nodiscard]] std::string bare(std::string_view system);

}  // namespace heed::geocodes
