#include "flow/response/commands.h"
#include "flow/warning/rules.h"
#include "sim/wishes.h"

namespace heed::sim {
namespace {

using report::Tier;

warning::TierDraft tier_draft(Wishes& w, Tier tier) {
  return {tier, w.dice().one_in(4) ? "ru" : "en", w.dice().words(3), w.dice().words(4), {}};
}

warning::Reach reach_of(Wishes& w, Tier tier) {
  warning::Reach reach;
  reach.tier = tier;
  for (const auto& [id, narrowest] : w.recipients()) {
    if (narrowest <= tier && w.dice().one_in(2)) reach.recipients.push_back(id);
  }
  if (w.dice().one_in(3)) reach.roles = {"press"};
  if (w.dice().one_in(30)) reach.recipients.push_back(w.any_recipient());
  return reach;
}

std::optional<Value> draft(Wishes& w) {
  const auto* of = w.any_case();
  if (of == nullptr || of->targets.empty() || w.state.warnings.warnings.size() > 12) return std::nullopt;
  warning::Draft command;
  command.warning = WarningId{w.new_name("warning")};
  command.case_id = of->opened.case_id;
  command.targets = {w.any_target(*of)};
  const auto& decision = decision::find(w.state.decisions, of->opened.case_id, command.targets.front());
  const bool is_decided = !decision.made.empty() && decision.made.back().standing == decision::Standing::warn;
  if (!is_decided && !w.dice().one_in(4)) return std::nullopt;
  command.issuer = w.dice().words(2);
  command.valid = {w.now, w.now + w.hours_up_to(30)};
  for (const auto tier : core::all_of<Tier>()) {
    // Why mostly the wide ones: what the narrow tiers are told, few statements may say.
    if (tier == Tier::internal || !w.dice().one_in(tier == Tier::everyone ? 2 : 3)) continue;
    command.tiers.push_back(tier_draft(w, tier));
    command.reach.push_back(reach_of(w, tier));
  }
  return to_value(command);
}

std::optional<Value> draft_edition(Wishes& w) {
  const auto* warning = w.any_warning();
  if (warning == nullptr) return std::nullopt;
  warning::DraftEdition command;
  command.warning = warning->id;
  // Why updates more often than the rest: the others end or move the window, and most warnings would be over soon.
  command.what = w.dice().one_in(3) ? warning::Kind::update : w.any_of<warning::Kind>();
  command.notice = w.sentence();
  if (w.dice().one_in(2)) command.valid = Interval{w.now, w.now + w.hours_up_to(60)};
  if (w.dice().one_in(4)) {
    for (const auto tier : {Tier::direct, Tier::everyone}) {
      command.tiers.push_back(tier_draft(w, tier));
      command.reach.push_back(reach_of(w, tier));
    }
  }
  return to_value(command);
}

std::optional<Value> answer_check(Wishes& w) {
  const auto* edition = w.any_draft();
  if (edition == nullptr) return std::nullopt;
  const auto& of = w.state.cases.cases.at(edition->drafted.case_id);
  auto findings = warning::open_findings({of, w.state.reports, *edition});
  if (findings.empty() && !w.dice().one_in(10)) return std::nullopt;
  const auto check = findings.empty() ? std::string("equal_warning") : w.dice().pick(findings).check;
  return to_value(warning::AnswerCheck{edition->drafted.warning, edition->drafted.edition, check, w.sentence()});
}

std::optional<Value> release(Wishes& w) {
  const auto* edition = w.any_draft();
  if (edition == nullptr) return std::nullopt;
  return to_value(warning::Let{edition->drafted.warning, edition->drafted.edition});
}

std::optional<Value> name_disposition(Wishes& w) {
  const auto* warning = w.any_warning();
  if (warning == nullptr) return std::nullopt;
  warning::NameDisposition command{warning->id, warning::Disposition::lapsed, w.sentence(), {}};
  if (w.dice().one_in(3)) {
    command.disposition = w.any_of<warning::Disposition>();
    command.replaced_by = w.any(w.state.warnings.warnings);
  }
  return to_value(command);
}

std::optional<Value> review_warning(Wishes& w) {
  return to_value(warning::LookAgain{w.any(w.state.warnings.warnings), w.sentence()});
}

std::optional<Value> excuse_role(Wishes& w) {
  return to_value(audience::ExcuseRole{w.any(w.state.warnings.warnings), "host_police", w.sentence()});
}

std::optional<Value> close_case(Wishes& w) { return to_value(cases::Close{w.any(w.state.cases.cases), w.sentence()}); }

std::optional<Value> hand_over(Wishes& w) {
  return to_value(cases::HandOver{w.any(w.state.cases.cases), w.dice().one_in(2) ? "ann" : "bea"});
}

std::optional<Value> record_claim(Wishes& w) {
  return to_value(cases::RecordClaim{
      w.any(w.state.cases.cases), w.dice().words(2), w.dice().word(), w.dice().word(), w.now - w.hours_up_to(2), {}});
}

std::optional<Value> take_over(Wishes& w) {
  return to_value(delivery::TakeOver{w.any(w.state.deliveries.deliveries), "telephone", w.sentence()});
}

std::optional<Value> acknowledge(Wishes& w) {
  const auto* delivery = w.any_delivery();
  if (delivery == nullptr) return std::nullopt;
  const auto action = w.dice().one_in(20) ? std::string{} : w.dice().words(2);
  return to_value(response::Acknowledge{
      delivery->planned.delivery, w.dice().word(), "guard", {w.dice().words(2), w.dice().words(2), action}});
}

std::optional<Value> refuse(Wishes& w) {
  return to_value(response::Refuse{w.any(w.state.deliveries.deliveries), w.dice().word(), w.sentence()});
}

std::optional<Value> reject(Wishes& w) {
  return to_value(
      response::Reject{w.any(w.state.warnings.warnings), w.any_recipient(), w.sentence(), w.dice().words(2), {}});
}

std::optional<Value> contest(Wishes& w) {
  return to_value(response::Contest{DisputeId{w.new_name("dispute")},
                                    w.any(w.state.warnings.warnings),
                                    w.any_recipient(),
                                    w.any_of<response::Ground>(),
                                    w.sentence(),
                                    w.dice().words(2),
                                    {}});
}

std::optional<Value> answer_dispute(Wishes& w) {
  return to_value(response::AnswerDispute{w.any(w.state.responses.disputes), w.sentence()});
}

std::optional<Value> ask(Wishes& w) {
  return to_value(response::Ask{QuestionId{w.new_name("question")}, w.any(w.state.warnings.warnings), w.any_recipient(),
                                w.sentence()});
}

std::optional<Value> answer_question(Wishes& w) {
  return to_value(response::AnswerQuestion{w.any(w.state.responses.questions), w.sentence()});
}

std::optional<Value> report_measure(Wishes& w) {
  response::ReportMeasure command;
  command.measure = MeasureId{w.new_name("measure")};
  command.warning = w.any(w.state.warnings.warnings);
  command.recipient = w.any_recipient();
  command.what = w.sentence();
  return to_value(command);
}

std::optional<Value> lift_measure(Wishes& w) {
  return to_value(response::LiftMeasure{w.any(w.state.responses.measures), w.dice().word(), w.sentence()});
}

std::optional<Value> brief(Wishes& w) {
  return to_value(
      response::Brief{w.any(w.state.warnings.warnings), w.any_recipient(), w.dice().word(), w.dice().word()});
}

std::optional<Value> open_task(Wishes& w) {
  return to_value(response::OpenTask{{}, w.any(w.state.cases.cases), w.sentence(), "ann", w.now + w.hours_up_to(5)});
}

std::optional<Value> complete_task(Wishes& w) {
  return to_value(response::CompleteTask{w.any(w.state.responses.tasks), w.sentence()});
}

}  // namespace

std::vector<Wishes::Row> wishes_after_release() {
  return {
      {"draft_warning", draft, 8},
      {"draft_edition", draft_edition, 10},
      {"answer_check", answer_check, 8},
      {"release_warning", release, 16},
      {"name_disposition", name_disposition, 3},
      {"review_warning", review_warning, 2},
      {"excuse_role", excuse_role},
      {"close_case", close_case},
      {"hand_over_case", hand_over},
      {"record_claim", record_claim},
      {"take_over_delivery", take_over},
      {"acknowledge", acknowledge, 5},
      {"refuse_warning", refuse, 2},
      {"reject_warning", reject},
      {"dispute_warning", contest},
      {"answer_dispute", answer_dispute},
      {"ask_question", ask},
      {"answer_question", answer_question},
      {"report_measure", report_measure},
      {"lift_measure", lift_measure},
      {"brief_front_line", brief},
      {"open_task", open_task},
      {"complete_task", complete_task},
  };
}

}  // namespace heed::sim
