#pragma once
// The facts of the first stage: what somebody said.

#include "flow/record/entry.h"
#include "flow/report/marking.h"

namespace heed::report {

/// How far the source can be relied on (IN-6). F means that it cannot be judged, not that it is bad.
enum class Reliability { a, b, c, d, e, f };
constexpr auto words(Reliability) {
  return core::word_table<Reliability>({{Reliability::a, "A"},
                                        {Reliability::b, "B"},
                                        {Reliability::c, "C"},
                                        {Reliability::d, "D"},
                                        {Reliability::e, "E"},
                                        {Reliability::f, "F"}});
}

/// How credible the information is, graded apart from its source (IN-6). 6 means that it cannot be judged.
enum class Credibility { one, two, three, four, five, six };
constexpr auto words(Credibility) {
  return core::word_table<Credibility>({{Credibility::one, "1"},
                                        {Credibility::two, "2"},
                                        {Credibility::three, "3"},
                                        {Credibility::four, "4"},
                                        {Credibility::five, "5"},
                                        {Credibility::six, "6"}});
}

/// When the threat was first known, apart from when it was entered: every clock runs from here (IN-2).
struct Awareness {
  Instant at;
  std::optional<std::string> by;
  HEED_FIELDS(Awareness, at, by)
};

struct Received {
  static constexpr std::string_view kind = "report.received";
  ReportId report;
  std::string text;
  std::string source;
  Reliability reliability = Reliability::f;
  Credibility credibility = Credibility::six;
  Tier marking = Tier::internal;
  std::optional<std::string>
      originator;  ///< who first collected it: ten reports of one originator are one source (IN-8)
  std::vector<ReportId> derived_from;
  Awareness first_awareness;
  std::optional<std::string> published_at;  ///< a public address, when the report is from open sources
  HEED_FIELDS(Received, report, text, source, reliability, credibility, marking, originator, derived_from,
              first_awareness, published_at)
};

/// The report was handed on to a case: it is somebody's from now on (IN-10).
struct Routed {
  static constexpr std::string_view kind = "report.routed";
  ReportId report;
  CaseId case_id;
  HEED_FIELDS(Routed, report, case_id)
};

/// The report goes to no case, by a named person and for a reason (IN-10).
struct Closed {
  static constexpr std::string_view kind = "report.closed";
  ReportId report;
  std::string reason;
  HEED_FIELDS(Closed, report, reason)
};

/// The originator took it back, or it was shown to be false: everything that rests on it must be looked at again
/// (IN-15).
struct Discredited {
  static constexpr std::string_view kind = "report.discredited";
  ReportId report;
  std::string reason;
  HEED_FIELDS(Discredited, report, reason)
};

}  // namespace heed::report
