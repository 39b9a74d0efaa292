#include "flow/decision/regime.h"

#include <functional>

#include "flow/decision/testing/regimes.h"

namespace heed::decision {
namespace {

using testing::verdict;

TEST_CASE("a_regime_that_could_not_be_worked_with_is_refused") {
  struct Row {
    std::string_view name;
    std::function<void(Regime&)> given;
    std::string_view expected;
  };
  for (const auto& row :
       {Row{"as it is", [](Regime&) {}, "done"},
        Row{"asks nothing", [](Regime& r) { r.questions.clear(); }, "invalid @questions"},
        Row{"no clock", [](Regime& r) { r.clocks.clear(); }, "invalid @clocks"},
        Row{"no clock for when nothing is known", [](Regime& r) { r.clocks.pop_back(); }, "invalid @clocks"},
        Row{"two grounds of one code (AS-3)", [](Regime& r) { r.grounds.push_back(r.grounds[0]); },
            "invalid @grounds[2]"}}) {
    auto regime = testing::regime();
    row.given(regime);
    CHECK_MESSAGE(verdict(check(regime)) == row.expected, row.name);
  }
}

TEST_CASE("a_regime_that_is_not_there_is_refused_with_those_that_are") {
  CHECK((*testing::must(find(testing::regimes(), "regime"))).id == "regime");
  const auto regimes = testing::regimes();
  CHECK(testing::said(find(regimes, "clery")) == "regime: there is no regime \"clery\"; there are regime");
}

}  // namespace
}  // namespace heed::decision
