#pragma once
// A regime for tests: two questions, two grounds, short clocks.

#include "flow/cases/testing/cases.h"
#include "flow/decision/rules.h"

namespace heed::testing {

inline decision::Regime regime() {
  decision::Regime made;
  made.id = "regime";
  made.title = "A regime for tests";
  made.basis = "none";
  made.questions = {{"credible", "Is it credible?", true}, {"impending", "Is it impending?", false}};
  made.clocks = {{hours(48), hours(2)}, {hours(4), minutes(15)}, {std::nullopt, hours(24)}};
  made.grounds = {{"already_aware", "The target knows already", false}, {"sources", "A source would be lost", true}};
  made.required_roles = {"host_police"};
  made.spans = {minutes(15), minutes(30), hours(6), hours(72), hours(1), hours(2)};
  return made;
}

inline decision::Regimes regimes() { return {{"regime", regime()}}; }

inline decision::Assessed assessed(std::string target, bool is_met = true) {
  decision::Assessed fact;
  fact.case_id = case_c;
  fact.target = TargetId{std::move(target)};
  fact.is_met = is_met;
  return fact;
}

inline decision::Warned warned(std::string target) {
  return {case_c, TargetId{std::move(target)}, "they are in danger"};
}

}  // namespace heed::testing
