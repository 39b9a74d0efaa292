#pragma once
// Cases for tests: the case "c" with its targets, statements and reports.

#include "flow/cases/rules.h"
#include "flow/report/testing/reports.h"

namespace heed::testing {

inline const CaseId case_c{"c"};

inline cases::Opened opened(const CaseId& id = case_c) { return {id, "Plan against a hall", "regime", "olga"}; }

inline cases::TargetAdded target(std::string name, const CaseId& of = case_c) {
  cases::TargetAdded fact;
  fact.case_id = of;
  fact.target = TargetId{name};
  fact.name = std::move(name);
  return fact;
}

/// A statement for every target, marked as the test says.
inline cases::FacetAdded facet(std::string name, cases::Aspect aspect, report::Tier marking,
                               std::string statement = "something is stated") {
  cases::FacetAdded fact;
  fact.case_id = case_c;
  fact.facet = FacetId{std::move(name)};
  fact.aspect = aspect;
  fact.statement = std::move(statement);
  fact.marking = marking;
  return fact;
}

inline cases::TargetResolved resolved(std::string name, cases::Threat threat = cases::Threat::removed) {
  return {case_c, TargetId{std::move(name)}, threat, "they were arrested", {}};
}

/// A case with one report, the targets "hall" and "synagogue", and a statement of what and where for everybody.
template <class Desk>
void note_case(Desk& desk) {
  desk.note(received("r1", report::Tier::everyone), opened(), report::Routed{ReportId{"r1"}, case_c}, target("hall"),
            target("synagogue"), facet("f-what", cases::Aspect::what, report::Tier::everyone, "An attack is planned."),
            facet("f-where", cases::Aspect::where, report::Tier::everyone, "Concert halls."));
}

}  // namespace heed::testing
