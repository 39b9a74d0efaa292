#pragma once
// What is looked at before an edition may go out. A finding is mended, or answered by name; it is never skipped.

#include "flow/cases/state.h"
#include "flow/report/state.h"
#include "flow/warning/state.h"

namespace heed::warning {

enum class Weight {
  must_mend,    ///< the edition cannot go out like this
  must_answer,  ///< somebody must answer by name why it may
};
constexpr auto words(Weight) {
  return core::word_table<Weight>({{Weight::must_mend, "must_mend"}, {Weight::must_answer, "must_answer"}});
}

struct Finding {
  std::string check;  ///< the name by which it is answered: "leak/public", "equal_warning"
  Weight weight = Weight::must_answer;
  std::string question;
  HEED_FIELDS(Finding, check, weight, question)
};

/// What the checks look at.
struct Sight {
  const cases::Case& of;
  const report::State& reports;
  const Edition& edition;
};

/// Every finding of an edition, in a fixed order:
///   minimum_content/TIER   no action, or neither where nor whom (SR-6)             must_mend
///   leak/TIER              words of a statement or report that the tier may not see (SR-3)  must_answer
///   equal_warning          insiders are told and the public is not (AS-8, AS-9)     must_answer
///   likelihood/TIER        confidence and likelihood in one sentence (AS-10)        must_answer
///   discredited            it rests on a report that no longer stands (IN-15)       must_answer
[[nodiscard]] std::vector<Finding> check(const Sight& sight);

/// Those that still stand in the way of a release: to be mended, or not answered yet.
[[nodiscard]] std::vector<Finding> open_findings(const Sight& sight);

}  // namespace heed::warning
