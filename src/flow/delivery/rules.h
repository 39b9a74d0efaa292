#pragma once
// Who is tried when, by which contact, and when a person must take over. Delays always have a reason in the record.

#include "flow/audience/cover.h"
#include "flow/audience/state.h"
#include "flow/delivery/state.h"
#include "flow/warning/state.h"

namespace heed::delivery {

/// First wait, doubled with every failure up to the longest; a share of it is drawn at random, so that a thousand
/// deliveries that failed together do not come back together. Why so short: warnings are worth little after hours.
inline constexpr Duration retry_delay_min{1'000};
inline constexpr Duration retry_delay_max{120'000};
/// Attempts at one contact; then the next contact is due.
inline constexpr std::size_t attempts_per_contact = 8;
/// How long an ending is still worth telling after the window it ends.
inline constexpr Duration closing_worth{24 * 3'600'000};

/// "WARNING/EDITION/RECIPIENT": a repeated plan is the same delivery.
[[nodiscard]] DeliveryId delivery_id(const WarningId& warning, std::uint64_t edition, const RecipientId& recipient);
/// What a receiver drops repeats by: constant over every attempt at one contact.
[[nodiscard]] std::string message_key(const DeliveryId& delivery, std::uint64_t contact);

/// What `plan` needs besides.
struct Choosing {
  const audience::Resolved& resolved;
  Duration acknowledge_within;
  Instant now;
};

/// The plan of an edition: one delivery for each who was chosen. An acknowledgement is asked of every tier but the
/// public one. What is still queued of earlier editions to the same recipients is stopped.
[[nodiscard]] record::Drafts plan(const State& state, const audience::State& recipients,
                                  const warning::Drafted& edition, const Choosing& choosing);

/// The same for one recipient, registered as `recipient`.
struct ChoosingOne {
  const audience::Chosen& chosen;
  Duration acknowledge_within;
  Instant now;
};
[[nodiscard]] record::Drafts plan_one(const State& state, const audience::Recipient& recipient,
                                      const warning::Drafted& edition, const ChoosingOne& choosing);

/// Begins an attempt. Requires: the attempt is due. The wire may be touched only when the entry is durable.
[[nodiscard]] Result<record::Drafts> attempt(const State& state, const DeliveryId& id, Instant now);

/// What the channel said of an attempt.
struct Report {
  DeliveryId delivery;
  std::uint64_t attempt = 0;
  Outcome outcome = Outcome::unknown;
  std::string detail;
  std::optional<Duration> retry_after;
  double jitter = 0.5;  ///< drawn by the caller, 0 ≤ jitter < 1
};

/// Takes in what the channel said: done, another attempt later, the next contact now, or nobody left.
[[nodiscard]] Result<record::Drafts> report(const State& state, const Report& report, Instant now);

/// The acknowledgement is overdue: the next contact, or nobody left (DE-7).
[[nodiscard]] Result<record::Drafts> escalate(const State& state, const DeliveryId& id, std::string reason);

/// Nothing more is sent for it: its recipient is registered no longer. Evidence of what went out stays.
[[nodiscard]] Result<record::Drafts> stop(const State& state, const DeliveryId& id, std::string reason);

/// A person tells the recipient outside every channel (DE-9).
struct TakeOver {
  DeliveryId delivery;
  std::string means;
  std::string note;
  HEED_FIELDS(TakeOver, delivery, means, note)
};
[[nodiscard]] Result<record::Drafts> take_over(const State& state, const TakeOver& command);

/// What a delivery wants at `now`.
enum class Want { nothing, attempt, escalation };
[[nodiscard]] Want wants(const Delivery& delivery, Instant now);

/// Editions with a public text that are out and not yet published, oldest first.
struct Unpublished {
  WarningId warning;
  std::uint64_t edition;
};
[[nodiscard]] std::vector<Unpublished> unpublished(const State& state, const warning::State& warnings);

}  // namespace heed::delivery
