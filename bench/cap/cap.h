#pragma once
// `heed bench cap`: how fast alerts are read and checked, beside libxml2.

#include <string>

#include "bench/figures.h"
#include "core/result.h"

namespace heed::cap {

struct Trial {
  std::string corpus{};  ///< a folder of alerts (its files, at any depth); empty: alerts that are made up
  std::string schema{};  ///< the schema of OASIS for CAP 1.2; empty: libxml2 parses, and validates nothing
  std::uint64_t rounds = 5;
};

/// Processor time for the same bytes in one process: parse, every rule and the values, beside libxml2's hardened parse
/// alone and with validation. libxml2 is loaded when the program runs: the one of the machine.
/// Errors: unavailable without libxml2, not_found without a readable folder or schema.
[[nodiscard]] Result<bench::Sheet> measure(const Trial& trial);

}  // namespace heed::cap
