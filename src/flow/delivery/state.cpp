#include "flow/delivery/state.h"

#include <algorithm>

#include "core/assert.h"
#include "flow/record/fold.h"

namespace heed::delivery {
namespace {

Event event_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::accepted: return Event::accept;
    case Outcome::delivered: return Event::deliver;
    case Outcome::failed_for_now:
    case Outcome::failed_for_good:
    case Outcome::unknown: return Event::fail;
  }
  return Event::fail;
}

Event event_of(Reaction reaction) {
  switch (reaction) {
    case Reaction::seen: return Event::see;
    case Reaction::acknowledged: return Event::acknowledge;
    case Reaction::refused: return Event::refuse;
  }
  return Event::see;
}

struct Take {
  State& state;
  const record::Entry& entry;

  void operator()(const Planned& fact) const {
    auto& delivery = state.deliveries[fact.delivery];
    delivery.planned = fact;
    delivery.entry = record::ref(entry);
    delivery.attempt_at = entry.at;
    if (fact.acknowledge_within) delivery.acknowledge_by = entry.at + *fact.acknowledge_within;
    state.by_warning[fact.warning].push_back(fact.delivery);
    schedule(delivery);
  }
  void operator()(const Attempted& fact) const {
    change(fact.delivery, [&](Delivery& delivery) {
      delivery.attempts.push_back(Attempt{fact.contact, entry.at, {}, {}, record::ref(entry)});
      delivery.attempt_at.reset();
      advance(delivery, Event::attempt);
    });
  }
  void operator()(const Reported& fact) const {
    change(fact.delivery, [&](Delivery& delivery) {
      HEED_ASSERT(fact.attempt >= 1 && fact.attempt <= delivery.attempts.size());
      auto& attempt = delivery.attempts[fact.attempt - 1];
      attempt.report = fact;
      attempt.reported_at = entry.at;
      advance(delivery, event_of(fact.outcome));
      // Why only for the contact that is tried now: a late report must not take back an escalation.
      if (attempt.contact == delivery.contact) delivery.attempt_at = fact.retry_at;
    });
  }
  void operator()(const Escalated& fact) const {
    change(fact.delivery, [&](Delivery& delivery) {
      delivery.contact = fact.contact;
      delivery.attempt_at = entry.at;
      const auto within = delivery.planned.acknowledge_within;
      delivery.acknowledge_by = within ? std::optional(entry.at + *within) : std::nullopt;
    });
  }
  void operator()(const Exhausted& fact) const {
    change(fact.delivery, [&](Delivery& delivery) {
      delivery.exhausted = fact.reason;
      advance(delivery, Event::exhaust);
      quiet(delivery);
    });
  }
  void operator()(const Stopped& fact) const {
    change(fact.delivery, [&](Delivery& delivery) {
      advance(delivery, Event::stop);
      quiet(delivery);
    });
  }
  void operator()(const Reacted& fact) const {
    change(fact.delivery, [&](Delivery& delivery) {
      advance(delivery, event_of(fact.reaction));
      if (fact.reaction == Reaction::acknowledged) quiet(delivery);
    });
  }
  void operator()(const TakenOver& fact) const {
    change(fact.delivery, [&](Delivery& delivery) {
      delivery.is_taken_over = true;
      advance(delivery, Event::take_over);
      quiet(delivery);
    });
  }
  void operator()(const Published& fact) const {
    state.published[fact.warning].push_back(PublicEdition{fact, record::ref(entry)});
  }

 private:
  void change(const DeliveryId& id, const auto& how) const {
    const auto found = state.deliveries.find(id);
    HEED_ASSERT(found != state.deliveries.end(), "delivery ", id.text);
    unschedule(found->second);
    how(found->second);
    schedule(found->second);
  }
  void advance(Delivery& delivery, Event event) const {
    const auto to = next(delivery.standing, event);
    HEED_ASSERT(to, "delivery ", delivery.planned.delivery.text, " ", word(delivery.standing), " ", word(event));
    if (*to != delivery.standing) delivery.moves.push_back({*to, record::ref(entry)});
    delivery.standing = *to;
  }
  static void quiet(Delivery& delivery) {
    delivery.attempt_at.reset();
    delivery.acknowledge_by.reset();
  }
  static std::optional<Instant> wants(const Delivery& delivery) {
    const auto attempt_at = on_the_wire(delivery) == nullptr ? delivery.attempt_at : std::nullopt;
    if (attempt_at && delivery.acknowledge_by) return std::min(*attempt_at, *delivery.acknowledge_by);
    return attempt_at ? attempt_at : delivery.acknowledge_by;
  }
  void schedule(const Delivery& delivery) const {
    if (const auto at = wants(delivery)) state.agenda.emplace(*at, delivery.planned.delivery);
  }
  void unschedule(const Delivery& delivery) const {
    if (const auto at = wants(delivery)) state.agenda.erase({*at, delivery.planned.delivery});
  }
};

}  // namespace

Result<void> apply(State& state, const record::Entry& entry) {
  return record::fold<Planned, Attempted, Reported, Escalated, Exhausted, Stopped, Reacted, TakenOver, Published>(
      entry, Take{state, entry});
}

Result<const Delivery*> find(const State& state, const DeliveryId& id) {
  const auto found = state.deliveries.find(id);
  if (found == state.deliveries.end())
    return fail(Code::not_found, cat("there is no delivery \"", id.text, "\""), "delivery");
  return &found->second;
}

const Attempt* on_the_wire(const Delivery& delivery) {
  if (delivery.attempts.empty() || delivery.attempts.back().report) return nullptr;
  return &delivery.attempts.back();
}

}  // namespace heed::delivery
