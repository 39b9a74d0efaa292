#include "flow/cases/rules.h"

#include <algorithm>

#include "core/assert.h"

namespace heed::cases {

using report::check_line;
using report::check_text;

Result<record::Drafts> open(const State& state, const report::State& reports, const Open& command,
                            const record::Moment& moment) {
  HEED_ASSERT(command.case_id.has_value());
  TRY(check_line(command.title, "title"));
  if (state.cases.contains(*command.case_id)) {
    return fail(Code::conflict, cat("a case \"", command.case_id->text, "\" is already there"), "case_id");
  }
  const auto owner = command.owner.value_or(moment.actor.name);
  TRY(check_line(owner, "owner"));
  record::Drafts drafts{record::draft(Opened{*command.case_id, command.title, command.regime, owner})};
  for (std::size_t i = 0; i < command.reports.size(); ++i) {
    auto routed = report::route(reports, command.reports[i], *command.case_id);
    if (!routed) return fail(core::within(cat("reports[", i, "]"), std::move(routed).error()));
    drafts.insert(drafts.end(), routed->begin(), routed->end());
  }
  return drafts;
}

Result<record::Drafts> hand_over(const State& state, const HandOver& command) {
  TRY(const auto* found, find_open(state, command.case_id));
  TRY(check_line(command.owner, "owner"));
  if (found->owner == command.owner) return fail(Code::refused, "this person owns the case already", "owner");
  return record::Drafts{record::draft(HandedOver{command.case_id, command.owner})};
}

Result<record::Drafts> join_report(const State& state, const report::State& reports, const JoinReport& command) {
  TRY(find_open(state, command.case_id));
  return report::route(reports, command.report, command.case_id);
}

Result<record::Drafts> add_target(const State& state, const AddTarget& command) {
  HEED_ASSERT(command.target.has_value());
  TRY(const auto* found, find_open(state, command.case_id));
  TRY(check_line(command.name, "name"));
  if (found->targets.contains(*command.target)) {
    return fail(Code::conflict, cat("the case already has a target \"", command.target->text, "\""), "target");
  }
  return record::Drafts{record::draft(
      TargetAdded{command.case_id, *command.target, command.name, command.type, command.place, command.expected})};
}

Result<Threat> next(Threat from, Threat to) {
  const bool is_open = from == Threat::open;
  const bool to_open = to == Threat::open;
  if (is_open && to_open) return fail(Code::refused, "the threat to this target is open already", "target");
  if (!is_open && !to_open) {
    return fail(Code::refused, cat("the threat to this target has ended (", word(from), "); reopen it first"),
                "target");
  }
  return to;
}

Result<record::Drafts> resolve_target(const State& state, const ResolveTarget& command) {
  TRY(const auto* found, find_open(state, command.case_id));
  TRY(const auto* target, find(*found, command.target));
  TRY(check_text(command.reason, "reason"));
  if (command.threat == Threat::open)
    return fail(Code::invalid, "an end is asked for; to reopen is another command", "threat");
  TRY(const auto threat, next(target->threat, command.threat));
  return record::Drafts{
      record::draft(TargetResolved{command.case_id, command.target, threat, command.reason, command.reports})};
}

Result<record::Drafts> reopen_target(const State& state, const ReopenTarget& command) {
  TRY(const auto* found, find_open(state, command.case_id));
  TRY(const auto* target, find(*found, command.target));
  TRY(check_text(command.reason, "reason"));
  TRY(next(target->threat, Threat::open));
  return record::Drafts{record::draft(TargetReopened{command.case_id, command.target, command.reason})};
}

namespace {

Result<void> check_rests_on(const Case& in, const report::State& reports, const AddFacet& command) {
  auto widest = report::Tier::internal;
  for (std::size_t i = 0; i < command.reports.size(); ++i) {
    const auto place = cat("reports[", i, "]");
    if (std::find(in.reports.begin(), in.reports.end(), command.reports[i]) == in.reports.end()) {
      return fail(Code::not_found, cat("the case has no report \"", command.reports[i].text, "\"; join it first"),
                  place);
    }
    widest = std::max(widest, reports.reports.at(command.reports[i]).received.marking);
  }
  const bool is_wider = !command.reports.empty() && command.marking > widest;
  if (is_wider && (!command.cleared || core::trimmed(*command.cleared).empty())) {
    return fail(
        Code::refused,
        cat("no report that this rests on may be seen by the tier \"", word(command.marking), "\": the widest is \"",
            word(widest), "\". Say in \"cleared\" who allowed the wider marking, and why"),
        "marking");
  }
  return {};
}

}  // namespace

Result<record::Drafts> add_facet(const State& state, const report::State& reports, const AddFacet& command) {
  HEED_ASSERT(command.facet.has_value());
  TRY(const auto* found, find_open(state, command.case_id));
  TRY(check_text(command.statement, "statement"));
  if (found->facets.contains(*command.facet)) {
    return fail(Code::conflict, cat("the case already has a facet \"", command.facet->text, "\""), "facet");
  }
  for (std::size_t i = 0; i < command.targets.size(); ++i) {
    auto target = find(*found, command.targets[i]);
    if (!target) return fail(core::within(cat("targets[", i, "]"), Error{Code::not_found, target.error().detail}));
  }
  TRY(check_rests_on(*found, reports, command));
  return record::Drafts{record::draft(FacetAdded{
      command.case_id, *command.facet, command.aspect, command.statement, command.marking,
      command.basis.value_or(Basis::known), command.likelihood, command.targets, command.reports, command.cleared})};
}

Result<record::Drafts> record_claim(const State& state, const RecordClaim& command, const record::Moment& moment) {
  TRY(find(state, command.case_id));
  TRY(check_line(command.subject, "subject"));
  TRY(check_line(command.value, "value"));
  TRY(check_line(command.source, "source"));
  if (command.as_of > moment.now) return fail(Code::invalid, "a claim cannot be of the future", "as_of");
  return record::Drafts{record::draft(ClaimRecorded{command.case_id, command.subject, command.value, command.source,
                                                    command.as_of, command.published_at})};
}

Result<record::Drafts> close(const State& state, const Close& command) {
  TRY(const auto* found, find_open(state, command.case_id));
  TRY(check_text(command.reason, "reason"));
  std::vector<std::string> open_targets;
  for (const auto& [id, target] : found->targets) {
    if (target.threat == Threat::open) open_targets.push_back(target.added.name);
  }
  if (!open_targets.empty()) {
    return fail(Code::refused, cat("the threat to ", core::listed(open_targets), " is open; end it first (FT-11)"),
                "case_id");
  }
  return record::Drafts{record::draft(Closed{command.case_id, command.reason})};
}

Share share(Likelihood band) {
  switch (band) {
    case Likelihood::almost_none: return {1, 5};
    case Likelihood::very_unlikely: return {5, 20};
    case Likelihood::unlikely: return {20, 45};
    case Likelihood::even: return {45, 55};
    case Likelihood::likely: return {55, 80};
    case Likelihood::very_likely: return {80, 95};
    case Likelihood::almost_certain: return {95, 99};
  }
  return {0, 0};
}

std::string spoken(Likelihood band) {
  const auto [from, to] = share(band);
  const auto words = [&]() -> std::string_view {
    switch (band) {
      case Likelihood::almost_none: return "almost no chance";
      case Likelihood::very_unlikely: return "very unlikely";
      case Likelihood::unlikely: return "unlikely";
      case Likelihood::even: return "roughly even";
      case Likelihood::likely: return "likely";
      case Likelihood::very_likely: return "very likely";
      case Likelihood::almost_certain: return "almost certain";
    }
    return "";
  }();
  return cat(words, " (", from, " to ", to, " in 100)");
}

Instant first_awareness(const Case& of, const report::State& reports) {
  auto first = of.entry.at;
  for (const auto& id : of.reports) {
    const auto found = reports.reports.find(id);
    if (found != reports.reports.end()) first = std::min(first, found->second.received.first_awareness.at);
  }
  return first;
}

std::vector<CaseId> same_target(const State& state, const AddTarget& target) {
  std::vector<CaseId> same;
  for (const auto& [id, other] : state.cases) {
    if (id == target.case_id || other.closed) continue;
    const bool is_same = std::any_of(other.targets.begin(), other.targets.end(), [&](const auto& entry) {
      const auto& added = entry.second.added;
      return added.name == target.name || (added.place && target.place && *added.place == *target.place);
    });
    if (is_same) same.push_back(id);
  }
  return same;
}

}  // namespace heed::cases
