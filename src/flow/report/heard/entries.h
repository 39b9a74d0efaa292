#pragma once
// The facts about alerts of others: what this hub heard, by which ways, and what became of it.

#include "flow/record/entry.h"
#include "flow/report/heard/place.h"

namespace heed::heard {

/// A message by the three things that together identify it (CAP 1.2, 3.2.1).
struct Identity {
  std::string sender;
  std::string identifier;
  Instant sent;  ///< to the second
  HEED_FIELDS(Identity, sender, identifier, sent)
  auto operator<=>(const Identity&) const = default;
};

/// The same message with the same bytes. Two versions of one identity: somebody altered it on its way.
struct Version {
  Identity identity;
  std::string digest;
  HEED_FIELDS(Version, identity, digest)
  auto operator<=>(const Version&) const = default;
};

/// How it came here.
struct Way {
  std::string feed;     ///< the name of the feed in the hub's settings
  std::string address;  ///< where it was fetched, without anything secret
  HEED_FIELDS(Way, feed, address)
};

/// An earlier message that this one names.
struct Reference {
  std::string sender;
  std::string identifier;
  Instant sent;
  bool has_no_zone = false;  ///< `sent` is then the latest instant that the text can mean
  HEED_FIELDS(Reference, sender, identifier, sent, has_no_zone)
};

/// What is said in one language. Of a time without a zone, `effective` and `onset` are the earliest instant that it can
/// mean, and `expires` the latest: nobody is left without a warning for want of a zone.
struct Info {
  std::string language;  ///< as it stands there; empty: none was given, which CAP reads as en-US
  std::string event;
  std::vector<Coded> event_codes;
  std::vector<cap::Category> categories;
  cap::Urgency urgency = cap::Urgency::unknown;
  cap::Severity severity = cap::Severity::unknown;
  cap::Certainty certainty = cap::Certainty::unknown;
  std::optional<Instant> effective;
  std::optional<Instant> onset;
  std::optional<Instant> expires;
  std::string headline;
  HEED_FIELDS(Info, language, event, event_codes, categories, urgency, severity, certainty, effective, onset, expires,
              headline)
};

/// How long the message says that it holds, over all its infos, those that were not kept too.
struct Life {
  std::optional<Instant> from;       ///< the earliest onset, or else the time from which an info is effective
  std::optional<Instant> expires;    ///< the latest expiry that it names
  std::optional<Instant> open_from;  ///< an info names none: the latest of its sent, effective and onset
  HEED_FIELDS(Life, from, expires, open_from)
};

/// What the hub's policy made of it when it was heard. A later policy does not change it.
struct Ruling {
  Instant stands_until;
  bool is_assumed = false;           ///< an info names no expiry: the policy says how long it stands
  std::vector<std::string> may_end;  ///< other senders among its references whose messages it may end
  HEED_FIELDS(Ruling, stands_until, is_assumed, may_end)
};

struct Heard {
  static constexpr std::string_view kind = "alert.heard";
  std::string sender;
  std::string identifier;
  Instant sent;
  std::string sent_text;     ///< the same time in the zone that it was written in; without one where it had none
  bool has_no_zone = false;  ///< `sent` is then the latest instant that the text can mean
  std::string digest;        ///< SHA-256 of the bytes as they came, base64url
  std::uint64_t bytes = 0;
  Way via;
  cap::Status status = cap::Status::draft;
  cap::MessageType msg_type = cap::MessageType::alert;
  cap::Scope scope = cap::Scope::addressed;
  std::vector<Reference> references;
  std::uint64_t more_references = 0;  ///< beyond references_kept, or with names that no message can have
  std::vector<Info> infos;
  std::uint64_t more_infos = 0;  ///< beyond infos_kept
  Life life;
  Place areas;
  std::string signature;  ///< "none", or the state of its signature in one word (xmlsign::state_of)
  std::uint64_t errors = 0;
  std::uint64_t warnings = 0;
  std::vector<std::string> findings;  ///< codes, each once, the first findings_kept
  std::optional<Concern> concerns;    ///< left out: it says nowhere where it holds, or nobody looked
  Ruling ruling;                      ///< filled by hear()
  HEED_FIELDS(Heard, sender, identifier, sent, sent_text, has_no_zone, digest, bytes, via, status, msg_type, scope,
              references, more_references, infos, more_infos, life, areas, signature, errors, warnings, findings,
              concerns, ruling)
};

/// The same bytes by another feed: one message with one more provenance.
struct HeardAgain {
  static constexpr std::string_view kind = "alert.heard_again";
  std::string sender;
  std::string identifier;
  Instant sent;
  std::string digest;
  Way via;
  HEED_FIELDS(HeardAgain, sender, identifier, sent, digest, via)
};

/// It became a report.
struct Reported {
  static constexpr std::string_view kind = "alert.reported";
  std::string sender;
  std::string identifier;
  Instant sent;
  std::string digest;
  ReportId report;
  HEED_FIELDS(Reported, sender, identifier, sent, digest, report)
};

/// It was handed on.
struct Relayed {
  static constexpr std::string_view kind = "alert.relayed";
  std::string sender;
  std::string identifier;
  Instant sent;
  std::string digest;
  std::string to;
  std::optional<std::string> copy;  ///< SHA-256 (base64url) of the derived copy that went out; left out: as it came
  HEED_FIELDS(Relayed, sender, identifier, sent, digest, to, copy)
};

template <class Named>
[[nodiscard]] Identity identity_of(const Named& named) {
  return {named.sender, named.identifier, named.sent};
}
template <class Fact>
[[nodiscard]] Version version_of(const Fact& fact) {
  return {identity_of(fact), fact.digest};
}

}  // namespace heed::heard
