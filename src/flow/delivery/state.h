#pragma once
// The deliveries: the fold of their entries.

#include <map>
#include <set>

#include "flow/delivery/entries.h"
#include "flow/delivery/life.h"

namespace heed::delivery {

struct Attempt {
  std::uint64_t contact = 0;
  Instant at;
  std::optional<Reported> report;  ///< none: on the wire, or lost with a crash
  std::optional<Instant> reported_at;
  record::Ref entry;
  HEED_FIELDS(Attempt, contact, at, report, reported_at, entry)
};

/// One step up, with its entry: the history that a report shows.
struct Moved {
  Standing to = Standing::queued;
  record::Ref entry;
  HEED_FIELDS(Moved, to, entry)
};

struct Delivery {
  Planned planned;
  Standing standing = Standing::queued;
  std::uint64_t contact = 0;  ///< the one that is tried now
  std::vector<Attempt> attempts;
  std::optional<Instant> attempt_at;      ///< when the next attempt is due
  std::optional<Instant> acknowledge_by;  ///< when the next contact is due
  bool is_taken_over = false;             ///< a person tells the recipient by hand; nothing is tried any more
  std::optional<std::string> exhausted;   ///< why there is no further contact
  std::vector<Moved> moves;
  record::Ref entry;
  HEED_FIELDS(Delivery, planned, standing, contact, attempts, attempt_at, acknowledge_by, is_taken_over, exhausted,
              moves, entry)
};

/// When a delivery wants attention next, and which.
using Agenda = std::set<std::pair<Instant, DeliveryId>>;

struct PublicEdition {
  Published published;
  record::Ref entry;
  HEED_FIELDS(PublicEdition, published, entry)
};

struct State {
  std::map<DeliveryId, Delivery> deliveries;
  std::map<WarningId, std::vector<DeliveryId>> by_warning;
  std::map<WarningId, std::vector<PublicEdition>> published;
  Agenda agenda;
  HEED_FIELDS(State, deliveries, by_warning, published, agenda)
};

[[nodiscard]] Result<void> apply(State& state, const record::Entry& entry);

[[nodiscard]] Result<const Delivery*> find(const State& state, const DeliveryId& id);

/// The attempt that was begun and not reported on, or nothing.
[[nodiscard]] const Attempt* on_the_wire(const Delivery& delivery);

}  // namespace heed::delivery
