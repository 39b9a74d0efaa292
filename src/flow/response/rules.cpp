#include "flow/response/rules.h"

#include "core/assert.h"
#include "flow/response/follow_up.h"
#include "flow/response/statement.h"

namespace heed::response {

using report::check_line;
using report::check_text;

namespace {

Result<const warning::Warning*> find_warning(const Setting& setting, const WarningId& id) {
  return warning::find(setting.before.warnings, id);
}

/// Late is after the window, or once somebody else was tried.
bool is_late(const delivery::Delivery& delivery, Instant now) {
  return now > delivery.planned.until || delivery.contact > 0 || delivery.exhausted.has_value();
}

/// One answer, however it came.
Result<record::Drafts> acknowledged(Acknowledged fact) {
  TRY(check_line(fact.who, "who"));
  TRY(check_line(fact.capacity, "capacity"));
  TRY(check_line(fact.read_back.target, "read_back.target"));
  TRY(check_line(fact.read_back.window, "read_back.window"));
  TRY(check_line(fact.read_back.action, "read_back.action"));
  return record::Drafts{record::draft(fact),
                        record::draft(delivery::Reacted{fact.delivery, delivery::Reaction::acknowledged})};
}

}  // namespace

Result<const delivery::Delivery*> find_own(const Setting& setting, const DeliveryId& id, const Speaker& speaker) {
  TRY(const auto* delivery, delivery::find(setting.deliveries, id));
  if (speaker.recipient && *speaker.recipient != delivery->planned.recipient) {
    // Why "not found": a recipient is not to learn what others are told.
    return fail(Code::not_found, cat("there is no delivery \"", id.text, "\""), "delivery");
  }
  return delivery;
}

Result<record::Drafts> acknowledge(const Setting& setting, const Acknowledge& command, const Speaker& speaker,
                                   const record::Moment& moment) {
  TRY(const auto* delivery, find_own(setting, command.delivery, speaker));
  const auto& planned = delivery->planned;
  return acknowledged({planned.delivery, planned.warning, planned.edition, planned.recipient, command.who,
                       command.capacity, command.read_back, speaker.evidence, is_late(*delivery, moment.now)});
}

Result<record::Drafts> acknowledge_signed(const Setting& setting, const SignedAnswer& answer, const Speaker& speaker,
                                          const record::Moment& moment) {
  TRY(const auto* delivery, find_own(setting, answer.command.delivery, speaker));
  TRY(auto checked, check_statement(setting, answer, *delivery));
  const auto& planned = delivery->planned;
  return acknowledged({planned.delivery,
                       planned.warning,
                       planned.edition,
                       planned.recipient,
                       checked.said.who,
                       checked.said.capacity,
                       {checked.said.target, checked.said.window, checked.said.action},
                       Evidence::own_key,
                       is_late(*delivery, moment.now),
                       std::move(checked.signed_by)});
}

Result<record::Drafts> see(const Setting& setting, const See& command, const Speaker& speaker) {
  TRY(const auto* delivery, find_own(setting, command.delivery, speaker));
  const auto to = delivery::next(delivery->standing, delivery::Event::see);
  if (!to || *to == delivery->standing) return record::Drafts{};
  return record::Drafts{record::draft(delivery::Reacted{command.delivery, delivery::Reaction::seen})};
}

Result<record::Drafts> refuse(const Setting& setting, const Refuse& command, const record::Moment& moment) {
  TRY(const auto* delivery, delivery::find(setting.deliveries, command.delivery));
  TRY(check_line(command.who, "who"));
  TRY(check_text(command.reason, "reason"));
  TRY(delivery::next(delivery->standing, delivery::Event::refuse));
  TRY(const auto* about, find_warning(setting, delivery->planned.warning));
  record::Drafts drafts{record::draft(Refused{command.delivery, command.who, command.reason}),
                        record::draft(delivery::Reacted{command.delivery, delivery::Reaction::refused})};
  if (auto onward = delivery::escalate(setting.deliveries, command.delivery, cat("refused by ", command.who))) {
    drafts.insert(drafts.end(), onward->begin(), onward->end());
  }
  drafts.push_back(
      follow_up(setting, *about, cat("Speak with ", command.who, ", who refused the warning"), moment.now));
  return drafts;
}

Result<record::Drafts> reject(const Setting& setting, const Reject& command, const record::Moment& moment) {
  TRY(const auto* about, find_warning(setting, command.warning));
  TRY(const auto recipient, audience::find(setting.recipients, command.recipient));
  TRY(check_text(command.words, "words"));
  TRY(check_line(command.source, "source"));
  return record::Drafts{
      record::draft(Rejected{command.warning, command.recipient, command.words, command.source, command.published_at}),
      follow_up(setting, *about,
                cat(recipient.name, " rejects the warning: say again what is known, by another way or another person"),
                moment.now)};
}

Result<record::Drafts> contest(const Setting& setting, const Contest& command, const record::Moment& moment) {
  HEED_ASSERT(command.dispute.has_value());
  TRY(const auto* about, find_warning(setting, command.warning));
  TRY(const auto recipient, audience::find(setting.recipients, command.recipient));
  TRY(check_text(command.words, "words"));
  TRY(check_line(command.source, "source"));
  if (setting.responses.disputes.contains(*command.dispute)) {
    return fail(Code::conflict, cat("a dispute \"", command.dispute->text, "\" is already there"), "dispute");
  }
  return record::Drafts{
      record::draft(Disputed{*command.dispute, command.warning, command.recipient, command.ground, command.words,
                             command.source, command.published_at}),
      follow_up(setting, *about,
                cat("Answer the dispute of ", recipient.name, " (", word(command.ground), ") from the record"),
                moment.now)};
}

std::vector<Given> given(const Setting& setting, const WarningId& id, const RecipientId& recipient) {
  std::vector<Given> all;
  const auto warning = warning::find(setting.before.warnings, id);
  const auto of_warning = setting.deliveries.by_warning.find(id);
  if (!warning || of_warning == setting.deliveries.by_warning.end()) return all;
  for (const auto& delivery_id : of_warning->second) {
    const auto& delivery = setting.deliveries.deliveries.at(delivery_id);
    const auto& planned = delivery.planned;
    if (planned.recipient != recipient) continue;
    Given each{planned.edition, planned.tier, {}, delivery.entry.index, {}, std::string(word(delivery.standing))};
    for (const auto& content : (*warning)->editions.at(planned.edition - 1).drafted.contents) {
      if (content.tier == planned.tier && content.language == planned.language) each.facets = content.facets;
    }
    const auto acknowledged = setting.responses.acknowledgements.find(delivery_id);
    if (acknowledged != setting.responses.acknowledgements.end()) {
      each.acknowledged_in = acknowledged->second.front().entry.index;
    }
    all.push_back(std::move(each));
  }
  return all;
}

Result<record::Drafts> answer_dispute(const Setting& setting, const AnswerDispute& command) {
  const auto found = setting.responses.disputes.find(command.dispute);
  if (found == setting.responses.disputes.end()) {
    return fail(Code::not_found, cat("there is no dispute \"", command.dispute.text, "\""), "dispute");
  }
  if (found->second.answered) return fail(Code::refused, "this dispute is answered already", "dispute");
  TRY(check_text(command.answer, "answer"));
  const auto& raised = found->second.raised.fact;
  return record::Drafts{record::draft(
      DisputeAnswered{command.dispute, command.answer, given(setting, raised.warning, raised.recipient)})};
}

Result<record::Drafts> ask(const Setting& setting, const Ask& command) {
  HEED_ASSERT(command.question.has_value());
  TRY(find_warning(setting, command.warning));
  TRY(audience::find(setting.recipients, command.recipient));
  TRY(check_text(command.text, "text"));
  if (setting.responses.questions.contains(*command.question)) {
    return fail(Code::conflict, cat("a question \"", command.question->text, "\" is already there"), "question");
  }
  return record::Drafts{record::draft(Asked{*command.question, command.warning, command.recipient, command.text})};
}

Result<record::Drafts> answer_question(const Setting& setting, const AnswerQuestion& command) {
  const auto found = setting.responses.questions.find(command.question);
  if (found == setting.responses.questions.end()) {
    return fail(Code::not_found, cat("there is no question \"", command.question.text, "\""), "question");
  }
  if (found->second.answered) return fail(Code::refused, "this question is answered already", "question");
  TRY(check_text(command.answer, "answer"));
  return record::Drafts{record::draft(QuestionAnswered{command.question, command.answer})};
}

}  // namespace heed::response
