#include "flow/warning/compose.h"

#include "flow/warning/testing/warnings.h"

namespace heed::warning {
namespace {

using cases::Aspect;
using report::Tier;
using testing::facet;

cases::Case case_of(const std::vector<cases::FacetAdded>& facets) {
  cases::Case made;
  for (const auto& each : facets) made.facets[each.facet] = {each, {}};
  return made;
}

Frame frame(Kind what = Kind::alert, Status status = Status::actual) {
  const auto from = testing::at("2024-03-07T18:00:00Z");
  return {testing::warning_w, 1, what, "The embassy", status, {from, from + testing::hours(48)}, std::nullopt};
}

TEST_CASE("the_text_of_a_tier_is_whole_and_in_the_order_of_telling (SR-7, SR-8, FT-1)") {
  auto when = facet("a-when", Aspect::when, Tier::everyone, "In the next two days.");
  when.basis = cases::Basis::assumed;
  auto what = facet("b-what", Aspect::what, Tier::everyone, "An attack is planned.");
  what.likelihood = cases::Likelihood::likely;
  auto how = facet("c-how", Aspect::how, Tier::everyone, "The means.");
  how.basis = cases::Basis::unknown;
  const auto of = case_of({when, what, how, facet("d-where", Aspect::where, Tier::everyone, "Concert halls.")});
  const auto content =
      testing::must(compose(frame(), testing::tier(Tier::everyone), visible(of, {TargetId{"hall"}}, Tier::everyone)));
  CHECK(content.text ==
        "Danger at concerts\n\nFrom: The embassy\n\n"
        "What: An attack is planned. Likelihood: likely (55 to 80 in 100).\n"
        "Where: Concert halls.\n"
        "When: it is assumed: In the next two days.\n"
        "How: it is not known: The means.\n\n"
        "What to do: Keep away from large halls.\n\n"
        "This warning stands from 7 March 2024, 18:00 UTC until 9 March 2024, 18:00 UTC. You will be told when it is "
        "extended, changed or ended.\n\n"
        "Reference: w, edition 1\n");
}

TEST_CASE("every_message_says_what_it_is_and_whether_it_is_live (DE-13)") {
  struct Row {
    Kind what;
    Status status;
    std::string_view begins;
  };
  for (const auto& row :
       {Row{Kind::alert, Status::actual, "Danger"}, Row{Kind::alert, Status::exercise, "EXERCISE. This is not a live"},
        Row{Kind::cancel, Status::test, "TEST. This is not a live warning.\n\nCANCELLED: Danger"},
        Row{Kind::update, Status::actual, "UPDATE: "}, Row{Kind::extend, Status::actual, "EXTENDED: "},
        Row{Kind::correct, Status::actual, "CORRECTION: "}, Row{Kind::downgrade, Status::actual, "DOWNGRADED: "},
        Row{Kind::all_clear, Status::actual, "ALL CLEAR: "},
        Row{Kind::lapse_notice, Status::exercise, "EXERCISE. This is not a live warning.\n\nWINDOW ENDED: "}}) {
    const auto first = testing::must(compose(frame(row.what, row.status), testing::tier(Tier::everyone), {}));
    const auto after = compose_after(frame(row.what, row.status), first, "the message");
    CHECK_MESSAGE(first.text.starts_with(row.begins), word(row.what), first.text);
    CHECK_MESSAGE(after.text.starts_with(row.begins), word(row.what), after.text);
  }
}

TEST_CASE("a_tier_is_told_of_its_targets_and_of_what_holds_for_all") {
  auto of_hall = facet("of-hall", Aspect::what, Tier::everyone);
  of_hall.targets = {TargetId{"hall"}};
  auto of_both = facet("of-both", Aspect::what, Tier::everyone);
  of_both.targets = {TargetId{"hall"}, TargetId{"synagogue"}};
  auto of_synagogue = facet("of-synagogue", Aspect::what, Tier::everyone);
  of_synagogue.targets = {TargetId{"synagogue"}};
  auto of_others = facet("of-others", Aspect::what, Tier::everyone);
  of_others.targets = {TargetId{"synagogue"}, TargetId{"station"}};
  const auto of = case_of({of_hall, of_both, of_synagogue, of_others, facet("of-all", Aspect::what, Tier::everyone)});
  std::vector<std::string> seen;
  for (const auto* each : visible(of, {TargetId{"hall"}}, Tier::everyone)) seen.push_back(each->facet.text);
  CHECK(core::listed(seen) == "of-all, of-both and of-hall");
}

TEST_CASE("a_draft_tells_the_chosen_statements_and_cannot_choose_a_hidden_one (SR-1)") {
  const auto of = case_of({facet("open", Aspect::what, Tier::everyone), facet("secret", Aspect::who, Tier::partner),
                           facet("other", Aspect::where, Tier::everyone)});
  const auto compose_with = [&](std::vector<FacetId> facets) {
    auto draft = testing::tier(Tier::everyone);
    draft.facets = std::move(facets);
    return compose(frame(), draft, visible(of, {TargetId{"hall"}}, Tier::everyone));
  };
  CHECK(testing::must(compose_with({FacetId{"other"}})).facets == std::vector{FacetId{"other"}});
  CHECK(testing::must(compose_with({})).facets == std::vector{FacetId{"open"}, FacetId{"other"}});
  const auto hidden = compose_with({FacetId{"open"}, FacetId{"secret"}});
  CHECK(testing::verdict(hidden) == "refused @facets[1]");
  // A hidden statement is refused in the very words in which one is that does not exist.
  auto without = testing::said(compose_with({FacetId{"open"}, FacetId{"sxcret"}}));
  without.replace(without.find("sxcret"), 6, "secret");
  CHECK(testing::said(hidden) == without);
}

TEST_CASE("a_lapse_notice_never_says_that_the_danger_is_over (FT-2)") {
  CHECK(lapse_message(true).find("The threat is NOT confirmed as removed") != std::string::npos);
  for (const bool is_open : {true, false}) {
    CHECK(lapse_message(is_open).find("Keep your precautions") != std::string::npos);
  }
}

}  // namespace
}  // namespace heed::warning
