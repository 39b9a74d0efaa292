#include "flow/audience/state.h"

#include "flow/record/fold.h"

namespace heed::audience {
namespace {

struct Take {
  State& state;
  const record::Entry& entry;

  void operator()(const Registered& fact) const {
    state.recipients[fact.recipient.recipient] = Registration{fact.recipient, {}, record::ref(entry)};
  }
  void operator()(const Retired& fact) const { state.recipients[fact.recipient].retired = fact.reason; }
  void operator()(const Resolved& fact) const {
    state.choices[fact.warning].push_back(Choice{fact, record::ref(entry)});
  }
  void operator()(const RoleExcused& fact) const {
    state.excuses[fact.warning].push_back(Excuse{fact, entry.actor.name, record::ref(entry)});
  }
};

}  // namespace

Result<void> apply(State& state, const record::Entry& entry) {
  return record::fold<Registered, Retired, Resolved, RoleExcused>(entry, Take{state, entry});
}

Result<const Recipient*> find(const State& state, const RecipientId& id) {
  const auto found = state.recipients.find(id);
  if (found == state.recipients.end() || found->second.retired) {
    return fail(Code::not_found, cat("there is no recipient \"", id.text, "\""), "recipient");
  }
  return &found->second.recipient;
}

}  // namespace heed::audience
