#pragma once
// People who give commands: sensible ones on what the hub shows, mistaken ones, and ones that they may not give.

#include "flow/record/testing/dice.h"
#include "operations/commands/command.h"

namespace heed::sim {

struct Order {
  commands::Caller caller;
  std::string command;
  Value body;
};

class Crowd {
 public:
  explicit Crowd(std::uint64_t seed) : dice_(seed) {}

  /// What somebody wants now. Requires: `state` is only looked at during the call.
  [[nodiscard]] Order next(const flow::State& state, Instant now);

 private:
  friend struct Wishes;
  [[nodiscard]] commands::Caller somebody_who_may(std::string_view command);
  [[nodiscard]] std::string new_name(std::string_view kind) { return cat(kind, ++names_); }

  testing::Dice dice_;
  std::uint64_t names_ = 0;
  std::uint64_t keys_ = 0;
  std::vector<Order> given_;                        ///< with keys, to be repeated
  std::map<RecipientId, report::Tier> registered_;  ///< whom they asked to be registered, and what it may be told
};

}  // namespace heed::sim
