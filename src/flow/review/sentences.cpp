#include "flow/review/sentences.h"

#include <map>
#include <utility>

#include "flow/record/batch.h"

namespace heed::review {
namespace {

/// A field of an entry as text: a text as it is, a list as its elements, nothing where there is none.
std::string field(const Value& body, std::string_view path) {
  const Value* at = &body;
  while (!path.empty() && at != nullptr) {
    const auto dot = path.find('.');
    at = at->find(path.substr(0, dot));
    path = dot == std::string_view::npos ? std::string_view{} : path.substr(dot + 1);
  }
  if (at == nullptr) return {};
  if (const auto* text = at->text()) return *text;
  if (const auto* number = std::get_if<std::int64_t>(&at->data)) return cat(*number);
  return {};
}

/// Templates with {field.path}; what is in braces is taken from the entry.
const std::map<std::string_view, std::string_view> templates = {
    {"report.received", "Report \"{report}\" from {source}, graded {reliability}{credibility}: {text}"},
    {"alert.heard", "{msg_type} \"{identifier}\" of {sender} ({status}, {scope}) heard by the feed {via.feed}"},
    {"alert.heard_again", "\"{identifier}\" of {sender} heard by the feed {via.feed} too"},
    {"alert.reported", "Alert \"{identifier}\" of {sender} became the report \"{report}\""},
    {"alert.relayed", "Alert \"{identifier}\" of {sender} handed on to {to}"},
    {"report.routed", "Report \"{report}\" joined to the case"},
    {"report.closed", "Report \"{report}\" closed: {reason}"},
    {"report.discredited", "Report \"{report}\" no longer stands: {reason}"},
    {"case.opened", "Case opened: {title}; owner {owner}"},
    {"case.handed_over", "Case handed over to {owner}"},
    {"case.target_added", "Target added: {name}"},
    {"case.target_resolved", "Threat to \"{target}\" ended ({threat}): {reason}"},
    {"case.target_reopened", "Threat to \"{target}\" open again: {reason}"},
    {"case.facet_added", "Statement \"{facet}\" ({aspect}, may be seen by {marking}): {statement}"},
    {"case.claim_recorded", "{source} gives {subject}: {value}"},
    {"case.closed", "Case closed: {reason}"},
    {"decision.assessed", "Threshold assessed for \"{target}\""},
    {"decision.warn", "Decided to warn \"{target}\": {reason}"},
    {"decision.waiver_proposed", "Waiver proposed for \"{target}\" on ground {ground}: {facts}"},
    {"decision.waived", "Warning of \"{target}\" waived on ground {ground} until {review_at}: {facts}"},
    {"decision.delayed", "Warning of \"{target}\" delayed until {until}: {reason}"},
    {"decision.below_threshold", "\"{target}\" is below the threshold: {reason}"},
    {"warning.drafted", "Edition {edition} of \"{warning}\" drafted ({what})"},
    {"warning.check_answered", "Check \"{check}\" of edition {edition} answered: {answer}"},
    {"warning.released", "Edition {edition} of \"{warning}\" released"},
    {"warning.reviewed", "\"{warning}\" reviewed and left as it is: {finding}"},
    {"warning.disposition_named", "\"{warning}\" is {disposition} by name: {reason}"},
    {"warning.window_ended", "\"{notice.warning}\": its window ended; edition {notice.edition} tells its recipients"},
    {"audience.registered", "Recipient \"{recipient.name}\" registered"},
    {"audience.retired", "Recipient \"{recipient}\" retired: {reason}"},
    {"audience.contact_verified", "A contact of \"{recipient}\" was verified to work"},
    {"audience.erased", "A recipient was erased from the record, and is \"{recipient}\" from now on: {reason}"},
    {"audience.role_excused", "Nobody with the role {role} can be told \"{warning}\": {reason}"},
    {"audience.arrived", "\"{chosen.recipient}\" came to be covered by edition {edition} of \"{warning}\""},
    {"audience.resolved", "The audience of edition {edition} of \"{warning}\" resolved"},
    {"audience.chosen_more", "More of the audience of edition {edition} of \"{warning}\""},
    {"delivery.planned", "\"{recipient}\" is to be told edition {edition} of \"{warning}\" in the tier {tier}"},
    {"delivery.attempted", "Attempt {attempt} for \"{delivery}\""},
    {"delivery.reported", "Attempt {attempt} for \"{delivery}\": {outcome}. {detail}"},
    {"delivery.escalated", "Next contact for \"{delivery}\": {reason}"},
    {"delivery.exhausted", "No contact is left for \"{delivery}\": {reason}"},
    {"delivery.stopped", "\"{delivery}\" is not sent any more: {reason}"},
    {"delivery.reacted", "\"{delivery}\" is {reaction}"},
    {"delivery.taken_over", "\"{delivery}\" told by hand ({means}): {note}"},
    {"delivery.published", "Edition {edition} of \"{warning}\" stands on the public page"},
    {"response.acknowledged",
     "{who} ({capacity}) acknowledged edition {edition} for \"{recipient}\"; read back: "
     "{read_back.target}; {read_back.window}; {read_back.action} (evidence: {evidence})"},
    {"response.refused", "{who} refused: {reason}"},
    {"response.rejected", "\"{recipient}\" rejected the warning: {words} ({source})"},
    {"response.disputed", "\"{recipient}\" disputes the warning ({ground}): {words} ({source})"},
    {"response.dispute_answered", "Dispute \"{dispute}\" answered from the record: {answer}"},
    {"response.asked", "\"{recipient}\" asks: {text}"},
    {"response.question_answered", "Question \"{question}\" answered: {answer}"},
    {"response.measure_reported", "Measure at \"{recipient}\": {what}"},
    {"response.measure_lifted", "Measure \"{measure}\" lifted by {by}: {reason}"},
    {"response.front_line_briefed", "The front line of \"{recipient}\" was briefed: {who}"},
    {"response.task_opened", "Task for {owner}, due {due}: {what}"},
    {"response.task_done", "Task \"{task}\" done: {outcome}"},
    {"response.key_registered", "A key of \"{recipient}\" was registered by {who} ({evidence})"},
    {"response.key_withdrawn", "A key of \"{recipient}\" was withdrawn: {reason}"},
    {"thread.tallied", "{links} things were done towards \"{recipient}\" and said by it so far"},
    {"thread.closed", "Nothing more is to be told to \"{recipient}\": {links} things were done and said in all"},
    {"watch.raised", "Overdue: {text} (due {due}, {owner})"},
    {"access.refused", "An attempt at \"{command}\" was refused: the role does not allow it"},
};

std::optional<WarningId> warning_of(const Value& body) {
  for (const auto* path : {"warning", "notice.warning"}) {
    if (auto name = field(body, path); !name.empty()) return WarningId{std::move(name)};
  }
  return std::nullopt;
}

std::optional<CaseId> case_of_warning(const watch::Situation& situation, const WarningId& id) {
  const auto found = situation.warnings.warnings.find(id);
  if (found == situation.warnings.warnings.end()) return std::nullopt;
  return found->second.case_id;
}

/// Names in an entry that lead to a warning: of a delivery, a dispute, a question, a measure.
std::optional<WarningId> warning_through(const watch::Situation& situation, const Value& body) {
  const auto& deliveries = situation.deliveries.deliveries;
  const auto& responses = situation.responses;
  if (const auto at = deliveries.find(DeliveryId{field(body, "delivery")}); at != deliveries.end()) {
    return at->second.planned.warning;
  }
  if (const auto at = responses.disputes.find(DisputeId{field(body, "dispute")}); at != responses.disputes.end()) {
    return at->second.raised.fact.warning;
  }
  if (const auto at = responses.questions.find(QuestionId{field(body, "question")}); at != responses.questions.end()) {
    return at->second.asked.fact.warning;
  }
  if (const auto at = responses.measures.find(MeasureId{field(body, "measure")}); at != responses.measures.end()) {
    return at->second.reported.fact.warning;
  }
  return std::nullopt;
}

}  // namespace

namespace {

std::string filled(std::string_view rest, const Value& body) {
  std::string text;
  while (!rest.empty()) {
    const auto open = rest.find('{');
    text += rest.substr(0, open);
    if (open == std::string_view::npos) break;
    const auto close = rest.find('}', open);
    text += field(body, rest.substr(open + 1, close - open - 1));
    rest = rest.substr(close + 1);
  }
  return text;
}

/// Facts of a batch that are said one by one; more are counted.
constexpr std::size_t said_singly = 4;

/// What many facts of a kind are called.
const std::map<std::string_view, std::string_view> plurals = {
    {"delivery.planned", "recipients are to be told"},
    {"delivery.attempted", "attempts began"},
    {"delivery.reported", "attempts were answered"},
    {"delivery.stopped", "deliveries are not sent any more"},
    {"delivery.escalated", "deliveries go to the next contact"},
    {"delivery.exhausted", "deliveries have no contact left"},
    {"watch.raised", "alarms were raised: these have not acknowledged in time"},
    {"alert.heard", "alerts of others were heard"},
    {"alert.heard_again", "alerts were heard by one more feed"},
    {"alert.reported", "alerts became reports"},
    {"alert.relayed", "alerts were handed on"},
    {"thread.tallied", "threads of recipients were counted"},
    {"thread.closed", "threads of recipients were closed: nothing more is to be told"},
};

/// Why each outcome by its number: the first of many must not speak for the others (sent is not warned).
std::string counted(const record::Entry& entry, const std::vector<const Value*>& bodies) {
  const auto plural = plurals.find(entry.kind);
  auto text = cat(bodies.size(), " ", plural == plurals.end() ? std::string_view("facts of one kind") : plural->second);
  std::map<std::string, std::size_t> outcomes;
  for (const auto* body : bodies) {
    if (auto outcome = field(*body, "outcome"); !outcome.empty()) ++outcomes[std::move(outcome)];
  }
  auto before = ": ";
  for (const auto& [outcome, count] : outcomes) text += cat(std::exchange(before, ", "), count, " ", outcome);
  return text;
}

}  // namespace

std::string sentence(const record::Entry& entry) {
  const auto found = templates.find(entry.kind);
  if (found == templates.end()) return entry.kind;
  const auto bodies = record::bodies(entry);
  if (bodies.size() > said_singly) return counted(entry, bodies);
  std::string text;
  for (const auto* body : bodies) text += cat(text.empty() ? "" : "; ", filled(found->second, *body));
  return text;
}

std::optional<CaseId> case_of(const watch::Situation& situation, const record::Entry& entry) {
  const auto& body = *record::bodies(entry).front();  // all facts of a batch are about one case
  for (const auto* path : {"case_id", "notice.case_id"}) {
    if (auto name = field(body, path); !name.empty()) return CaseId{std::move(name)};
  }
  if (const auto warning = warning_of(body)) return case_of_warning(situation, *warning);
  if (const auto warning = warning_through(situation, body)) return case_of_warning(situation, *warning);
  if (const auto task = situation.responses.tasks.find(TaskId{field(body, "task")});
      task != situation.responses.tasks.end()) {
    return task->second.opened.fact.case_id;
  }
  if (const auto report = situation.reports.reports.find(ReportId{field(body, "report")});
      report != situation.reports.reports.end()) {
    return report->second.case_id;
  }
  return std::nullopt;
}

std::string lane(const record::Entry& entry) { return entry.kind.substr(0, entry.kind.find('.')); }

}  // namespace heed::review
