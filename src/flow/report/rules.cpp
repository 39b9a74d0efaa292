#include "flow/report/rules.h"

#include <set>

#include "core/assert.h"

namespace heed::report {

Result<void> check_text(std::string_view text, std::string_view field) {
  if (core::trimmed(text).empty()) return fail(Code::invalid, "this must not be empty", std::string(field));
  return {};
}

Result<void> check_line(std::string_view text, std::string_view field) {
  TRY(check_text(text, field));
  if (text.size() > limits::line_bytes) {
    return fail(Code::too_large, cat("this may have at most ", limits::line_bytes, " bytes"), std::string(field));
  }
  return {};
}

Result<void> check_plain_name(std::string_view name, std::string_view field) {
  if (name.size() <= limits::chosen_name_bytes && name.find('/') == std::string_view::npos) return {};
  return fail(Code::invalid, cat("this name must have at most ", limits::chosen_name_bytes, " characters and no '/'"),
              std::string(field));
}

Result<record::Drafts> receive(const State& state, const Receive& command, const record::Moment& moment) {
  HEED_ASSERT(command.report.has_value());
  TRY(check_text(command.text, "text"));
  TRY(check_line(command.source, "source"));
  if (state.reports.contains(*command.report)) {
    return fail(Code::conflict, cat("a report \"", command.report->text, "\" is already there"), "report");
  }
  if (command.first_awareness.at > moment.now) {
    return fail(Code::invalid, "nobody can have known of it in the future; give the time at which it was first known",
                "first_awareness.at");
  }
  for (std::size_t i = 0; i < command.derived_from.size(); ++i) {
    if (!state.reports.contains(command.derived_from[i])) {
      return fail(Code::not_found, cat("there is no report \"", command.derived_from[i].text, "\" to derive from"),
                  cat("derived_from[", i, "]"));
    }
  }
  return record::Drafts{record::draft(Received{*command.report, command.text, command.source, command.reliability,
                                               command.credibility, command.marking, command.originator,
                                               command.derived_from, command.first_awareness, command.published_at})};
}

Result<record::Drafts> close(const State& state, const Close& command) {
  TRY(const auto* report, find(state, command.report));
  TRY(check_text(command.reason, "reason"));
  switch (report->stage) {
    case Stage::received: return record::Drafts{record::draft(Closed{command.report, command.reason})};
    case Stage::routed:
      return fail(Code::refused, cat("the case \"", report->case_id->text, "\" holds this report; end it there"),
                  "report");
    case Stage::closed: return fail(Code::refused, "this report is already closed", "report");
  }
  return fail(Code::internal, "a report is in no stage");
}

Result<record::Drafts> discredit(const State& state, const Discredit& command) {
  TRY(const auto* report, find(state, command.report));
  TRY(check_text(command.reason, "reason"));
  if (report->discredited) return fail(Code::refused, "this report is already marked as not standing", "report");
  return record::Drafts{record::draft(Discredited{command.report, command.reason})};
}

Result<record::Drafts> route(const State& state, const ReportId& id, const CaseId& case_id) {
  TRY(const auto* report, find(state, id));
  if (report->stage == Stage::routed) {
    return fail(Code::refused, cat("the case \"", report->case_id->text, "\" already holds this report"), "report");
  }
  return record::Drafts{record::draft(Routed{id, case_id})};
}

namespace {

/// Where the derivation of reports begins. Why it keeps what it has seen: reports that share ancestors reach them by
/// more ways than could ever be walked.
void collect_roots(const State& state, std::vector<ReportId> open, std::set<std::string>& roots) {
  std::set<ReportId> seen;
  while (!open.empty()) {
    const auto id = std::move(open.back());
    open.pop_back();
    const auto found = state.reports.find(id);
    if (found == state.reports.end() || !seen.insert(id).second) continue;
    const auto& received = found->second.received;
    if (received.derived_from.empty()) {
      roots.insert(received.originator ? "originator " + *received.originator : "report " + id.text);
    }
    open.insert(open.end(), received.derived_from.begin(), received.derived_from.end());
  }
}

}  // namespace

std::size_t origins(const State& state, const std::vector<ReportId>& reports) {
  std::set<std::string> roots;
  collect_roots(state, reports, roots);
  return roots.size();
}

}  // namespace heed::report
