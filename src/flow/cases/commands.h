#pragma once
// What may be asked of a case. Names that are left out are drawn by the hub.

#include "flow/cases/state.h"

namespace heed::cases {

struct Open {
  std::optional<CaseId> case_id;
  std::string title;
  std::string regime;
  std::optional<std::string> owner;  ///< left out: who opens it owns it
  std::vector<ReportId> reports;
  HEED_FIELDS(Open, case_id, title, regime, owner, reports)
};

struct HandOver {
  CaseId case_id;
  std::string owner;
  HEED_FIELDS(HandOver, case_id, owner)
};

struct JoinReport {
  CaseId case_id;
  ReportId report;
  HEED_FIELDS(JoinReport, case_id, report)
};

struct AddTarget {
  CaseId case_id;
  std::optional<TargetId> target;
  std::string name;
  TargetType type = TargetType::place;
  std::optional<area::Area> place;
  std::optional<Interval> expected;
  HEED_FIELDS(AddTarget, case_id, target, name, type, place, expected)
};

struct ResolveTarget {
  CaseId case_id;
  TargetId target;
  Threat threat = Threat::removed;
  std::string reason;
  std::vector<ReportId> reports;
  HEED_FIELDS(ResolveTarget, case_id, target, threat, reason, reports)
};

struct ReopenTarget {
  CaseId case_id;
  TargetId target;
  std::string reason;
  HEED_FIELDS(ReopenTarget, case_id, target, reason)
};

struct AddFacet {
  CaseId case_id;
  std::optional<FacetId> facet;
  Aspect aspect = Aspect::what;
  std::string statement;
  report::Tier marking = report::Tier::internal;
  std::optional<Basis> basis;
  std::optional<Likelihood> likelihood;
  std::vector<TargetId> targets;
  std::vector<ReportId> reports;
  std::optional<std::string> cleared;
  HEED_FIELDS(AddFacet, case_id, facet, aspect, statement, marking, basis, likelihood, targets, reports, cleared)
};

struct RecordClaim {
  CaseId case_id;
  std::string subject;
  std::string value;
  std::string source;
  Instant as_of;
  std::optional<std::string> published_at;
  HEED_FIELDS(RecordClaim, case_id, subject, value, source, as_of, published_at)
};

struct Close {
  CaseId case_id;
  std::string reason;
  HEED_FIELDS(Close, case_id, reason)
};

}  // namespace heed::cases
