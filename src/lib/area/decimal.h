#pragma once
// Numbers of degrees and kilometres as people write them: plain decimals, no exponent, no "nan", no sign but '-'.

#include <cstdint>
#include <string>
#include <string_view>

#include "core/result.h"

namespace heed::area {

/// Reads "55.8258" or "-3"; the whole text must be the number.
[[nodiscard]] Result<double> parse_decimal(std::string_view text);

/// `count` units of 10^-`places`, with no more digits than needed: decimal(558258000, 7) is "55.8258".
[[nodiscard]] std::string decimal(std::int64_t count, int places);

}  // namespace heed::area
