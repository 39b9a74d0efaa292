#include <algorithm>

#include "adapters/format/after_action/after_action.h"
#include "adapters/format/after_action/lines.h"
#include "adapters/format/after_action/words.h"

namespace heed::after_action {
namespace {

std::string at(std::uint64_t entry) { return cat(" [#", entry, "]"); }

void write_head(Lines& lines, const review::AfterAction& view) {
  lines.title(cat("AFTER-ACTION REPORT: ", view.title));
  lines.item(0, cat("Case ", view.case_id.text, ". As of ", core::spoken(view.as_of), ", from ", view.entries,
                    " entries of the record. It shows statements of every marking."));
  lines.section("Summary");
  for (const auto& sentence : summary(view).sentences) lines.item(2, sentence);
  lines.item(2, cat("From first awareness to first release: ", spoken(view.delays.issuance), "."));
  lines.item(2, cat("From first release to first arrival: ", spoken(view.delays.dissemination), "."));
  lines.item(2, cat("From first release to first acknowledgement: ", spoken(view.delays.acknowledgement), "."));
  for (const auto& target : view.targets) {
    lines.item(2, cat("Target ", target.name, ": threat ", target.threat, " since ", core::spoken(target.since),
                      at(target.entry)));
  }
}

void write_matrix(Lines& lines, const review::AfterAction& view) {
  lines.section("Who knew what when");
  for (std::size_t i = 0; i < view.statements.size(); ++i) {
    const auto& statement = view.statements[i];
    lines.item(2, cat(column(i), " ", statement.aspect, " (may be seen by ", word(statement.marking),
                      "): ", statement.statement, at(statement.entry)));
  }
  for (const auto& knower : view.knowers) {
    lines.blank();
    lines.item(2, cat(knower.name, " (", knower.recipient.text, ")"));
    for (std::size_t i = 0; i < view.statements.size(); ++i) {
      const auto* first = told(knower, view.statements[i].facet);
      lines.item(4, first == nullptr ? cat(column(i), ": not told")
                                     : cat(column(i), ": ", core::spoken(first->at), ", edition ", first->edition, ": ",
                                           how_far(first->standing), at(first->entry)));
    }
  }
}

void write_telling(Lines& lines, const review::Telling& telling) {
  lines.item(4, cat(edition_of(telling), ", tier ", word(telling.tier), ", ", telling.language, ": released ",
                    core::spoken(telling.released_at), " by ", telling.by, at(telling.release_entry)));
  lines.item(6, cat(how_far(telling.standing), telling.channel.empty() ? "" : cat(", by ", telling.channel), ", ",
                    telling.attempts, telling.attempts == 1 ? " attempt" : " attempts"));
  if (!telling.acknowledged_at) return;
  lines.item(6,
             cat("acknowledged ", core::spoken(*telling.acknowledged_at), " by ", telling.acknowledged_by.value_or("?"),
                 telling.latency ? cat(", after ", core::spoken(*telling.latency)) : "",
                 telling.acknowledged_entry ? at(*telling.acknowledged_entry) : ""));
  if (telling.evidence) lines.item(6, cat("evidence: ", evidence(telling)));
  if (telling.read_back) lines.item(6, cat("read back: ", *telling.read_back));
}

void write_acknowledgements(Lines& lines, const review::AfterAction& view) {
  lines.section("Acknowledgements");
  for (const auto& knower : view.knowers) {
    if (knower.tellings.empty()) continue;
    lines.item(2, knower.name);
    for (const auto& telling : knower.tellings) write_telling(lines, telling);
  }
}

void write_remarks(Lines& lines, std::string_view heading, const std::vector<review::Remark>& remarks) {
  lines.section(heading);
  if (remarks.empty()) lines.item(2, "None.");
  for (const auto& remark : remarks) {
    lines.item(2, cat(core::spoken(remark.at), ": ", remark.text, at(remark.entry)));
    if (!remark.answer && !remark.answered_in) continue;
    lines.item(4, cat("Answered: ", remark.answer.value_or("see the entry"),
                      remark.answered_in ? at(*remark.answered_in) : ""));
  }
}

void write_claims(Lines& lines, const review::AfterAction& view) {
  lines.section("Claims side by side");
  if (view.claims.empty()) lines.item(2, "None.");
  std::vector<std::string> subjects;
  for (const auto& claim : view.claims) {
    if (std::ranges::count(subjects, claim.subject) == 0) subjects.push_back(claim.subject);
  }
  for (const auto& subject : subjects) {
    lines.item(2, subject);
    for (const auto& claim : view.claims) {
      if (claim.subject != subject) continue;
      lines.item(4, cat(claim.value, " (", claim.source, ", as of ", core::spoken(claim.as_of), ")", at(claim.entry)));
    }
  }
}

void write_timeline(Lines& lines, const review::AfterAction& view) {
  lines.section("Timeline");
  for (const auto& moment : view.timeline) {
    lines.item(2, cat(core::spoken(moment.at), " | ", moment.lane, " | ", moment.actor.name, " (",
                      word(moment.actor.role), "): ", moment.text, at(moment.entry)));
  }
}

}  // namespace

std::string text(const review::AfterAction& view) {
  Lines lines(text_columns);
  write_head(lines, view);
  write_matrix(lines, view);
  write_acknowledgements(lines, view);
  write_remarks(lines, "Lapses", view.lapses);
  write_remarks(lines, "Disputes and rejections", view.disputes);
  write_remarks(lines, "Decisions not to warn", view.not_to_warn);
  write_remarks(lines, "Alarms", view.alarms);
  write_remarks(lines, "Protective measures", view.measures);
  write_claims(lines, view);
  write_timeline(lines, view);
  return lines.take();
}

}  // namespace heed::after_action
