#pragma once
// The facts of the sixth stage: what happened on the way to each recipient.

#include "flow/audience/entries.h"
#include "flow/record/entry.h"

namespace heed::delivery {

/// How an attempt ended, as the channel knows it (ports/channel.h has the same words for the same things).
enum class Outcome { accepted, delivered, failed_for_now, failed_for_good, unknown };
constexpr auto words(Outcome) {
  return core::word_table<Outcome>({{Outcome::accepted, "accepted"},
                                    {Outcome::delivered, "delivered"},
                                    {Outcome::failed_for_now, "failed_for_now"},
                                    {Outcome::failed_for_good, "failed_for_good"},
                                    {Outcome::unknown, "unknown"}});
}

/// What the recipient did about it; response entries say the rest.
enum class Reaction { seen, acknowledged, refused };
constexpr auto words(Reaction) {
  return core::word_table<Reaction>(
      {{Reaction::seen, "seen"}, {Reaction::acknowledged, "acknowledged"}, {Reaction::refused, "refused"}});
}

/// One recipient is to be told one edition. Durable with the release itself: nothing is lost between the two.
struct Planned {
  static constexpr std::string_view kind = "delivery.planned";
  DeliveryId delivery;
  WarningId warning;
  std::uint64_t edition = 0;
  RecipientId recipient;
  report::Tier tier = report::Tier::direct;
  std::string language;
  std::vector<audience::Contact> contacts;     ///< as they were at the release
  Instant until;                               ///< after this it is no longer worth an attempt
  std::optional<Duration> acknowledge_within;  ///< none: no acknowledgement is asked for
  HEED_FIELDS(Planned, delivery, warning, edition, recipient, tier, language, contacts, until, acknowledge_within)
};

/// Written before the wire is touched: after a crash it says that something may have gone out.
struct Attempted {
  static constexpr std::string_view kind = "delivery.attempted";
  DeliveryId delivery;
  std::uint64_t attempt = 0;  ///< from 1
  std::uint64_t contact = 0;  ///< index into Planned::contacts
  HEED_FIELDS(Attempted, delivery, attempt, contact)
};

struct Reported {
  static constexpr std::string_view kind = "delivery.reported";
  DeliveryId delivery;
  std::uint64_t attempt = 0;
  Outcome outcome = Outcome::unknown;
  std::string detail;
  std::optional<Instant> retry_at;
  HEED_FIELDS(Reported, delivery, attempt, outcome, detail, retry_at)
};

/// The next contact is tried, because the one before did not answer in time or cannot be reached.
struct Escalated {
  static constexpr std::string_view kind = "delivery.escalated";
  DeliveryId delivery;
  std::uint64_t contact = 0;
  std::string reason;
  HEED_FIELDS(Escalated, delivery, contact, reason)
};

/// There is no further contact. A person must take over; watch says so.
struct Exhausted {
  static constexpr std::string_view kind = "delivery.exhausted";
  DeliveryId delivery;
  std::string reason;
  HEED_FIELDS(Exhausted, delivery, reason)
};

/// What was still queued is not sent: a later edition tells the same recipient more.
struct Stopped {
  static constexpr std::string_view kind = "delivery.stopped";
  DeliveryId delivery;
  std::string reason;
  HEED_FIELDS(Stopped, delivery, reason)
};

struct Reacted {
  static constexpr std::string_view kind = "delivery.reacted";
  DeliveryId delivery;
  Reaction reaction = Reaction::seen;
  HEED_FIELDS(Reacted, delivery, reaction)
};

/// A person tells the recipient outside every channel, and says so: by telephone, in person (DE-4, DE-9).
struct TakenOver {
  static constexpr std::string_view kind = "delivery.taken_over";
  DeliveryId delivery;
  std::string means;
  std::string note;
  HEED_FIELDS(TakenOver, delivery, means, note)
};

/// The public edition stands on the public page, in the feed and as CAP.
struct Published {
  static constexpr std::string_view kind = "delivery.published";
  WarningId warning;
  std::uint64_t edition = 0;
  std::string path;
  std::string digest;  ///< SHA-256 of the CAP file, base64url
  HEED_FIELDS(Published, warning, edition, path, digest)
};

}  // namespace heed::delivery
