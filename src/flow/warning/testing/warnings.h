#pragma once
// Warnings for tests: the warning "w" of the case "c", for the tiers "direct" and "public".

#include "flow/decision/testing/regimes.h"
#include "flow/warning/rules.h"

namespace heed::testing {

inline const WarningId warning_w{"w"};

inline warning::TierDraft tier(report::Tier which, std::string language = "en") {
  return {which, std::move(language), "Danger at concerts", "Keep away from large halls.", {}};
}

inline warning::Reach reach(report::Tier which, std::vector<std::string> names) {
  warning::Reach made;
  made.tier = which;
  for (auto& name : names) made.recipients.emplace_back(std::move(name));
  return made;
}

/// From `from`, for 48 hours.
inline warning::Draft draft_of(Instant from, std::vector<std::string> targets = {"hall"}) {
  warning::Draft command;
  command.warning = warning_w;
  command.case_id = case_c;
  for (auto& name : targets) command.targets.emplace_back(std::move(name));
  command.issuer = "The embassy";
  command.valid = {from, from + hours(48)};
  command.tiers = {tier(report::Tier::direct), tier(report::Tier::everyone)};
  return command;
}

inline warning::DraftEdition edition_of(warning::Kind what, std::string notice = "there is something new to say") {
  warning::DraftEdition command;
  command.warning = warning_w;
  command.what = what;
  command.notice = std::move(notice);
  return command;
}

inline warning::NameDisposition lapse() {
  return {warning_w, warning::Disposition::lapsed, "nothing more is known", std::nullopt};
}

template <class Desk>
warning::Setting setting_of(const Desk& desk) {
  return {desk.template of<report::State>(), desk.template of<cases::State>(), desk.template of<decision::State>(),
          desk.template of<warning::State>()};
}

/// The desk of a warning centre up to this stage.
using WarningDesk = Desk<report::State, cases::State, decision::State, warning::State>;

/// Lets an edition out by a second person.
template <class Desk>
void let_out(Desk& desk, std::uint64_t edition = 1, const WarningId& id = warning_w) {
  desk.as("rita", record::Role::releaser).done(warning::release(setting_of(desk), {id, edition}, desk.moment()));
  desk.as("ann");
}

/// The case "c", decided to be warned, with the warning "w" drafted by ann.
template <class Desk>
void note_draft(Desk& desk, std::vector<std::string> targets = {"hall"}) {
  note_case(desk);
  for (const auto& name : targets) desk.note(assessed(name), warned(name));
  desk.done(warning::draft(setting_of(desk), draft_of(desk.now, targets), warning::Status::actual, desk.moment()));
}

/// The same, and let out.
template <class Desk>
void note_warning(Desk& desk, std::vector<std::string> targets = {"hall"}) {
  note_draft(desk, std::move(targets));
  let_out(desk);
}

/// Drafts and lets out a later edition.
template <class Desk>
void note_edition(Desk& desk, const warning::DraftEdition& command) {
  const auto drafts = desk.done(warning::draft_edition(setting_of(desk), command, desk.moment()));
  let_out(desk, proposed<warning::Drafted>(drafts).edition, command.warning);
}

template <class Desk>
const warning::Warning& the_warning(const Desk& desk, const WarningId& id = warning_w) {
  return desk.template of<warning::State>().warnings.at(id);
}

}  // namespace heed::testing
