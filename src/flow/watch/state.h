#pragma once
// Which alarms were raised.

#include <map>

#include "flow/watch/entries.h"

namespace heed::watch {

struct Alarm {
  Raised raised;
  record::Ref entry;
  HEED_FIELDS(Alarm, raised, entry)
};

struct State {
  std::map<std::string, Alarm> alarms;  ///< by the deadline's name
  HEED_FIELDS(State, alarms)
};

[[nodiscard]] Result<void> apply(State& state, const record::Entry& entry);

}  // namespace heed::watch
