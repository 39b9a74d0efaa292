#pragma once
// What is known of the alerts of others: the fold of their entries, whatever the order in which they came.

#include <map>
#include <set>

#include "flow/report/heard/bounds.h"
#include "flow/report/heard/chain.h"

namespace heed::heard {

/// One feed that has it.
struct Provenance {
  Way way;
  Instant at;  ///< when it was heard from there
  HEED_FIELDS(Provenance, way, at)
};

struct Relay {
  std::string to;
  Instant at;
  HEED_FIELDS(Relay, to, at)
};

struct Message {
  Heard heard;
  record::Ref entry;
  std::vector<Provenance> ways;  ///< the first one heard it first
  std::optional<End> end;        ///< what ended it: of all who say so, who said it first
  std::optional<ReportId> report;
  std::vector<Relay> relayed;
  std::uint64_t weight = 0;
  Instant idle_from;    ///< from then on it may be forgotten when room is needed
  Instant forget_from;  ///< from then on it is forgotten
  HEED_FIELDS(Message, heard, entry, ways, end, report, relayed, weight, idle_from, forget_from)
};

/// A message as those name it who say that it is over: they end it only when it has their status.
struct Ended {
  Identity identity;
  cap::Status status = cap::Status::draft;
  HEED_FIELDS(Ended, identity, status)
  auto operator<=>(const Ended&) const = default;
};

struct State {
  Bounds bounds;
  std::map<Version, Message> messages;
  std::map<Ended, std::set<End>> ends;              ///< of messages that are there, and of those that may still come
  std::set<std::pair<Instant, Version>> by_idle;    ///< Message::idle_from
  std::set<std::pair<Instant, Version>> by_forget;  ///< Message::forget_from
  std::uint64_t weight = 0;                         ///< of all messages
  HEED_FIELDS(State, bounds, messages, ends, by_idle, by_forget, weight)
};

/// Cost: a few steps of log n for each reference that an entry brings, counted over all entries.
[[nodiscard]] Result<void> apply(State& state, const record::Entry& entry);

/// That version, or not_found.
[[nodiscard]] Result<const Message*> find(const State& state, const Version& version);

/// The message with these bytes, or not_found. Cost: of all messages; two never have the same bytes.
[[nodiscard]] Result<const Message*> find_by_digest(const State& state, const std::string& digest);

/// All versions of a message, of each other's bytes; empty when it is not known here.
[[nodiscard]] std::vector<const Message*> versions(const State& state, const Identity& identity);

/// Whether there is no room for one more: neither an idle message that could be forgotten at `now`, nor a free place.
[[nodiscard]] bool is_full(const State& state, Instant now);

}  // namespace heed::heard
