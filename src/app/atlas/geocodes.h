#pragma once
// The tables of geocodes that a hub has.

#include "lib/area/geocodes/table.h"

namespace heed::atlas {

/// One system for each *.jsonl under `share`/geocodes, the shipped ones and those that an operator imported; none where
/// there is no such folder. Which there are, and which have changed, is found out at every question; each file is read
/// when its first code is asked for.
[[nodiscard]] geocodes::Table open_geocodes(const std::string& share);

}  // namespace heed::atlas
