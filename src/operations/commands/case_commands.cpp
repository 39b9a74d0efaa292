#include "operations/commands/area_schema.h"
#include "operations/commands/stage_commands.h"

namespace heed::commands {
namespace {

Result<Decided> open(const Sight& sight, cases::Open& command) {
  TRY(decision::find(sight.desk.regimes, command.regime));
  TRY(const auto name, named(sight, command.case_id, "case"));
  return decided(cases::open(sight.desk.state.cases, sight.desk.state.reports, command, sight.moment), name);
}
Result<Decided> hand_over(const Sight& sight, cases::HandOver& command) {
  return decided(cases::hand_over(sight.desk.state.cases, command), command.case_id.text);
}
Result<Decided> join_report(const Sight& sight, cases::JoinReport& command) {
  return decided(cases::join_report(sight.desk.state.cases, sight.desk.state.reports, command), command.case_id.text);
}
Result<Decided> add_target(const Sight& sight, cases::AddTarget& command) {
  TRY(const auto name, named(sight, command.target, "target"));
  return decided(cases::add_target(sight.desk.state.cases, command), name);
}
Result<Decided> resolve_target(const Sight& sight, cases::ResolveTarget& command) {
  return decided(cases::resolve_target(sight.desk.state.cases, command), command.target.text);
}
Result<Decided> reopen_target(const Sight& sight, cases::ReopenTarget& command) {
  return decided(cases::reopen_target(sight.desk.state.cases, command), command.target.text);
}
Result<Decided> add_facet(const Sight& sight, cases::AddFacet& command) {
  TRY(const auto name, named(sight, command.facet, "facet"));
  return decided(cases::add_facet(sight.desk.state.cases, sight.desk.state.reports, command), name);
}
Result<Decided> record_claim(const Sight& sight, cases::RecordClaim& command) {
  return decided(cases::record_claim(sight.desk.state.cases, command, sight.moment), command.case_id.text);
}
Result<Decided> close(const Sight& sight, cases::Close& command) {
  TRY(warning::may_close(sight.desk.state.warnings, command.case_id));
  return decided(cases::close(sight.desk.state.cases, command), command.case_id.text);
}

}  // namespace

std::vector<Command> case_commands() {
  return {
      row<cases::Open, open>("open_case",
                             "Open a case under a regime, with its first reports; it has an owner from the start."),
      row<cases::HandOver, hand_over>("hand_over_case", "Hand a case over to another named owner."),
      row<cases::JoinReport, join_report>("join_report", "Join a report to a case."),
      row<cases::AddTarget, add_target>("add_target", "Add a target: a person, a place, an event, a class of venues."),
      row<cases::ResolveTarget, resolve_target>("resolve_target",
                                                "End the threat to one target, and to no other, for a reason."),
      row<cases::ReopenTarget, reopen_target>("reopen_target", "Say that the threat to a target is open again."),
      row<cases::AddFacet, add_facet>(
          "add_facet", "Add one statement with its marking, its likelihood and the reports it rests on."),
      row<cases::RecordClaim, record_claim>(
          "record_claim", "Put a figure by one source beside those of others; none overwrites another."),
      row<cases::Close, close>("close_case",
                               "Close a case none of whose targets is open and of which no warning stands."),
  };
}

}  // namespace heed::commands
