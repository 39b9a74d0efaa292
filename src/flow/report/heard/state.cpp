#include "flow/report/heard/state.h"

#include <algorithm>

#include "flow/record/fold.h"

namespace heed::heard {
namespace {

/// An alert or an update that binds everybody, and that nobody ended: only such a message can stand.
bool may_stand(const Message& message) {
  const auto& heard = message.heard;
  const bool says_it = heard.msg_type == cap::MessageType::alert || heard.msg_type == cap::MessageType::update;
  return says_it && !message.end && heard.status == cap::Status::actual && heard.scope == cap::Scope::everybody;
}

/// Why what ended before it expired is kept until it would have expired: a feed may list it all that time, and it would
/// stand again were it heard anew.
Instant forget_from(const Bounds& bounds, const Message& message) {
  const auto heard_last = message.ways.back().at;
  const auto over = std::max(message.heard.ruling.stands_until, heard_last);
  return std::min(over + bounds.kept, heard_last + bounds.kept_max);
}

struct Take {
  State& state;
  const record::Entry& entry;

  void operator()(const Heard& fact) const {
    const auto version = version_of(fact);
    if (state.messages.contains(version)) return add_way(version, fact.via);
    auto& message = state.messages[version];
    message.heard = fact;
    message.entry = record::ref(entry);
    message.ways = {{fact.via, entry.at}};
    message.weight = weight_of(fact);
    state.weight += message.weight;
    const auto known = state.ends.find({version.identity, fact.status});
    if (known != state.ends.end()) message.end = *known->second.begin();
    // Not before it was heard: what is heard after its expiry must not be the first to be forgotten, or its feed would
    // bring it back at once.
    message.idle_from = may_stand(message) ? std::max(fact.ruling.stands_until, entry.at) : entry.at;
    message.forget_from = forget_from(state.bounds, message);
    state.by_idle.emplace(message.idle_from, version);
    state.by_forget.emplace(message.forget_from, version);
    end_others(fact);
    forget();
  }
  void operator()(const HeardAgain& fact) const { add_way(version_of(fact), fact.via); }
  void operator()(const Reported& fact) const {
    const auto found = state.messages.find(version_of(fact));
    if (found != state.messages.end()) found->second.report = fact.report;
  }
  void operator()(const Relayed& fact) const {
    const auto found = state.messages.find(version_of(fact));
    if (found == state.messages.end() || found->second.relayed.size() == relays_kept) return;
    found->second.relayed.push_back({fact.to, entry.at});
  }

 private:
  void add_way(const Version& version, const Way& way) const {
    const auto found = state.messages.find(version);
    if (found == state.messages.end() || found->second.ways.size() == ways_kept) return;
    auto& message = found->second;
    message.ways.push_back({way, entry.at});
    state.by_forget.erase({message.forget_from, version});
    message.forget_from = forget_from(state.bounds, message);
    state.by_forget.emplace(message.forget_from, version);
    forget();
  }

  void end_others(const Heard& fact) const {
    const auto end = end_by(fact);
    for (const auto& reference : fact.references) {
      if (bearing_of(fact, reference) != Bearing::ends) continue;
      const Ended ended{identity_of(reference), fact.status};
      state.ends[ended].insert(end);
      auto at = state.messages.lower_bound({ended.identity, {}});
      for (; at != state.messages.end() && at->first.identity == ended.identity; ++at) {
        if (at->second.heard.status == fact.status) settle(at->first, at->second, end);
      }
    }
  }

  /// Guarantees: the same end, whoever of those that say so came first.
  void settle(const Version& version, Message& message, const End& end) const {
    if (message.end && *message.end <= end) return;
    message.end = end;
    const auto idle_from = std::min(message.idle_from, entry.at);
    if (idle_from == message.idle_from) return;
    state.by_idle.erase({message.idle_from, version});
    message.idle_from = idle_from;
    state.by_idle.emplace(idle_from, version);
  }

  /// What is too old, and what no room is left for: the oldest that is over.
  void forget() const {
    while (!state.by_forget.empty() && state.by_forget.begin()->first <= entry.at) {
      forget(state.by_forget.begin()->second);
    }
    const auto& bounds = state.bounds;
    while (state.messages.size() > bounds.messages || state.weight > bounds.weight) {
      const auto oldest = state.by_idle.begin();
      if (oldest == state.by_idle.end() || oldest->first > entry.at) return;
      forget(oldest->second);
    }
  }

  void forget(Version version) const {
    const auto found = state.messages.find(version);
    const auto& message = found->second;
    const auto end = end_by(message.heard);
    for (const auto& reference : message.heard.references) {
      const auto known = state.ends.find({identity_of(reference), message.heard.status});
      if (known == state.ends.end()) continue;
      known->second.erase(end);
      if (known->second.empty()) state.ends.erase(known);
    }
    state.weight -= message.weight;
    state.by_idle.erase({message.idle_from, version});
    state.by_forget.erase({message.forget_from, version});
    state.messages.erase(found);
  }
};

}  // namespace

Result<void> apply(State& state, const record::Entry& entry) {
  return record::fold<Heard, HeardAgain, Reported, Relayed>(entry, Take{state, entry});
}

Result<const Message*> find(const State& state, const Version& version) {
  const auto found = state.messages.find(version);
  if (found != state.messages.end()) return &found->second;
  return fail(Code::not_found,
              cat("no alert \"", version.identity.identifier, "\" of ", version.identity.sender,
                  " with these bytes is known here, or it was forgotten"),
              "alert");
}

Result<const Message*> find_by_digest(const State& state, const std::string& digest) {
  const auto found =
      std::ranges::find_if(state.messages, [&](const auto& each) { return each.first.digest == digest; });
  if (found == state.messages.end()) {
    return fail(Code::not_found, cat("no alert of digest \"", digest, "\" is known here any more"), "digest");
  }
  return &found->second;
}

std::vector<const Message*> versions(const State& state, const Identity& identity) {
  std::vector<const Message*> all;
  for (auto at = state.messages.lower_bound({identity, {}}); at != state.messages.end(); ++at) {
    if (at->first.identity != identity) break;
    all.push_back(&at->second);
  }
  return all;
}

bool is_full(const State& state, Instant now) {
  if (state.messages.size() < state.bounds.messages && state.weight < state.bounds.weight) return false;
  return state.by_idle.empty() || state.by_idle.begin()->first > now;
}

}  // namespace heed::heard
