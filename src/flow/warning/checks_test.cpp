#include "flow/warning/checks.h"

#include <functional>

#include "flow/warning/testing/warnings.h"

namespace heed::warning {
namespace {

using cases::Aspect;
using report::Tier;
using testing::facet;

/// The names of the findings of a draft, in their order.
std::string findings_of(const testing::WarningDesk& desk, const Draft& command) {
  const auto drafts = testing::must(draft(testing::setting_of(desk), command, Status::actual, desk.moment()));
  Edition edition;
  edition.drafted = testing::proposed<Drafted>(drafts);
  std::vector<std::string> names;
  const auto& of = desk.of<cases::State>().cases.at(testing::case_c);
  for (const auto& finding : check({of, desk.of<report::State>(), edition})) {
    names.push_back(cat(finding.check, finding.weight == Weight::must_mend ? " must be mended" : ""));
  }
  return core::listed(names);
}

testing::WarningDesk desk_with_secrets() {
  testing::WarningDesk desk;
  testing::note_case(desk);
  auto secret = testing::received("secret", Tier::partner);
  secret.text = "A caller named the cousin of the driver as the man with the keys";
  desk.note(secret, report::Routed{secret.report, testing::case_c},
            facet("f-who", Aspect::who, Tier::partner, "Four men who came from the east in a white car."),
            facet("f-when", Aspect::when, Tier::direct, "On Friday evening."));
  return desk;
}

TEST_CASE("every_check_finds_what_it_is_for_and_nothing_else") {
  const auto desk = desk_with_secrets();
  struct Row {
    std::string_view name;
    std::function<void(Draft&)> given;
    std::string_view expected;
  };
  for (const auto& row :
       {Row{"a good draft for insiders and the public", [](Draft&) {}, ""},
        Row{"AS-9: insiders only", [](Draft& d) { d.tiers.pop_back(); }, "equal_warning"},
        Row{"AS-9: the public only", [](Draft& d) { d.tiers.erase(d.tiers.begin()); }, ""},
        Row{"SR-6: neither where nor whom", [](Draft& d) { d.tiers[1].facets = {FacetId{"f-what"}}; },
            "minimum_content/public must be mended"},
        Row{"SR-3: five words of a hidden statement",
            [](Draft& d) { d.tiers[1].instruction = "Beware of men WHO came, from the East!"; }, "leak/public"},
        Row{"SR-3: four words of it", [](Draft& d) { d.tiers[1].instruction = "Beware: they came from the east."; },
            ""},
        Row{"SR-3: five words of a hidden report",
            [](Draft& d) { d.tiers[0].headline = "The cousin of the driver is sought"; }, "leak/direct"},
        Row{"SR-3: the same words where they may be seen",
            [](Draft& d) {
              d.tiers[0].tier = Tier::partner;
              d.tiers[0].instruction = "Look for four men who came from the east.";
            },
            ""},
        Row{"AS-10: confidence and likelihood in one sentence",
            [](Draft& d) { d.tiers[1].instruction = "We say with high CONFIDENCE that it is likely. Stay away."; },
            "likelihood/public"},
        Row{"AS-10: in two sentences",
            [](Draft& d) { d.tiers[1].instruction = "An attack is likely. We have high confidence in the source."; },
            ""}}) {
    auto command = testing::draft_of(desk.now);
    row.given(command);
    CHECK_MESSAGE(findings_of(desk, command) == row.expected, row.name);
  }
}

TEST_CASE("a_discredited_report_is_found_under_everything_that_rests_on_it (IN-15)") {
  auto desk = desk_with_secrets();
  auto rests = facet("f-rests", Aspect::how, Tier::everyone, "By car.");
  rests.reports = {ReportId{"r1"}, ReportId{"secret"}};
  desk.note(rests);
  auto without = testing::draft_of(desk.now);
  for (auto& tier : without.tiers) tier.facets = {FacetId{"f-where"}};
  CHECK(findings_of(desk, testing::draft_of(desk.now)).empty());
  desk.note(report::Discredited{ReportId{"secret"}, "invented"});
  CHECK(findings_of(desk, testing::draft_of(desk.now)) == "discredited");
  CHECK(findings_of(desk, without).empty());
}

TEST_CASE("an_answer_by_name_takes_a_finding_away_and_a_finding_that_must_be_mended_stays (AS-9, SR-6)") {
  auto desk = desk_with_secrets();
  auto command = testing::draft_of(desk.now);
  command.tiers = {testing::tier(Tier::direct)};
  command.tiers[0].facets = {FacetId{"f-what"}};
  desk.done(draft(testing::setting_of(desk), command, Status::actual, desk.moment()));
  const auto answer = [&](const char* check, const char* words) {
    return answer_check(testing::setting_of(desk), {testing::warning_w, 1, check, words});
  };
  CHECK(testing::verdict(answer("equal_warning", "")) == "invalid @answer");
  CHECK(testing::verdict(answer("leak/direct", "no leak here")) == "not_found @check");
  CHECK(testing::verdict(answer("minimum_content/direct", "all know where")) == "refused @check");
  const auto left = [&] {
    const auto& edition = testing::the_warning(desk).editions.front();
    return open_findings({desk.of<cases::State>().cases.at(testing::case_c), desk.of<report::State>(), edition}).size();
  };
  CHECK(left() == 2);
  desk.as("petra", record::Role::public_officer).done(answer("equal_warning", "the threat names one hall only"));
  CHECK(left() == 1);
  CHECK(testing::the_warning(desk).editions.front().answers.at("equal_warning").by == "petra");
}

}  // namespace
}  // namespace heed::warning
