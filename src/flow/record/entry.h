#pragma once
// What is written down for ever: one entry is one fact. State is nothing but the fold of the entries.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/codec.h"

namespace heed::record {

/// Who acts, as the record names it. The roles are those of a warning centre (requirements, section 5).
enum class Role {
  reporter,        ///< enters reports, grades sources
  analyst,         ///< triage, threshold, likelihood; drafts
  senior_officer,  ///< affirms a threshold, approves a waiver
  releaser,        ///< the second person: lets an edition out
  deliverer,       ///< delivers by hand, records read-back
  public_officer,  ///< the public version and the equal-warning check
  recipient,       ///< somebody who was warned, or guards who was
  arbiter,         ///< decides disputes
  auditor,         ///< reads everything, changes nothing
  administrator,   ///< keys, contacts, templates; no content
  hub,             ///< the hub itself: clocks, deliveries
};
constexpr auto words(Role) {
  return core::word_table<Role>({{Role::reporter, "reporter"},
                                 {Role::analyst, "analyst"},
                                 {Role::senior_officer, "senior_officer"},
                                 {Role::releaser, "releaser"},
                                 {Role::deliverer, "deliverer"},
                                 {Role::public_officer, "public_officer"},
                                 {Role::recipient, "recipient"},
                                 {Role::arbiter, "arbiter"},
                                 {Role::auditor, "auditor"},
                                 {Role::administrator, "administrator"},
                                 {Role::hub, "hub"}});
}

struct Actor {
  std::string name;  ///< the account's name; two persons have two names
  Role role = Role::hub;
  HEED_FIELDS(Actor, name, role)
};

/// The hub as an actor: what no person did.
[[nodiscard]] Actor the_hub();

/// When and by whom something is decided: all that a rule may know of the outside.
struct Moment {
  Instant now;
  Actor actor;
};

/// A fact that a rule proposes; it becomes an entry when it is committed.
struct Draft {
  std::string kind;  ///< "stage.what_happened"
  Value body;
};
using Drafts = std::vector<Draft>;

/// The caller's own key for a command, so that a repeated command is answered and not repeated.
struct Request {
  std::string key;
  std::string digest;  ///< SHA-256 of the command, base64url: the same key with another command is refused
  std::string name;    ///< of what the command made or moved: its answer, should it be asked again
  HEED_FIELDS(Request, key, digest, name)
};

/// The place of an entry in the thread of one recipient: everything that was done towards it, one after the other. Who
/// shows a link, and the next one, shows that nothing stands between: so what was *not* told can be proven too.
struct Link {
  std::string recipient;
  std::uint64_t n = 0;                 ///< from 1, without gaps
  std::optional<std::uint64_t> after;  ///< the entry that is link n - 1
  std::string leaf;                    ///< its leaf hash, base64url; empty for the first
  HEED_FIELDS(Link, recipient, n, after, leaf)
};

/// A part of an entry that was erased: nothing is left of it but the digest that its leaf carries.
struct Gap {
  std::string path;  ///< "body.recipient", "thread[3]"
  std::string digest;
  HEED_FIELDS(Gap, path, digest)
};

struct Entry {
  std::uint64_t index = 0;  ///< from 0, without gaps
  Instant at;               ///< the hub's clock at the decision
  std::string kind;
  Actor actor;
  std::optional<Request> request;
  std::uint64_t of = 0;  ///< the first entry of the same command: entries of one command stand or fall together
  std::vector<Link> thread;
  Value body;
  std::vector<Gap> gaps;  ///< what has been erased since; the body has something harmless in its place
  HEED_FIELDS(Entry, index, at, kind, actor, request, of, thread, body, gaps)
};

/// A stage's fact is a plain struct with its kind and its fields:
///   struct Received { static constexpr std::string_view kind = "report.received"; …; HEED_FIELDS(Received, …) };
template <class Fact>
[[nodiscard]] Draft draft(const Fact& fact) {
  return {std::string(Fact::kind), to_value(fact)};
}

template <class Fact>
[[nodiscard]] bool is(const Entry& entry) {
  return entry.kind == Fact::kind;
}

/// The fact in an entry. Requires: is<Fact>(entry). Fails only when the stored bytes are not what a hub wrote.
template <class Fact>
[[nodiscard]] Result<Fact> fact(const Entry& entry) {
  auto read = from_value<Fact>(entry.body);
  if (!read) return fail(core::within(cat("entry ", entry.index, " (", entry.kind, ")"), std::move(read).error()));
  return read;
}

/// Where an entry stands and what it is, for "every statement names its entry".
struct Ref {
  std::uint64_t index = 0;
  Instant at;
  HEED_FIELDS(Ref, index, at)
};
[[nodiscard]] inline Ref ref(const Entry& entry) { return {entry.index, entry.at}; }

}  // namespace heed::record
