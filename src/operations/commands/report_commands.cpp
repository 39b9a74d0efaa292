#include "operations/commands/stage_commands.h"

namespace heed::commands {
namespace {

Result<Decided> receive(const Sight& sight, report::Receive& command) {
  TRY(const auto name, named(sight, command.report, "report"));
  return decided(report::receive(sight.desk.state.reports, command, sight.moment), name);
}
Result<Decided> close(const Sight& sight, report::Close& command) {
  return decided(report::close(sight.desk.state.reports, command), command.report.text);
}
Result<Decided> discredit(const Sight& sight, report::Discredit& command) {
  return decided(report::discredit(sight.desk.state.reports, command), command.report.text);
}

Result<Decided> report_alert(const Sight& sight, heard::ReportAlert& command) {
  TRY(const auto name, named(sight, command.report, "report"));
  const auto& state = sight.desk.state;
  return decided(heard::report_alert(state.heard, state.reports, command, sight.moment), name);
}

}  // namespace

std::vector<Command> report_commands() {
  return {
      row<report::Receive, receive>("receive_report",
                                    "Take in one report: what somebody says, with its source, grades and marking."),
      row<heard::ReportAlert, report_alert>("report_alert", "Make a report of an alert of others that was heard."),
      row<report::Close, close>("close_report", "Close a report that goes to no case, by name and with a reason."),
      row<report::Discredit, discredit>("discredit_report",
                                        "Mark a report as no longer standing; what rests on it shows up again."),
  };
}

}  // namespace heed::commands
