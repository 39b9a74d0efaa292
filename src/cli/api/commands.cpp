#include "cli/api/commands.h"

#include <algorithm>

#include "flow/audience/rules.h"
#include "flow/cases/commands.h"
#include "flow/decision/rules.h"
#include "flow/delivery/rules.h"
#include "flow/report/heard/rules.h"
#include "flow/report/rules.h"
#include "flow/response/commands.h"
#include "flow/threads.h"
#include "flow/warning/rules.h"

namespace heed::api {
namespace {

template <class Body>
CommandRow row(std::string path, std::string command, std::string purpose, std::string bare_group = {}) {
  return {std::move(path), std::move(command), std::move(purpose), fields_of<Body>, std::move(bare_group)};
}

std::vector<CommandRow> finding_out() {
  return {
      row<report::Receive>("report receive", "receive_report", "Take in one report, with its source and its grades."),
      row<heard::ReportAlert>("alerts report", "report_alert", "Make a report of an alert of others that was heard."),
      row<report::Close>("report close", "close_report", "Close a report that goes to no case, for a reason."),
      row<report::Discredit>("report discredit", "discredit_report", "Mark a report as no longer standing."),
      row<cases::Open>("case open", "open_case", "Open a case under a regime, with its first reports."),
      row<cases::JoinReport>("case join-report", "join_report", "Join a report to a case."),
      row<cases::AddTarget>("case add-target", "add_target", "Add a target: a person, a place, an event."),
      row<cases::AddFacet>("case add-facet", "add_facet", "Add one statement, with its marking and its grounds."),
      row<cases::RecordClaim>("case record-claim", "record_claim", "Put down a figure by one source, beside others."),
      row<cases::ResolveTarget>("case resolve-target", "resolve_target", "End the threat to one target, for a reason."),
      row<cases::ReopenTarget>("case reopen-target", "reopen_target", "Say that the threat to a target is open again."),
      row<cases::HandOver>("case hand-over", "hand_over_case", "Hand a case over to another named owner."),
      row<cases::Close>("case close", "close_case", "Close a case in which nothing stands any more."),
      row<decision::Assess>("case assess", "assess_threshold", "Answer the threshold questions for one target."),
      row<decision::Warn>("case decide-to-warn", "decide_to_warn", "Decide that a target is to be warned."),
      row<decision::ProposeWaiver>("case propose-waiver", "propose_waiver", "Propose not to warn, on a listed ground."),
      row<decision::ApproveWaiver>("case approve-waiver", "approve_waiver", "Approve a waiver somebody else proposed."),
      row<decision::Delay>("case delay", "delay_decision", "Delay a warning for a reason that ends."),
      row<decision::DecideBelowThreshold>("case below-threshold", "decide_below_threshold",
                                          "Decide that a target is below the threshold."),
  };
}

std::vector<CommandRow> telling() {
  return {
      row<warning::Draft>("warn draft", "draft_warning", "Draft a warning: to whom, until when, in which words."),
      row<warning::DraftEdition>("warn draft-edition", "draft_edition",
                                 "Draft a later edition: update, extend, correct, downgrade, cancel, all-clear."),
      row<warning::AnswerCheck>("warn answer-check", "answer_check", "Answer by name what a check asks of an edition."),
      row<warning::Let>("warn release", "release_warning", "Let an edition out that somebody else drafted."),
      row<warning::LookAgain>("warn reviewed", "review_warning",
                              "Record that a warning was looked at and stands as it is."),
      row<warning::NameDisposition>("warn name-disposition", "name_disposition",
                                    "Accept by name that a window lapses, or say what replaces it."),
      row<audience::Register>("recipients register", "register_recipient",
                              "Register a recipient, or replace what was registered under its name."),
      row<audience::Retire>("recipients retire", "retire_recipient", "Tell a recipient nothing any more."),
      row<audience::VerifyContact>("recipients verify", "verify_contact",
                                   "Record that one contact of a recipient was tried, and works."),
      row<audience::ExcuseRole>("warn excuse-role", "excuse_role",
                                "Record why nobody with a required role can be told."),
      row<flow::CountThread>("recipients count-thread", "count_thread",
                             "Record how much a recipient was told so far, or that it was nothing."),
      row<delivery::TakeOver>("deliver take-over", "take_over_delivery",
                              "Record that a person told a recipient by hand, and how."),
  };
}

std::vector<CommandRow> hearing_back() {
  return {
      row<response::Acknowledge>("ack", "acknowledge",
                                 "Acknowledge a delivery, reading back target, window and action.", "read_back"),
      row<response::AcknowledgeSigned>("ack signed", "acknowledge_signed",
                                       "Hand in a statement that a recipient signed with its key."),
      row<response::RegisterKey>("recipients register-key", "register_key",
                                 "Register an Ed25519 key with which a recipient acknowledges."),
      row<response::WithdrawKey>("recipients withdraw-key", "withdraw_key",
                                 "Let nothing count any more that a key signs from now on."),
      row<response::See>("ack seen", "see_warning", "Record that somebody has the warning open; no acknowledgement."),
      row<response::Refuse>("ack refuse", "refuse_warning", "Decline a delivery; the next contact is due at once."),
      row<response::Reject>("respond reject", "reject_warning", "Record that a recipient rejects the warning."),
      row<response::Contest>("respond dispute", "dispute_warning", "Record a dispute about what was told."),
      row<response::AnswerDispute>("respond answer-dispute", "answer_dispute", "Answer a dispute."),
      row<response::Ask>("respond ask", "ask_question", "Ask back about a warning."),
      row<response::AnswerQuestion>("respond answer-question", "answer_question", "Answer a question."),
      row<response::ReportMeasure>("respond measure", "report_measure", "Record a protective measure at a recipient."),
      row<response::LiftMeasure>("respond lift-measure", "lift_measure", "Record that a measure was lifted, and why."),
      row<response::Brief>("respond brief", "brief_front_line", "Record that a recipient's front line was told."),
      row<response::OpenTask>("respond task", "open_task", "Give somebody something to do by a time."),
      row<response::CompleteTask>("respond task-done", "complete_task", "Record that a task is done."),
  };
}

std::vector<CommandRow> all_rows() {
  auto rows = finding_out();
  for (auto& each : telling()) rows.push_back(std::move(each));
  for (auto& each : hearing_back()) rows.push_back(std::move(each));
  return rows;
}

}  // namespace

const std::vector<CommandRow>& command_rows() {
  static const auto rows = all_rows();
  return rows;
}

const CommandRow* find_row(std::string_view path) {
  const auto& rows = command_rows();
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const auto& each) { return each.path == path; });
  return found == rows.end() ? nullptr : &*found;
}

std::string option_name(const CommandRow& row, const Field& field) {
  // Why not "--from": that is the file with the whole body.
  if (field.path == "from") return "--from-time";
  auto name = field.path;
  const auto owner = row.bare_group + ".";
  if (!row.bare_group.empty() && name.starts_with(owner)) name.erase(0, owner.size());
  for (auto& c : name) {
    if (c == '_' || c == '.') c = '-';
  }
  return "--" + name;
}

}  // namespace heed::api
