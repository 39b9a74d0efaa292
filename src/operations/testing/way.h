#pragma once
// The way of one warning, as the commands that people give.

#include "flow/response/testing/responses.h"
#include "operations/commands/command.h"

namespace heed::testing {

/// A command, and who gives it.
struct Given {
  record::Actor actor;
  std::string command;
  Value body;
};

inline const record::Actor olga = person("olga", record::Role::senior_officer);
inline const record::Actor rita = person("rita", record::Role::releaser);

inline cases::AddFacet statement(std::string name, cases::Aspect aspect, std::string text) {
  cases::AddFacet command;
  command.case_id = case_c;
  command.facet = FacetId{std::move(name)};
  command.aspect = aspect;
  command.statement = std::move(text);
  command.marking = report::Tier::everyone;
  return command;
}

/// From the first report to the release of the warning "w" about the hall: to "hall-office" (direct) and "newspaper"
/// (public).
inline std::vector<Given> way_to_release(Instant now) {
  cases::AddTarget hall;
  hall.case_id = case_c;
  hall.target = TargetId{"hall"};
  hall.name = "The concert hall";
  const decision::Assess assess{
      case_c,
      TargetId{"hall"},
      {{"credible", decision::Answer::yes, {}}, {"impending", decision::Answer::unknown, {}}}};
  auto draft = draft_of(now);
  draft.reach = {reach(report::Tier::direct, {"hall-office"}), reach(report::Tier::everyone, {"newspaper"})};
  const auto ann = person("ann");
  return {
      {ann, "receive_report", to_value(receive("r1", report::Tier::everyone))},
      {ann, "open_case", to_value(cases::Open{case_c, "Plan against a hall", "regime", {}, {ReportId{"r1"}}})},
      {ann, "add_target", to_value(hall)},
      {ann, "add_facet", to_value(statement("f-what", cases::Aspect::what, "An attack is planned."))},
      {ann, "add_facet", to_value(statement("f-where", cases::Aspect::where, "Concert halls."))},
      {ann, "assess_threshold", to_value(assess)},
      {olga, "decide_to_warn", to_value(decision::Warn{case_c, TargetId{"hall"}, "people are in danger"})},
      {ann, "register_recipient", to_value(audience::registration_of(recipient("hall-office")))},
      {ann, "register_recipient", to_value(audience::registration_of(recipient("newspaper", report::Tier::everyone)))},
      {ann, "draft_warning", to_value(draft)},
      {rita, "release_warning", to_value(warning::Let{warning_w, 1})},
  };
}

inline const DeliveryId to_office{"w/1/hall-office"};
inline const DeliveryId to_newspaper{"w/1/newspaper"};

/// The hall's office acknowledges, and an officer writes it down.
inline Given acknowledging() { return {person("ann"), "acknowledge", to_value(acknowledgement(to_office))}; }

}  // namespace heed::testing
