#pragma once
// The facts of the seventh stage, second part: what the warned do, and what somebody must do about it.

#include "flow/record/entry.h"

namespace heed::response {

/// A protective measure at a recipient (FT-5).
struct MeasureReported {
  static constexpr std::string_view kind = "response.measure_reported";
  MeasureId measure;
  WarningId warning;
  RecipientId recipient;
  std::string what;
  Instant from;
  std::optional<std::string> verified_by;
  std::optional<std::string> source;
  HEED_FIELDS(MeasureReported, measure, warning, recipient, what, from, verified_by, source)
};

struct MeasureLifted {
  static constexpr std::string_view kind = "response.measure_lifted";
  MeasureId measure;
  std::string by;
  std::string reason;
  bool is_threat_open = true;
  HEED_FIELDS(MeasureLifted, measure, by, reason, is_threat_open)
};

/// The recipient's front line was told (DE-10).
struct Briefed {
  static constexpr std::string_view kind = "response.front_line_briefed";
  WarningId warning;
  RecipientId recipient;
  std::string who;
  std::string source;
  HEED_FIELDS(Briefed, warning, recipient, who, source)
};

/// Something that somebody must do by a time.
struct TaskOpened {
  static constexpr std::string_view kind = "response.task_opened";
  TaskId task;
  CaseId case_id;
  std::string what;
  std::string owner;
  Instant due;
  HEED_FIELDS(TaskOpened, task, case_id, what, owner, due)
};

struct TaskDone {
  static constexpr std::string_view kind = "response.task_done";
  TaskId task;
  std::string outcome;
  HEED_FIELDS(TaskDone, task, outcome)
};

}  // namespace heed::response
