#include <algorithm>

#include "flow/audience/rules.h"
#include "sim/wishes.h"

namespace heed::sim {
namespace {

using report::Tier;

std::optional<Value> receive(Wishes& w) {
  report::Receive command;
  if (!w.dice().one_in(4)) command.report = ReportId{w.new_name("report")};
  command.text = w.sentence();
  command.source = w.dice().words(2);
  command.reliability = w.any_of<report::Reliability>();
  command.credibility = w.any_of<report::Credibility>();
  command.marking = w.any_of<Tier>();
  command.first_awareness.at = w.dice().one_in(20) ? w.now + w.hours_up_to(1) : w.now - w.hours_up_to(10);
  if (w.dice().one_in(4)) command.derived_from.push_back(w.any(w.state.reports.reports));
  return to_value(command);
}

std::optional<Value> close_report(Wishes& w) {
  return to_value(report::Close{w.any(w.state.reports.reports), w.sentence()});
}

std::optional<Value> discredit(Wishes& w) {
  return to_value(report::Discredit{w.any(w.state.reports.reports), w.sentence()});
}

std::optional<Value> open_case(Wishes& w) {
  const auto is_open = [](const auto& each) { return !each.second.closed; };
  if (std::count_if(w.state.cases.cases.begin(), w.state.cases.cases.end(), is_open) > 1) return std::nullopt;
  cases::Open command;
  command.case_id = CaseId{w.new_name("case")};
  command.title = w.dice().words(3);
  command.regime = w.dice().one_in(20) ? "none" : "regime";
  if (!w.state.reports.waiting.empty()) command.reports.push_back(w.state.reports.waiting.begin()->second);
  return to_value(command);
}

std::optional<Value> join_report(Wishes& w) {
  return to_value(cases::JoinReport{w.any(w.state.cases.cases), w.any(w.state.reports.reports)});
}

std::optional<Value> add_target(Wishes& w) {
  const auto* of = w.any_case();
  if (of == nullptr || of->targets.size() > 2) return std::nullopt;
  cases::AddTarget command;
  command.case_id = of->opened.case_id;
  command.target = TargetId{w.new_name("target")};
  command.name = w.dice().words(2);
  command.type = w.any_of<cases::TargetType>();
  if (w.dice().one_in(2)) {
    const auto from = w.now + w.hours_up_to(40);
    command.expected = Interval{from, from + w.hours_up_to(20)};
  }
  return to_value(command);
}

std::optional<Value> add_facet(Wishes& w) {
  const auto* of = w.any_case();
  if (of == nullptr) return std::nullopt;
  cases::AddFacet command;
  command.case_id = of->opened.case_id;
  command.facet = FacetId{w.new_name("facet")};
  command.aspect = w.dice().one_in(3) ? cases::Aspect::where : w.any_of<cases::Aspect>();
  command.statement = w.sentence();
  command.marking = w.dice().one_in(2) ? Tier::everyone : w.any_of<Tier>();
  if (w.dice().one_in(3)) command.likelihood = w.any_of<cases::Likelihood>();
  if (w.dice().one_in(5)) command.targets.push_back(w.any(of->targets));
  command.reports = w.dice().some(of->reports);
  if (w.dice().one_in(2)) command.cleared = "by the originator";
  return to_value(command);
}

std::optional<Value> assess(Wishes& w) {
  const auto* of = w.any_case();
  if (of == nullptr) return std::nullopt;
  decision::Assess command{of->opened.case_id, w.any_target(*of), {}};
  for (const auto* question : {"credible", "impending"}) {
    const auto answer = w.dice().one_in(6) ? decision::Answer::no : decision::Answer::yes;
    command.answers.push_back({question, answer, w.dice().words(2)});
  }
  return to_value(command);
}

/// A target of a case, for the decisions.
template <class Command>
std::optional<Command> on_a_target(Wishes& w) {
  const auto* of = w.any_case();
  if (of == nullptr) return std::nullopt;
  Command command;
  command.case_id = of->opened.case_id;
  command.target = w.any_target(*of);
  return command;
}

std::optional<Value> warn(Wishes& w) {
  auto command = on_a_target<decision::Warn>(w);
  if (!command) return std::nullopt;
  command->reason = w.sentence();
  return to_value(*command);
}

std::optional<Value> propose_waiver(Wishes& w) {
  auto command = on_a_target<decision::ProposeWaiver>(w);
  if (!command) return std::nullopt;
  command->ground = w.dice().one_in(2) ? "already_aware" : "sources";
  command->facts = w.sentence();
  if (w.dice().one_in(2)) command->lesser_form = w.sentence();
  command->review_at = w.now + w.hours_up_to(80);
  return to_value(*command);
}

/// Mostly one that was proposed.
std::optional<Value> approve_waiver(Wishes& w) {
  const auto command = on_a_target<decision::ApproveWaiver>(w);
  if (!command) return std::nullopt;
  const auto& decision = decision::find(w.state.decisions, command->case_id, command->target);
  if (!decision.proposed && !w.dice().one_in(4)) return std::nullopt;
  return to_value(*command);
}

std::optional<Value> delay(Wishes& w) {
  auto command = on_a_target<decision::Delay>(w);
  if (!command) return std::nullopt;
  command->reason = command->ends_when = w.sentence();
  command->until = w.now + w.hours_up_to(20);
  return to_value(*command);
}

std::optional<Value> below_threshold(Wishes& w) {
  auto command = on_a_target<decision::DecideBelowThreshold>(w);
  if (!command) return std::nullopt;
  command->reason = w.sentence();
  return to_value(*command);
}

std::optional<Value> resolve_target(Wishes& w) {
  auto command = on_a_target<cases::ResolveTarget>(w);
  if (!command) return std::nullopt;
  command->threat = w.any_of<cases::Threat>();
  command->reason = w.sentence();
  return to_value(*command);
}

std::optional<Value> reopen_target(Wishes& w) {
  auto command = on_a_target<cases::ReopenTarget>(w);
  if (!command) return std::nullopt;
  command->reason = w.sentence();
  return to_value(*command);
}

std::optional<Value> register_recipient(Wishes& w) {
  audience::Register command;
  const bool is_known = w.recipients().size() > 8 || w.dice().one_in(6);
  command.recipient = is_known ? w.any_recipient() : RecipientId{w.new_name("recipient")};
  command.name = w.dice().words(2);
  command.sort = w.any_of<audience::Sort>();
  command.roles = w.dice().some(std::vector<std::string>{"host_police", "press", "guard"});
  command.languages = w.dice().some(std::vector<std::string>{"en", "ru"});
  command.tier = w.any_of<Tier>();
  if (command.tier == Tier::internal && !w.dice().one_in(10)) command.tier = Tier::direct;
  for (auto left = w.dice().one_in(20) ? 0 : 1 + w.dice().below(3); left > 0; --left) {
    const auto* channel = w.dice().one_in(2) ? "email" : "webhook";
    command.contacts.push_back({w.dice().one_in(30) ? "pigeon" : channel, w.new_name("address"), {}, {}});
  }
  w.note_asked(*command.recipient, command.tier);
  return to_value(command);
}

std::optional<Value> retire(Wishes& w) { return to_value(audience::Retire{w.any_recipient(), w.sentence()}); }

}  // namespace

std::vector<Wishes::Row> wishes_until_release() {
  return {
      {"receive_report", receive, 5},
      {"close_report", close_report},
      {"discredit_report", discredit},
      {"open_case", open_case, 4},
      {"join_report", join_report, 3},
      {"add_target", add_target, 5},
      {"add_facet", add_facet, 8},
      {"assess_threshold", assess, 8},
      {"decide_to_warn", warn, 6},
      {"propose_waiver", propose_waiver, 3},
      {"approve_waiver", approve_waiver, 3},
      {"delay_decision", delay},
      {"decide_below_threshold", below_threshold},
      {"resolve_target", resolve_target, 2},
      {"reopen_target", reopen_target},
      {"register_recipient", register_recipient, 8},
      {"retire_recipient", retire},
  };
}

}  // namespace heed::sim
