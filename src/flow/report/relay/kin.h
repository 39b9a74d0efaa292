#pragma once
// Alerts and their derived copies: one says what the other says, under another name.

#include <map>

#include "flow/report/heard/state.h"

namespace heed::relay {

/// Which of the alerts that are known are copies of which. In memory: the names say it.
class Kin {
 public:
  Kin() = default;
  /// Of everything that is known. Cost: of all messages.
  explicit Kin(const heard::State& state);

  /// Takes in what was just heard. Cost: of all messages for the first copy of an alert, of one step for all else.
  void note(const heard::State& state, const heard::Message& message);

  struct Family {
    std::optional<heard::Version> original{};
    std::vector<heard::Version> copies{};
  };
  /// Of an original or a copy; null when no copy of it was heard. Some of the family may be forgotten by now.
  [[nodiscard]] const Family* family_of(const heard::Heard& heard) const;

 private:
  std::map<std::string, Family> families_{};  ///< by the original's digest
};

}  // namespace heed::relay
