#include "flow/warning/rules.h"

#include <algorithm>

#include "core/assert.h"
#include "lib/area/measure/measure.h"

namespace heed::warning {

using report::check_line;
using report::check_text;

namespace {

Frame frame_of(const Drafted& drafted) {
  return {drafted.warning, drafted.edition, drafted.what,  drafted.issuer,
          drafted.status,  drafted.valid,   drafted.notice};
}

Result<void> check_tier(const TierDraft& tier) {
  TRY(check_line(tier.headline, "headline"));
  TRY(check_text(tier.instruction, "instruction"));
  TRY(check_line(tier.language, "language"));
  if (tier.tier == report::Tier::internal) {
    return fail(Code::invalid, "the internal tier is the case itself; a warning is for others", "tier");
  }
  return {};
}

Result<std::vector<Content>> compose_all(const cases::Case& of, const Drafted& drafted,
                                         const std::vector<TierDraft>& tiers) {
  std::vector<Content> contents;
  for (std::size_t i = 0; i < tiers.size(); ++i) {
    const auto place = cat("tiers[", i, "]");
    if (auto checked = check_tier(tiers[i]); !checked) return fail(core::within(place, std::move(checked).error()));
    const bool is_twice = std::any_of(contents.begin(), contents.end(), [&](const Content& content) {
      return content.tier == tiers[i].tier && content.language == tiers[i].language;
    });
    if (is_twice) return fail(Code::invalid, "this tier has a text in this language already", place);
    auto content = compose(frame_of(drafted), tiers[i], visible(of, drafted.targets, tiers[i].tier));
    if (!content) return fail(core::within(place, std::move(content).error()));
    contents.push_back(*std::move(content));
  }
  return contents;
}

Result<void> check_targets(const cases::Case& of, const std::vector<TargetId>& targets) {
  if (targets.empty()) return fail(Code::invalid, "a warning is about at least one target", "targets");
  for (std::size_t i = 0; i < targets.size(); ++i) {
    auto target = cases::find(of, targets[i]);
    if (!target) return fail(Code::not_found, target.error().detail, cat("targets[", i, "]"));
    if ((*target)->threat != cases::Threat::open) {
      return fail(Code::refused, "the threat to this target has ended; reopen it first", cat("targets[", i, "]"));
    }
  }
  return {};
}

Result<void> check_window(const Interval& valid, Instant now) {
  if (valid.until <= valid.from) return fail(Code::invalid, "a warning must end after it begins (FT-1)", "valid.until");
  if (valid.until <= now) return fail(Code::invalid, "this window is over already", "valid.until");
  return {};
}

Result<void> check_reach(const std::vector<Reach>& reach, const std::vector<Content>& contents) {
  for (std::size_t i = 0; i < reach.size(); ++i) {
    const auto tier = reach[i].tier;
    if (reach[i].area) {
      // Why so late: an area of half the earth is right in form, and warns everybody by a slip of the hand.
      auto sized = measure::check_size(*reach[i].area);
      if (!sized) return fail(core::within(cat("reach[", i, "].area"), std::move(sized).error()));
    }
    for (std::size_t j = 0; j < reach[i].geocodes.size(); ++j) {
      if (reach[i].geocodes[j].meaning) continue;
      return fail(Code::invalid, "nobody has looked up what this geocode means",
                  cat("reach[", i, "].geocodes[", j, "]"));
    }
    const bool has_text =
        std::any_of(contents.begin(), contents.end(), [&](const Content& content) { return content.tier == tier; });
    if (!has_text) {
      return fail(Code::invalid, cat("there is no text for the tier \"", word(tier), "\""), cat("reach[", i, "].tier"));
    }
  }
  return {};
}

Review review_or_half_way(const std::optional<Review>& review, const Interval& valid, const std::string& owner) {
  return review.value_or(Review{owner, valid.from + (valid.until - valid.from) / 2});
}

}  // namespace

Result<record::Drafts> draft(const Setting& setting, const Draft& command, Status status,
                             const record::Moment& moment) {
  HEED_ASSERT(command.warning.has_value());
  TRY(report::check_plain_name(command.warning->text, "warning"));
  if (setting.warnings.warnings.contains(*command.warning)) {
    return fail(Code::conflict, cat("a warning \"", command.warning->text, "\" is already there"), "warning");
  }
  TRY(const auto* of, cases::find_open(setting.cases, command.case_id));
  TRY(check_targets(*of, command.targets));
  TRY(check_line(command.issuer, "issuer"));
  TRY(check_window(command.valid, moment.now));
  if (command.tiers.empty()) return fail(Code::invalid, "a warning needs at least one tier", "tiers");
  Drafted drafted{*command.warning,
                  1,
                  Kind::alert,
                  command.case_id,
                  command.targets,
                  command.issuer,
                  status,
                  command.valid,
                  review_or_half_way(command.review, command.valid, of->owner),
                  command.reach,
                  {},
                  std::nullopt,
                  command.event_codes};
  TRY(drafted.contents, compose_all(*of, drafted, command.tiers));
  TRY(check_reach(command.reach, drafted.contents));
  return record::Drafts{record::draft(drafted)};
}

namespace {

Result<Interval> next_window(const Warning& warning, const DraftEdition& command, Instant now) {
  const auto valid = command.valid.value_or(warning.valid);
  if (command.what == Kind::extend && valid.until <= warning.valid.until) {
    return fail(Code::invalid, "an extension ends later than the window that it extends", "valid.until");
  }
  const bool closes = command.what == Kind::cancel || command.what == Kind::all_clear;
  if (!closes) TRY(check_window(valid, now));
  return valid;
}

Result<void> check_follow_up(const Warning& warning, const DraftEdition& command) {
  if (command.what == Kind::alert || command.what == Kind::lapse_notice) {
    return fail(Code::invalid, cat("an edition of the kind \"", word(command.what), "\" is not drafted by hand"),
                "what");
  }
  if (!stands(warning)) {
    return fail(Code::refused,
                cat("the warning is ", word(warning.standing), "; a later edition follows one that stands"), "warning");
  }
  return check_text(command.notice, "notice");
}

/// Refuses an edition without a text for somebody who was told before: a text for a wider tier is for the narrower too.
Result<void> check_told_before(const Drafted& before, const std::vector<Content>& contents) {
  const auto is_narrower = [](const Content& a, const Content& b) { return a.tier < b.tier; };
  const auto told = std::max_element(before.contents.begin(), before.contents.end(), is_narrower);
  const auto now = std::max_element(contents.begin(), contents.end(), is_narrower);
  if (told == before.contents.end() || now == contents.end() || now->tier >= told->tier) return {};
  return fail(Code::invalid,
              cat("the tier \"", word(told->tier), "\" was told before and is told again (FT-3); give it a text"),
              "tiers");
}

}  // namespace

Result<record::Drafts> draft_edition(const Setting& setting, const DraftEdition& command,
                                     const record::Moment& moment) {
  TRY(const auto* warning, find(setting.warnings, command.warning));
  TRY(check_follow_up(*warning, command));
  TRY(const auto* of, cases::find_open(setting.cases, warning->case_id));
  TRY(const auto valid, next_window(*warning, command, moment.now));
  const auto& before = newest_released(*warning)->drafted;
  Drafted drafted = before;
  drafted.edition = warning->editions.size() + 1;
  drafted.what = command.what;
  drafted.valid = valid;
  drafted.review = review_or_half_way(command.review, valid, of->owner);
  drafted.notice = command.notice;
  if (!command.reach.empty()) drafted.reach = command.reach;
  if (command.event_codes) drafted.event_codes = *command.event_codes;
  if (command.tiers.empty()) {
    const auto window = cat(command.notice, "\n\nThe warning now stands until ", core::spoken(valid.until), ".");
    const bool closes = command.what == Kind::cancel || command.what == Kind::all_clear;
    auto frame = frame_of(drafted);
    frame.notice.reset();
    for (auto& content : drafted.contents) content = compose_after(frame, content, closes ? command.notice : window);
  } else {
    TRY(drafted.contents, compose_all(*of, drafted, command.tiers));
    TRY(check_told_before(before, drafted.contents));
  }
  TRY(check_reach(drafted.reach, drafted.contents));
  return record::Drafts{record::draft(drafted)};
}

Result<record::Drafts> answer_check(const Setting& setting, const AnswerCheck& command) {
  TRY(const auto* warning, find(setting.warnings, command.warning));
  TRY(const auto* edition, find(*warning, command.edition));
  TRY(check_text(command.answer, "answer"));
  if (edition->release) return fail(Code::refused, "this edition has gone out", "edition");
  TRY(const auto* of, cases::find(setting.cases, warning->case_id));
  for (const auto& finding : check({*of, setting.reports, *edition})) {
    if (finding.check != command.check) continue;
    if (finding.weight == Weight::must_mend) {
      return fail(Code::refused, cat("this finding cannot be answered, only mended: ", finding.question), "check");
    }
    return record::Drafts{
        record::draft(CheckAnswered{command.warning, command.edition, command.check, command.answer})};
  }
  return fail(Code::not_found, cat("there is no finding \"", command.check, "\" on this edition"), "check");
}

Result<record::Drafts> release(const Setting& setting, const Let& command, const record::Moment& moment) {
  TRY(const auto* warning, find(setting.warnings, command.warning));
  TRY(const auto* edition, find(*warning, command.edition));
  if (edition->release) return fail(Code::refused, "this edition has gone out already", "edition");
  if (edition->drafted_by == moment.actor.name) {
    return fail(Code::refused, "who drafted an edition may not release it (SR-4); ask a second person");
  }
  // Why not by the numbers: of two drafts on one edition, the second does not know what the first has told meanwhile.
  const auto* newest = newest_released(*warning);
  if (newest != nullptr && newest->release->entry.index > edition->entry.index) {
    return fail(Code::refused,
                cat("edition ", newest->drafted.edition, " has gone out since this one was drafted; draft it anew"),
                "edition");
  }
  TRY(const auto* of, cases::find(setting.cases, warning->case_id));
  const auto findings = open_findings({*of, setting.reports, *edition});
  if (!findings.empty()) {
    return fail(Code::refused, cat(findings.front().question, findings.size() > 1 ? " (and further findings)" : ""),
                findings.front().check);
  }
  const auto kind = edition->drafted.what;
  const bool is_alert = kind == Kind::alert;
  TRY(next(warning->standing, event_of(kind)));
  const bool closes = kind == Kind::cancel || kind == Kind::all_clear;
  if (!closes && edition->drafted.valid.until <= moment.now) {
    return fail(Code::refused, "the window of this edition is over; draft it anew");
  }
  if (is_alert && !is_threat_open(setting, *warning)) {
    return fail(Code::refused, "the threat to every target has ended since this was drafted", "targets");
  }
  for (const auto& target : edition->drafted.targets) {
    const auto& decision = decision::find(setting.decisions, warning->case_id, target);
    if (is_alert && decision::standing(decision, *of, moment.now) != decision::Standing::warn) {
      return fail(Code::refused, cat("nobody has decided to warn the target \"", target.text, "\" (AS-1)"), "targets");
    }
  }
  return record::Drafts{record::draft(Released{command.warning, command.edition})};
}

Result<record::Drafts> look_again(const Setting& setting, const LookAgain& command) {
  TRY(const auto* warning, find(setting.warnings, command.warning));
  TRY(check_text(command.finding, "finding"));
  if (!stands(*warning)) return fail(Code::refused, cat("the warning is ", word(warning->standing)), "warning");
  return record::Drafts{record::draft(Reviewed{command.warning, command.finding})};
}

Result<record::Drafts> name_disposition(const Setting& setting, const NameDisposition& command, Duration ask_before,
                                        const record::Moment& moment) {
  TRY(const auto* warning, find(setting.warnings, command.warning));
  TRY(check_text(command.reason, "reason"));
  TRY(next(warning->standing, Event::name_disposition));
  if (command.disposition != Disposition::lapsed && command.disposition != Disposition::replaced) {
    return fail(Code::invalid,
                cat("\"", word(command.disposition), "\" is said by an edition that goes out: draft and release it"),
                "disposition");
  }
  if (command.disposition == Disposition::replaced) {
    if (!command.replaced_by) return fail(Code::invalid, "say which warning replaces it", "replaced_by");
    TRY(const auto* other, find(setting.warnings, *command.replaced_by));
    if (!stands(*other) || other->id == warning->id) {
      return fail(Code::refused, "the warning that replaces it must itself stand", "replaced_by");
    }
  }
  if (warning->standing == Standing::active && moment.now < warning->valid.until - ask_before) {
    return fail(Code::refused,
                cat("a lapse is accepted at the earliest ", core::spoken(ask_before), " before the window ends"),
                "disposition");
  }
  return record::Drafts{
      record::draft(DispositionNamed{command.warning, command.disposition, command.reason, command.replaced_by})};
}

bool is_threat_open(const Setting& setting, const Warning& warning) {
  const auto of = setting.cases.cases.find(warning.case_id);
  if (of == setting.cases.cases.end() || warning.editions.empty()) return false;
  const auto& targets = warning.editions.front().drafted.targets;
  return std::any_of(targets.begin(), targets.end(), [&](const auto& id) {
    const auto target = of->second.targets.find(id);
    return target != of->second.targets.end() && target->second.threat == cases::Threat::open;
  });
}

Result<record::Drafts> end_window(const Setting& setting, const WarningId& id) {
  TRY(const auto* warning, find(setting.warnings, id));
  TRY(next(warning->standing, warning->planned ? Event::window_ends_named : Event::window_ends));
  const bool is_open = is_threat_open(setting, *warning);
  Drafted notice = newest_released(*warning)->drafted;
  notice.edition = warning->editions.size() + 1;
  notice.what = Kind::lapse_notice;
  notice.notice.reset();
  for (auto& content : notice.contents) content = compose_after(frame_of(notice), content, lapse_message(is_open));
  return record::Drafts{record::draft(WindowEnded{notice, is_open})};
}

Result<void> may_close(const State& warnings, const CaseId& case_id) {
  for (const auto& [id, warning] : warnings.warnings) {
    if (warning.case_id == case_id && stands(warning)) {
      return fail(Code::refused,
                  cat("the warning \"", id.text, "\" still stands; its closing message comes first (FT-7)"), "case_id");
    }
  }
  return {};
}

}  // namespace heed::warning
