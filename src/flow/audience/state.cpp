#include "flow/audience/state.h"

#include "flow/record/fold.h"

namespace heed::audience {
namespace {

struct Take {
  State& state;
  const record::Entry& entry;

  void operator()(const Registered& fact) const { keep({fact.recipient, {}, record::ref(entry)}); }
  void operator()(const Retired& fact) const {
    auto registration = state.recipients.find(fact.recipient);
    if (!registration) return;
    registration->retired = fact.reason;
    keep(*registration);
  }
  void operator()(const ContactVerified& fact) const {
    auto registration = state.recipients.find(fact.recipient);
    // Why no error: an erasure leaves a recipient without contacts, and what was verified of them stays in the record.
    if (!registration || fact.contact >= registration->recipient.contacts.size()) return;
    registration->recipient.contacts[fact.contact].verified_at = fact.at;
    keep(*registration);
  }
  void operator()(const Resolved& fact) const {
    state.choices[fact.warning].push_back(Choice{fact, record::ref(entry)});
  }
  void operator()(const ChosenMore& fact) const {
    auto& choices = state.choices[fact.warning];
    // Why not asserted: an audit folds the records of others, and says what is wrong with them.
    if (choices.empty() || choices.back().resolved.edition != fact.edition) return;
    auto& chosen = choices.back().resolved.chosen;
    chosen.insert(chosen.end(), fact.chosen.begin(), fact.chosen.end());
  }
  void operator()(const Arrived& fact) const {
    auto& choices = state.choices[fact.warning];
    if (!choices.empty()) choices.back().resolved.chosen.push_back(fact.chosen);
  }
  void operator()(const RoleExcused& fact) const {
    state.excuses[fact.warning].push_back(Excuse{fact, entry.actor.name, record::ref(entry)});
  }

  void keep(const Registration& registration) const {
    state.ground.put(state.recipients.put(registration), registration);
  }
};

}  // namespace

Result<void> apply(State& state, const record::Entry& entry) {
  return record::fold<Registered, ContactVerified, Retired, Resolved, ChosenMore, Arrived, RoleExcused>(
      entry, Take{state, entry});
}

void build_ground(State& state) { state.ground.build(state.recipients); }

Result<Recipient> find(const State& state, const RecipientId& id) {
  auto found = state.recipients.find(id);
  if (!found || found->retired)
    return fail(Code::not_found, cat("there is no recipient \"", id.text, "\""), "recipient");
  return std::move(found->recipient);
}

}  // namespace heed::audience
