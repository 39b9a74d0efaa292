#include "flow/watch/state.h"

#include "flow/record/fold.h"

namespace heed::watch {

Result<void> apply(State& state, const record::Entry& entry) {
  return record::fold<Raised>(
      entry, [&](const Raised& fact) { state.alarms[fact.deadline] = Alarm{fact, record::ref(entry)}; });
}

}  // namespace heed::watch
