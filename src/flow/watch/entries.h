#pragma once
// The facts of the eighth stage: somebody was told that something is overdue.

#include "flow/record/entry.h"

namespace heed::watch {

enum class Due {
  route_report,      ///< a report belongs to no case yet (IN-10)
  decide,            ///< warn, waive or delay (AS-1)
  approve_waiver,    ///< a proposed waiver waits for a senior officer
  review_warning,    ///< the named reviewer looks at the warning again (FT-1)
  name_disposition,  ///< the window ends soon: extend, replace, cancel, all-clear, or accept the lapse (FT-2)
  end_window,        ///< the hub's own: the window ends now
  unattended,        ///< the window ended and nobody named a disposition (FT-2)
  closing_message,   ///< the threat has ended and the warning stands (FT-7)
  acknowledgement,   ///< the acknowledgement is overdue, or no contact could be reached (DE-7)
  missing_role,      ///< a role that the regime requires was not told (DE-1)
  task,              ///< a follow-up task
  question,          ///< a recipient's question has no answer
};
constexpr auto words(Due) {
  return core::word_table<Due>({{Due::route_report, "route_report"},
                                {Due::decide, "decide"},
                                {Due::approve_waiver, "approve_waiver"},
                                {Due::review_warning, "review_warning"},
                                {Due::name_disposition, "name_disposition"},
                                {Due::end_window, "end_window"},
                                {Due::unattended, "unattended"},
                                {Due::closing_message, "closing_message"},
                                {Due::acknowledgement, "acknowledgement"},
                                {Due::missing_role, "missing_role"},
                                {Due::task, "task"},
                                {Due::question, "question"}});
}

/// An alarm: a deadline passed, and it is in the record that it did. Once for each deadline.
struct Raised {
  static constexpr std::string_view kind = "watch.raised";
  std::string deadline;  ///< the deadline's name
  Due what = Due::decide;
  std::optional<CaseId> case_id;
  std::string text;
  std::string owner;
  Instant due;
  HEED_FIELDS(Raised, deadline, what, case_id, text, owner, due)
};

}  // namespace heed::watch
