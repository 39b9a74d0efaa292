#include "operations/commands/stage_commands.h"

namespace heed::commands {
namespace {

/// The regime's follow-up time of the case that a warning belongs to.
Duration follow_up_of(const Desk& desk, const WarningId& id) {
  const auto warning = desk.state.warnings.warnings.find(id);
  if (warning == desk.state.warnings.warnings.end()) return Duration{};
  const auto of = desk.state.cases.cases.find(warning->second.case_id);
  return of == desk.state.cases.cases.end() ? Duration{} : watch::regime_of(desk.regimes, of->second).spans.follow_up;
}

/// Calls a rule of the response stage with what it may look at. A recipient speaks only for itself.
template <class Rule>
Result<Decided> respond(const Sight& sight, const WarningId& about, std::string name, Rule rule) {
  const auto before = sight.desk.warning_setting();
  const response::Setting setting{before, sight.desk.state.recipients, sight.desk.state.deliveries,
                                  sight.desk.state.responses, follow_up_of(sight.desk, about)};
  return decided(rule(setting), std::move(name));
}

Result<void> speaks_for(const Sight& sight, const RecipientId& recipient) {
  if (!sight.caller.recipient || *sight.caller.recipient == recipient) return {};
  return fail(Code::forbidden, "a recipient speaks only for itself", "recipient");
}

/// The warning of a delivery; an empty name where there is none, and the rule says so.
WarningId warning_of(const Desk& desk, const DeliveryId& id) {
  const auto found = desk.state.deliveries.deliveries.find(id);
  return found == desk.state.deliveries.deliveries.end() ? WarningId{} : found->second.planned.warning;
}

Result<Decided> acknowledge(const Sight& sight, response::Acknowledge& command) {
  return respond(sight, warning_of(sight.desk, command.delivery), command.delivery.text, [&](const auto& setting) {
    return response::acknowledge(setting, command, {sight.caller.evidence, sight.caller.recipient}, sight.moment);
  });
}
/// The entry that planned the delivery: its leaf is what the statement is about.
std::optional<std::uint64_t> told_in(const Desk& desk, const Value& body) {
  const auto* name = body.find("delivery");
  if (name == nullptr || name->text() == nullptr) return std::nullopt;
  const auto found = desk.state.deliveries.deliveries.find(DeliveryId{*name->text()});
  if (found == desk.state.deliveries.deliveries.end()) return std::nullopt;
  return found->second.entry.index;
}
Result<Decided> acknowledge_signed(const Sight& sight, response::AcknowledgeSigned& command) {
  const response::SignedAnswer answer{command, sight.desk.journal.keys().log.name(), sight.leaf};
  return respond(sight, warning_of(sight.desk, command.delivery), command.delivery.text, [&](const auto& setting) {
    return response::acknowledge_signed(setting, answer, {sight.caller.evidence, sight.caller.recipient}, sight.moment);
  });
}
Result<Decided> register_key(const Sight& sight, response::RegisterKey& command) {
  return respond(sight, {}, command.recipient.text, [&](const auto& setting) {
    return response::register_key(setting, command, {sight.caller.evidence, sight.caller.recipient});
  });
}
Result<Decided> withdraw_key(const Sight& sight, response::WithdrawKey& command) {
  return respond(sight, {}, command.recipient.text, [&](const auto& setting) {
    return response::withdraw_key(setting, command, {sight.caller.evidence, sight.caller.recipient});
  });
}
Result<Decided> see(const Sight& sight, response::See& command) {
  return respond(sight, warning_of(sight.desk, command.delivery), command.delivery.text, [&](const auto& setting) {
    return response::see(setting, command, {sight.caller.evidence, sight.caller.recipient});
  });
}
Result<Decided> refuse(const Sight& sight, response::Refuse& command) {
  TRY(const auto* delivery, delivery::find(sight.desk.state.deliveries, command.delivery));
  if (!speaks_for(sight, delivery->planned.recipient)) {
    // Why "not found": a recipient is not to learn what others are told.
    return fail(Code::not_found, cat("there is no delivery \"", command.delivery.text, "\""), "delivery");
  }
  return respond(sight, delivery->planned.warning, command.delivery.text,
                 [&](const auto& setting) { return response::refuse(setting, command, sight.moment); });
}
Result<Decided> reject(const Sight& sight, response::Reject& command) {
  return respond(sight, command.warning, command.warning.text,
                 [&](const auto& setting) { return response::reject(setting, command, sight.moment); });
}
Result<Decided> contest(const Sight& sight, response::Contest& command) {
  TRY(speaks_for(sight, command.recipient));
  TRY(const auto name, named(sight, command.dispute, "dispute"));
  return respond(sight, command.warning, name,
                 [&](const auto& setting) { return response::contest(setting, command, sight.moment); });
}
Result<Decided> answer_dispute(const Sight& sight, response::AnswerDispute& command) {
  return respond(sight, {}, command.dispute.text,
                 [&](const auto& setting) { return response::answer_dispute(setting, command); });
}
Result<Decided> ask(const Sight& sight, response::Ask& command) {
  TRY(speaks_for(sight, command.recipient));
  TRY(const auto name, named(sight, command.question, "question"));
  return respond(sight, command.warning, name, [&](const auto& setting) { return response::ask(setting, command); });
}
Result<Decided> answer_question(const Sight& sight, response::AnswerQuestion& command) {
  return respond(sight, {}, command.question.text,
                 [&](const auto& setting) { return response::answer_question(setting, command); });
}
Result<Decided> report_measure(const Sight& sight, response::ReportMeasure& command) {
  TRY(speaks_for(sight, command.recipient));
  TRY(const auto name, named(sight, command.measure, "measure"));
  return respond(sight, command.warning, name,
                 [&](const auto& setting) { return response::report_measure(setting, command, sight.moment); });
}
Result<Decided> lift_measure(const Sight& sight, response::LiftMeasure& command) {
  const auto found = sight.desk.state.responses.measures.find(command.measure);
  const bool is_known = found != sight.desk.state.responses.measures.end();
  if (is_known) TRY(speaks_for(sight, found->second.reported.fact.recipient));
  return respond(sight, is_known ? found->second.reported.fact.warning : WarningId{}, command.measure.text,
                 [&](const auto& setting) { return response::lift_measure(setting, command, sight.moment); });
}
Result<Decided> brief(const Sight& sight, response::Brief& command) {
  TRY(speaks_for(sight, command.recipient));
  return respond(sight, command.warning, command.warning.text,
                 [&](const auto& setting) { return response::brief(setting, command); });
}
Result<Decided> open_task(const Sight& sight, response::OpenTask& command) {
  TRY(const auto name, named(sight, command.task, "task"));
  return respond(sight, {}, name, [&](const auto& setting) { return response::open_task(setting, command); });
}
Result<Decided> complete_task(const Sight& sight, response::CompleteTask& command) {
  return respond(sight, {}, command.task.text,
                 [&](const auto& setting) { return response::complete_task(setting, command); });
}

}  // namespace

std::vector<Command> response_commands() {
  auto signed_row = row<response::AcknowledgeSigned, acknowledge_signed>(
      "acknowledge_signed", "Acknowledge with a statement that the recipient signed with its registered key.");
  signed_row.about = told_in;
  return {
      row<response::Acknowledge, acknowledge>(
          "acknowledge", "Acknowledge a delivery, reading back the target, the window and the action."),
      signed_row,
      row<response::RegisterKey, register_key>("register_key",
                                               "Register an Ed25519 key with which a recipient acknowledges."),
      row<response::WithdrawKey, withdraw_key>("withdraw_key",
                                               "Let nothing count any more that a key signs from now on."),
      row<response::See, see>("see_warning", "Record that somebody has the warning open; no acknowledgement."),
      row<response::Refuse, refuse>("refuse_warning", "Decline a delivery; the next contact is due at once."),
      row<response::Reject, reject>("reject_warning", "Record that a recipient rejects the warning, in its words."),
      row<response::Contest, contest>("dispute_warning", "Record a dispute about what was told."),
      row<response::AnswerDispute, answer_dispute>("answer_dispute",
                                                   "Answer a dispute; the record adds what the recipient was given."),
      row<response::Ask, ask>("ask_question", "Ask back about a warning."),
      row<response::AnswerQuestion, answer_question>("answer_question", "Answer a question."),
  };
}

std::vector<Command> task_commands() {
  return {
      row<response::ReportMeasure, report_measure>("report_measure", "Record a protective measure at a recipient."),
      row<response::LiftMeasure, lift_measure>("lift_measure", "Record that a measure was lifted, by whom and why."),
      row<response::Brief, brief>("brief_front_line", "Record that a recipient's front line was told."),
      row<response::OpenTask, open_task>("open_task", "Give somebody something to do by a time."),
      row<response::CompleteTask, complete_task>("complete_task", "Record that a task is done, and what came of it."),
  };
}

}  // namespace heed::commands
