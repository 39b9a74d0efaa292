#pragma once
// The state of the hub: the fold of the record, stage by stage. This header stands above all stages.

#include <map>
#include <optional>
#include <set>
#include <span>

#include "flow/in_force.h"
#include "flow/record/entry.h"
#include "flow/report/heard/state.h"
#include "flow/review/rules.h"
#include "flow/watch/rules.h"

namespace heed::flow {

/// A command that was done, kept so that the same command with the same key is answered and not repeated.
struct Done {
  std::string digest;       ///< of the command
  std::string name;         ///< of what it made or moved
  std::uint64_t entry = 0;  ///< the first entry that it wrote
  Instant at;
  HEED_FIELDS(Done, digest, name, entry, at)
};

/// How long the thread of one recipient is, and whether it was closed since (flow/threads.h).
struct Thread {
  std::uint64_t count = 0;
  std::uint64_t last = 0;  ///< its last entry
  bool is_open = false;
  bool mark = false;  ///< State::tally_mark when it was counted; the other one: open, and not counted yet
  HEED_FIELDS(Thread, count, last, is_open, mark)
};

/// How long a command's key is remembered.
inline constexpr Duration done_kept{24 * 3'600'000};

struct State {
  report::State reports;
  heard::State heard;
  cases::State cases;
  decision::State decisions;
  warning::State warnings;
  audience::State recipients;
  delivery::State deliveries;
  response::State responses;
  watch::State watch;
  std::map<std::string, Done> done;                       ///< by actor and key, for `done_kept`
  std::set<std::pair<Instant, std::string>> done_by_age;  ///< the same, oldest first
  std::map<CaseId, std::vector<std::uint64_t>> by_case;   ///< the entries of each case, in order
  std::map<RecipientId, Thread> threads;
  std::uint64_t open_threads = 0;
  std::optional<Instant> tally_due;  ///< when the open threads are counted next; none while all are closed
  bool tally_mark = false;           ///< turned over once all are counted, so that no thread need be touched for it
  std::uint64_t tally_left = 0;      ///< open threads that have not been counted since
  std::uint64_t size = 0;            ///< entries folded so far
  InForce in_force;                  ///< derived from `warnings`; see derive
  HEED_FIELDS(State, reports, heard, cases, decisions, warnings, recipients, deliveries, responses, watch, done,
              done_by_age, by_case, threads, open_threads, tally_due, tally_mark, tally_left, size)
};

/// Takes in the next entry. Requires: entry.index == state.size. Fails only on an entry that no hub wrote.
[[nodiscard]] Result<void> apply(State& state, const record::Entry& entry);

/// Makes what is derived and not kept. Whoever has unpacked a state calls it before asking or folding anything.
void derive(State& state);
/// The same for a state whose register is promised, with what was saved of its audience (audience::load), which must
/// outlive the state. Errors: those of audience::load; not_found when `saved` is empty.
[[nodiscard]] Result<void> derive(State& state, std::span<std::byte> saved);

/// What the stages after a stage may look at.
[[nodiscard]] watch::Situation situation(const State& state, const decision::Regimes& regimes);
[[nodiscard]] warning::Setting warning_setting(const State& state);

/// Changes whenever the packed form of State does: a snapshot of another format is ignored, and the entries are folded.
[[nodiscard]] std::string_view snapshot_format();

/// Where a key of a caller is kept in State::done.
[[nodiscard]] std::string done_key(const record::Actor& actor, const std::string& key);

}  // namespace heed::flow
