#pragma once
// Private to this folder: how fast signatures are judged.

#include <cstdint>
#include <string>
#include <vector>

#include "bench/figures.h"

namespace heed::cap {

/// Signs the first hundred alerts (P-256) and judges them: our own reading and every gate with it, beside libxml2's
/// parse and xmlsec1's verification alone. Processor time of the thread, medians over the rounds.
[[nodiscard]] std::vector<bench::Figure> signature_figures(const std::vector<std::string>& alerts,
                                                           std::uint64_t rounds);

}  // namespace heed::cap
