#include "operations/commands/area_schema.h"
#include "operations/commands/event_codes.h"
#include "operations/commands/stage_commands.h"
#include "operations/look_up_geocodes.h"
#include "operations/plan_edition.h"

namespace heed::commands {
namespace {

Result<Decided> draft(const Sight& sight, warning::Draft& command) {
  TRY(const auto name, named(sight, command.warning, "warning"));
  TRY(operations::look_up_geocodes(sight.desk, command.reach));
  TRY(look_up_event_codes(sight.desk, command.event_codes));
  return decided(warning::draft(sight.desk.warning_setting(), command, sight.desk.manner.status, sight.moment), name);
}
Result<Decided> draft_edition(const Sight& sight, warning::DraftEdition& command) {
  TRY(operations::look_up_geocodes(sight.desk, command.reach));
  if (command.event_codes) TRY(look_up_event_codes(sight.desk, *command.event_codes));
  return decided(warning::draft_edition(sight.desk.warning_setting(), command, sight.moment), command.warning.text);
}
Result<Decided> answer_check(const Sight& sight, warning::AnswerCheck& command) {
  return decided(warning::answer_check(sight.desk.warning_setting(), command), command.warning.text);
}

/// The release, the audience and the plan of deliveries are one commit: no crash can fall between them.
Result<Decided> release(const Sight& sight, warning::Let& command) {
  TRY(auto drafts, warning::release(sight.desk.warning_setting(), command, sight.moment));
  TRY(const auto* warning, warning::find(sight.desk.state.warnings, command.warning));
  TRY(const auto* edition, warning::find(*warning, command.edition));
  TRY(const auto deliveries, operations::plan_edition(sight.desk, edition->drafted, sight.moment.now));
  drafts.insert(drafts.end(), deliveries.begin(), deliveries.end());
  return Decided{std::move(drafts), command.warning.text};
}

Result<Decided> look_again(const Sight& sight, warning::LookAgain& command) {
  return decided(warning::look_again(sight.desk.warning_setting(), command), command.warning.text);
}

Result<Decided> name_disposition(const Sight& sight, warning::NameDisposition& command) {
  const auto setting = sight.desk.warning_setting();
  TRY(const auto* warning, warning::find(setting.warnings, command.warning));
  TRY(const auto* of, cases::find(setting.cases, warning->case_id));
  const auto ask_before = watch::regime_of(sight.desk.regimes, *of).spans.review_before_end;
  return decided(warning::name_disposition(setting, command, ask_before, sight.moment), command.warning.text);
}

}  // namespace

std::vector<Command> warning_commands() {
  return {
      row<warning::Draft, draft>("draft_warning",
                                 "Draft a warning: whom it reaches, until when, and what each tier is told."),
      row<warning::DraftEdition, draft_edition>(
          "draft_edition", "Draft a later edition: update, extend, correct, downgrade, cancel, all-clear."),
      row<warning::AnswerCheck, answer_check>("answer_check", "Answer by name what a check asks of an edition."),
      row<warning::Let, release>("release_warning", "Let an edition out that somebody else drafted."),
      row<warning::LookAgain, look_again>("review_warning", "Record that a warning was looked at and stands as it is."),
      row<warning::NameDisposition, name_disposition>(
          "name_disposition", "Accept by name that a window lapses, or say which warning replaces it."),
  };
}

}  // namespace heed::commands
