#include "core/assert.h"
#include "flow/response/follow_up.h"

namespace heed::response {

using report::check_line;
using report::check_text;

Result<record::Drafts> report_measure(const Setting& setting, const ReportMeasure& command,
                                      const record::Moment& moment) {
  HEED_ASSERT(command.measure.has_value());
  TRY(warning::find(setting.before.warnings, command.warning));
  TRY(audience::find(setting.recipients, command.recipient));
  TRY(check_text(command.what, "what"));
  if (setting.responses.measures.contains(*command.measure)) {
    return fail(Code::conflict, cat("a measure \"", command.measure->text, "\" is already there"), "measure");
  }
  return record::Drafts{
      record::draft(MeasureReported{*command.measure, command.warning, command.recipient, command.what,
                                    command.from.value_or(moment.now), command.verified_by, command.source})};
}

Result<record::Drafts> lift_measure(const Setting& setting, const LiftMeasure& command, const record::Moment& moment) {
  const auto found = setting.responses.measures.find(command.measure);
  if (found == setting.responses.measures.end()) {
    return fail(Code::not_found, cat("there is no measure \"", command.measure.text, "\""), "measure");
  }
  if (found->second.lifted) return fail(Code::refused, "this measure is lifted already", "measure");
  TRY(check_line(command.by, "by"));
  TRY(check_text(command.reason, "reason"));
  const auto& reported = found->second.reported.fact;
  TRY(const auto* about, warning::find(setting.before.warnings, reported.warning));
  const bool is_open = warning::is_threat_open(setting.before, *about);
  record::Drafts drafts{record::draft(MeasureLifted{command.measure, command.by, command.reason, is_open})};
  if (is_open) {
    drafts.push_back(
        follow_up(setting, *about, cat("A measure was lifted while the threat is open: ", reported.what), moment.now));
  }
  return drafts;
}

Result<record::Drafts> brief(const Setting& setting, const Brief& command) {
  TRY(warning::find(setting.before.warnings, command.warning));
  TRY(audience::find(setting.recipients, command.recipient));
  TRY(check_line(command.who, "who"));
  TRY(check_line(command.source, "source"));
  return record::Drafts{record::draft(Briefed{command.warning, command.recipient, command.who, command.source})};
}

}  // namespace heed::response
