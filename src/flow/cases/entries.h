#pragma once
// The facts of the second stage: reports joined to a threat.

#include "flow/record/entry.h"
#include "flow/report/marking.h"
#include "lib/area/area.h"

namespace heed::cases {

/// What a statement is about.
enum class Aspect { who, what, whom, where, when, how };
constexpr auto words(Aspect) {
  return core::word_table<Aspect>({{Aspect::who, "who"},
                                   {Aspect::what, "what"},
                                   {Aspect::whom, "whom"},
                                   {Aspect::where, "where"},
                                   {Aspect::when, "when"},
                                   {Aspect::how, "how"}});
}

/// Seven bands of likelihood with their share in percent (AS-10); the band is stored, the words are rendered (SR-13).
enum class Likelihood { almost_none, very_unlikely, unlikely, even, likely, very_likely, almost_certain };
constexpr auto words(Likelihood) {
  return core::word_table<Likelihood>({{Likelihood::almost_none, "almost_none"},
                                       {Likelihood::very_unlikely, "very_unlikely"},
                                       {Likelihood::unlikely, "unlikely"},
                                       {Likelihood::even, "even"},
                                       {Likelihood::likely, "likely"},
                                       {Likelihood::very_likely, "very_likely"},
                                       {Likelihood::almost_certain, "almost_certain"}});
}

/// What is known is kept apart from what is assumed and from what nobody knows (AS-11).
enum class Basis { known, assumed, unknown };
constexpr auto words(Basis) {
  return core::word_table<Basis>({{Basis::known, "known"}, {Basis::assumed, "assumed"}, {Basis::unknown, "unknown"}});
}

/// IN-4: a target need not be a person.
enum class TargetType { person, group, institution, place, event, class_of_venue };
constexpr auto words(TargetType) {
  return core::word_table<TargetType>({{TargetType::person, "person"},
                                       {TargetType::group, "group"},
                                       {TargetType::institution, "institution"},
                                       {TargetType::place, "place"},
                                       {TargetType::event, "event"},
                                       {TargetType::class_of_venue, "class_of_venue"}});
}

/// Where a threat to one target stands (FT-4); each target has its own (IN-4). All but `open` are ends (FT-11).
enum class Threat { open, contained, disproved, removed, event_over, transferred };
constexpr auto words(Threat) {
  return core::word_table<Threat>({{Threat::open, "open"},
                                   {Threat::contained, "contained"},
                                   {Threat::disproved, "disproved"},
                                   {Threat::removed, "removed"},
                                   {Threat::event_over, "event_over"},
                                   {Threat::transferred, "transferred"}});
}

struct Opened {
  static constexpr std::string_view kind = "case.opened";
  CaseId case_id;
  std::string title;
  std::string regime;
  std::string owner;  ///< one named person at a time; never empty
  HEED_FIELDS(Opened, case_id, title, regime, owner)
};

struct HandedOver {
  static constexpr std::string_view kind = "case.handed_over";
  CaseId case_id;
  std::string owner;
  HEED_FIELDS(HandedOver, case_id, owner)
};

struct TargetAdded {
  static constexpr std::string_view kind = "case.target_added";
  CaseId case_id;
  TargetId target;
  std::string name;
  TargetType type = TargetType::place;
  std::optional<area::Area> place;
  std::optional<Interval> expected;  ///< when the harm is expected, if anybody knows
  HEED_FIELDS(TargetAdded, case_id, target, name, type, place, expected)
};

struct TargetResolved {
  static constexpr std::string_view kind = "case.target_resolved";
  CaseId case_id;
  TargetId target;
  Threat threat = Threat::removed;
  std::string reason;
  std::vector<ReportId> reports;
  HEED_FIELDS(TargetResolved, case_id, target, threat, reason, reports)
};

struct TargetReopened {
  static constexpr std::string_view kind = "case.target_reopened";
  CaseId case_id;
  TargetId target;
  std::string reason;
  HEED_FIELDS(TargetReopened, case_id, target, reason)
};

struct FacetAdded {
  static constexpr std::string_view kind = "case.facet_added";
  CaseId case_id;
  FacetId facet;
  Aspect aspect = Aspect::what;
  std::string statement;
  report::Tier marking = report::Tier::internal;
  Basis basis = Basis::known;
  std::optional<Likelihood> likelihood;
  std::vector<TargetId> targets;  ///< empty: it holds for every target of the case
  std::vector<ReportId> reports;
  std::optional<std::string> cleared;  ///< who allowed a marking wider than that of every report, and why (SR-1, SR-5)
  HEED_FIELDS(FacetAdded, case_id, facet, aspect, statement, marking, basis, likelihood, targets, reports, cleared)
};

/// A figure or a statement by one source at one time. Claims stand side by side; none overwrites another.
struct ClaimRecorded {
  static constexpr std::string_view kind = "case.claim_recorded";
  CaseId case_id;
  std::string subject;  ///< "killed", "hurt": claims on one subject are shown together
  std::string value;
  std::string source;
  Instant as_of;
  std::optional<std::string> published_at;
  HEED_FIELDS(ClaimRecorded, case_id, subject, value, source, as_of, published_at)
};

struct Closed {
  static constexpr std::string_view kind = "case.closed";
  CaseId case_id;
  std::string reason;
  HEED_FIELDS(Closed, case_id, reason)
};

}  // namespace heed::cases
