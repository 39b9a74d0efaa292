#include "flow/response/follow_up.h"

#include "core/assert.h"

namespace heed::response {

using report::check_line;
using report::check_text;

record::Draft follow_up(const Setting& setting, const warning::Warning& about, std::string what, Instant now) {
  auto number = setting.responses.tasks.size() + 1;
  const auto name = [&] { return TaskId{cat("follow-up-", number)}; };
  while (setting.responses.tasks.contains(name())) ++number;
  return record::draft(TaskOpened{name(), about.case_id, std::move(what),
                                  setting.before.cases.cases.at(about.case_id).owner, now + setting.follow_up});
}

Result<record::Drafts> open_task(const Setting& setting, const OpenTask& command) {
  HEED_ASSERT(command.task.has_value());
  TRY(cases::find(setting.before.cases, command.case_id));
  TRY(check_text(command.what, "what"));
  TRY(check_line(command.owner, "owner"));
  if (setting.responses.tasks.contains(*command.task)) {
    return fail(Code::conflict, cat("a task \"", command.task->text, "\" is already there"), "task");
  }
  return record::Drafts{
      record::draft(TaskOpened{*command.task, command.case_id, command.what, command.owner, command.due})};
}

Result<record::Drafts> complete_task(const Setting& setting, const CompleteTask& command) {
  const auto found = setting.responses.tasks.find(command.task);
  if (found == setting.responses.tasks.end()) {
    return fail(Code::not_found, cat("there is no task \"", command.task.text, "\""), "task");
  }
  if (found->second.done) return fail(Code::refused, "this task is done already", "task");
  TRY(check_text(command.outcome, "outcome"));
  return record::Drafts{record::draft(TaskDone{command.task, command.outcome})};
}

}  // namespace heed::response
