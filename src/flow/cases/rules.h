#pragma once
// What may be done with a case.

#include "flow/cases/commands.h"
#include "flow/report/rules.h"

namespace heed::cases {

/// Requires of all rules here: the command's own name is filled (by the caller or by the hub).

/// Opens a case with its first reports. Guarantees: a case has an owner from its first entry on.
[[nodiscard]] Result<record::Drafts> open(const State& state, const report::State& reports, const Open& command,
                                          const record::Moment& moment);
[[nodiscard]] Result<record::Drafts> hand_over(const State& state, const HandOver& command);
[[nodiscard]] Result<record::Drafts> join_report(const State& state, const report::State& reports,
                                                 const JoinReport& command);
[[nodiscard]] Result<record::Drafts> add_target(const State& state, const AddTarget& command);

/// Ends the threat to one target and to no other (FT-4), for a reason (FT-11).
[[nodiscard]] Result<record::Drafts> resolve_target(const State& state, const ResolveTarget& command);
[[nodiscard]] Result<record::Drafts> reopen_target(const State& state, const ReopenTarget& command);

/// Adds a statement. Guarantees: it rests on reports of this case; where its marking is wider than that of each of
/// them, the record says who cleared that and why (SR-1, SR-5).
[[nodiscard]] Result<record::Drafts> add_facet(const State& state, const report::State& reports,
                                               const AddFacet& command);

[[nodiscard]] Result<record::Drafts> record_claim(const State& state, const RecordClaim& command,
                                                  const record::Moment& moment);

/// Closes a case none of whose targets is open. That no warning stands is asked by the caller (warning/rules.h).
[[nodiscard]] Result<record::Drafts> close(const State& state, const Close& command);

/// The one way a target's threat moves: any end from open, and back. The error names the rule.
[[nodiscard]] Result<Threat> next(Threat from, Threat to);

/// The lowest and highest share in percent of a band (AS-10).
struct Share {
  int from;
  int to;
};
[[nodiscard]] Share share(Likelihood band);
/// "very likely (80 to 95 in 100)": the only words in which a likelihood is told (SR-13).
[[nodiscard]] std::string spoken(Likelihood band);

/// When the threat of a case was first known to anybody: the earliest first awareness of its reports (IN-2).
[[nodiscard]] Instant first_awareness(const Case& of, const report::State& reports);
/// Open cases that share a target's name or place with the given one (IN-13).
[[nodiscard]] std::vector<CaseId> same_target(const State& state, const AddTarget& target);

}  // namespace heed::cases
