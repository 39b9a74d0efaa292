#include "operations/commands/stage_commands.h"

namespace heed::commands {
namespace {

Result<decision::Matter> matter(const Sight& sight, const CaseId& case_id) {
  TRY(const auto* of, cases::find(sight.desk.state.cases, case_id));
  TRY(const auto* regime, decision::find(sight.desk.regimes, of->opened.regime));
  return decision::Matter{*of, *regime, sight.desk.state.decisions};
}

Result<Decided> assess(const Sight& sight, decision::Assess& command) {
  TRY(const auto on, matter(sight, command.case_id));
  return decided(decision::assess(on, command), command.target.text);
}
Result<Decided> warn(const Sight& sight, decision::Warn& command) {
  TRY(const auto on, matter(sight, command.case_id));
  return decided(decision::warn(on, command), command.target.text);
}
Result<Decided> propose_waiver(const Sight& sight, decision::ProposeWaiver& command) {
  TRY(const auto on, matter(sight, command.case_id));
  return decided(decision::propose_waiver(on, command, sight.moment), command.target.text);
}
Result<Decided> approve_waiver(const Sight& sight, decision::ApproveWaiver& command) {
  TRY(const auto on, matter(sight, command.case_id));
  return decided(decision::approve_waiver(on, command, sight.moment), command.target.text);
}
Result<Decided> delay(const Sight& sight, decision::Delay& command) {
  TRY(const auto on, matter(sight, command.case_id));
  return decided(decision::delay(on, command, sight.moment), command.target.text);
}
Result<Decided> below_threshold(const Sight& sight, decision::DecideBelowThreshold& command) {
  TRY(const auto on, matter(sight, command.case_id));
  return decided(decision::below_threshold(on, command), command.target.text);
}

}  // namespace

std::vector<Command> decision_commands() {
  return {
      row<decision::Assess, assess>("assess_threshold", "Answer the regime's threshold questions for one target."),
      row<decision::Warn, warn>("decide_to_warn", "Decide that a target is to be warned."),
      row<decision::ProposeWaiver, propose_waiver>(
          "propose_waiver", "Propose not to warn, on one of the regime's grounds, until a review."),
      row<decision::ApproveWaiver, approve_waiver>("approve_waiver", "Approve a waiver that somebody else proposed."),
      row<decision::Delay, delay>("delay_decision", "Delay a warning for a reason that ends."),
      row<decision::DecideBelowThreshold, below_threshold>("decide_below_threshold",
                                                           "Decide that a target is below the threshold."),
  };
}

}  // namespace heed::commands
