#pragma once
// The after-action view of one case: who knew what when, from the record alone. Every statement names its entry.

#include "flow/watch/rules.h"

namespace heed::review {

/// One line of the timeline.
struct Moment {
  std::uint64_t entry = 0;
  Instant at;
  std::string kind;
  std::string lane;  ///< the stage: report, case, decision, warning, audience, delivery, response, watch
  record::Actor actor;
  std::string text;  ///< a plain sentence
  HEED_FIELDS(Moment, entry, at, kind, lane, actor, text)
};

/// One statement of the case: a column of the matrix.
struct Statement {
  FacetId facet;
  std::string aspect;
  std::string statement;
  report::Tier marking = report::Tier::internal;
  std::uint64_t entry = 0;
  HEED_FIELDS(Statement, facet, aspect, statement, marking, entry)
};

/// When a recipient was first given a statement. `standing` says how far that delivery came, never more.
struct Told {
  FacetId facet;
  Instant at;
  std::uint64_t entry = 0;  ///< the plan of the delivery, durable with the release
  std::uint64_t edition = 0;
  std::string standing;
  HEED_FIELDS(Told, facet, at, entry, edition, standing)
};

/// One edition to one recipient.
struct Telling {
  WarningId warning;
  std::uint64_t edition = 0;
  std::string what;
  report::Tier tier = report::Tier::direct;
  std::string language;
  std::string channel;  ///< the channel of the attempt that came furthest
  std::string standing;
  std::string by;  ///< who released it
  Instant released_at;
  std::uint64_t release_entry = 0;
  std::optional<Instant> accepted_at;   ///< first evidence that the next machine took it
  std::optional<Instant> delivered_at;  ///< first evidence that it arrived
  std::optional<Instant> acknowledged_at;
  std::optional<std::uint64_t> acknowledged_entry;
  std::optional<std::string> acknowledged_by;
  std::optional<std::string> evidence;           ///< the word of response::Evidence
  std::optional<Instant> key_registered_at;      ///< where it was signed: since when the key is known
  std::optional<std::string> key_registered_by;  ///< and by what evidence, as a word
  std::optional<std::string> read_back;
  std::optional<Duration> latency;  ///< from release to acknowledgement
  std::uint64_t attempts = 0;
  HEED_FIELDS(Telling, warning, edition, what, tier, language, channel, standing, by, released_at, release_entry,
              accepted_at, delivered_at, acknowledged_at, acknowledged_entry, acknowledged_by, evidence,
              key_registered_at, key_registered_by, read_back, latency, attempts)
};

/// A row of the matrix.
struct Knower {
  RecipientId recipient;
  std::string name;
  std::vector<Told> told;
  std::vector<Telling> tellings;
  HEED_FIELDS(Knower, recipient, name, told, tellings)
};

/// The exact text that one tier was given.
struct Text {
  WarningId warning;
  std::uint64_t edition = 0;
  std::string what;
  report::Tier tier = report::Tier::direct;
  std::string language;
  std::string text;
  Instant released_at;
  std::uint64_t entry = 0;
  HEED_FIELDS(Text, warning, edition, what, tier, language, text, released_at, entry)
};

/// Something that must not be lost in the report: a lapse, a decision not to warn, a dispute, a rejection.
struct Remark {
  std::string text;
  Instant at;
  std::uint64_t entry = 0;
  std::optional<std::uint64_t> answered_in;
  std::optional<std::string> answer;
  HEED_FIELDS(Remark, text, at, entry, answered_in, answer)
};

/// Three delays: to decide and release, to deliver, to acknowledge (RA-6).
struct Delays {
  std::optional<Duration> issuance;         ///< first awareness to first release
  std::optional<Duration> dissemination;    ///< first release to first evidence of arrival
  std::optional<Duration> acknowledgement;  ///< first release to first acknowledgement
  HEED_FIELDS(Delays, issuance, dissemination, acknowledgement)
};

struct Claim {
  std::string subject;
  std::string value;
  std::string source;
  Instant as_of;
  std::uint64_t entry = 0;
  HEED_FIELDS(Claim, subject, value, source, as_of, entry)
};

struct TargetEnd {
  std::string name;
  std::string threat;
  Instant since;
  std::uint64_t entry = 0;
  HEED_FIELDS(TargetEnd, name, threat, since, entry)
};

struct AfterAction {
  CaseId case_id;
  std::string title;
  Instant as_of;
  std::uint64_t entries = 0;  ///< of the whole record at that time
  Instant first_awareness;
  std::vector<TargetEnd> targets;
  Delays delays;
  std::vector<Statement> statements;
  std::vector<Knower> knowers;
  std::vector<Text> texts;
  std::vector<Remark> lapses;
  std::vector<Remark> disputes;     ///< rejections too
  std::vector<Remark> not_to_warn;  ///< waivers, delays, below the threshold
  std::vector<Remark> alarms;
  std::vector<Remark> measures;
  std::vector<Claim> claims;
  std::vector<Moment> timeline;
  HEED_FIELDS(AfterAction, case_id, title, as_of, entries, first_awareness, targets, delays, statements, knowers, texts,
              lapses, disputes, not_to_warn, alarms, measures, claims, timeline)
};

}  // namespace heed::review
