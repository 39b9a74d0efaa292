#include "flow/decision/regime.h"

#include <set>

namespace heed::decision {

Result<void> check(const Regime& regime) {
  if (regime.questions.empty()) return fail(Code::invalid, "a regime needs at least one question", "questions");
  bool has_last_clock = false;
  for (const auto& clock : regime.clocks) has_last_clock = has_last_clock || !clock.expected_within;
  if (!has_last_clock) {
    return fail(Code::invalid,
                "one clock must have no \"expected_within\": it applies when nothing is known of the time", "clocks");
  }
  std::set<std::string> codes;
  for (std::size_t i = 0; i < regime.grounds.size(); ++i) {
    if (!codes.insert(regime.grounds[i].code).second) {
      return fail(Code::invalid, cat("the ground \"", regime.grounds[i].code, "\" stands there twice"),
                  cat("grounds[", i, "]"));
    }
  }
  return {};
}

Result<const Regime*> find(const Regimes& regimes, const std::string& id) {
  const auto found = regimes.find(id);
  if (found != regimes.end()) return &found->second;
  std::vector<std::string> known;
  for (const auto& [name, regime] : regimes) known.push_back(name);
  return fail(Code::not_found, cat("there is no regime \"", id, "\"; there are ", core::listed(known)), "regime");
}

}  // namespace heed::decision
