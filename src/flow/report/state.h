#pragma once
// What is known of the reports: the fold of their entries.

#include <map>
#include <set>

#include "flow/report/entries.h"

namespace heed::report {

enum class Stage { received, routed, closed };
constexpr auto words(Stage) {
  return core::word_table<Stage>({{Stage::received, "received"}, {Stage::routed, "routed"}, {Stage::closed, "closed"}});
}

struct Report {
  Received received;
  Stage stage = Stage::received;
  std::optional<CaseId> case_id;
  std::optional<std::string> discredited;  ///< why it no longer stands
  record::Ref entry;
  std::string entered_by;
  HEED_FIELDS(Report, received, stage, case_id, discredited, entry, entered_by)
};

struct State {
  std::map<ReportId, Report> reports;
  std::set<std::pair<Instant, ReportId>> waiting;  ///< received and in no case yet, oldest first (IN-10)
  HEED_FIELDS(State, reports, waiting)
};

[[nodiscard]] Result<void> apply(State& state, const record::Entry& entry);

/// The report of that name, or not_found.
[[nodiscard]] Result<const Report*> find(const State& state, const ReportId& id);

}  // namespace heed::report
