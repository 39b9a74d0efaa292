#pragma once
// Private to this folder: alerts that are made up, the same at each run.

#include <string>
#include <vector>

namespace heed::cap {

/// A thousand alerts in one to four languages, with one to three areas of 10 to 300 points: what weather services send.
[[nodiscard]] std::vector<std::string> made_up_alerts();

}  // namespace heed::cap
