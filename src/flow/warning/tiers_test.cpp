// The property on which the house stands: what a tier may not see cannot change a byte of what it gets (SR-1, SR-3).
//
// A random story is told twice: once as it is, and once with everything changed at random that the tier may not see.
// Whatever the rules make of both for that tier must be the same, through every kind of edition.

#include <functional>

#include "flow/record/testing/dice.h"
#include "flow/warning/testing/warnings.h"
#include "lib/json/json.h"

namespace heed::warning {
namespace {

using report::Tier;
using testing::case_c;
using testing::Dice;
using testing::warning_w;

/// All that a warning could be made from.
struct Story {
  cases::Opened opened = testing::opened();
  std::vector<report::Received> reports{};
  std::vector<cases::TargetAdded> targets{};  ///< the first two are those of the warning
  std::vector<cases::FacetAdded> facets{};
  std::vector<cases::ClaimRecorded> claims{};
  Draft draft{};
  DraftEdition update{};
  std::string drafter = "ann";
};

const Instant start = testing::at("2024-03-07T18:00:00Z");

template <class Enum>
Enum any_of(Dice& dice) {
  return dice.pick(all_of<Enum>());
}

std::vector<TargetId> targets_of(Dice& dice) {
  return dice.some(std::vector{TargetId{"t1"}, TargetId{"t2"}, TargetId{"t3"}});
}

/// Gives a statement new content; its name and its marking stay.
void rewrite(Dice& dice, cases::FacetAdded& facet) {
  facet.aspect = any_of<cases::Aspect>(dice);
  facet.statement = dice.words(4);
  facet.basis = any_of<cases::Basis>(dice);
  facet.likelihood = dice.one_in(2) ? std::optional(any_of<cases::Likelihood>(dice)) : std::nullopt;
  facet.targets = targets_of(dice);
  facet.reports = dice.some(std::vector{ReportId{"r1"}, ReportId{"r2"}});
  facet.cleared = dice.one_in(2) ? std::optional(dice.words(2)) : std::nullopt;
}

cases::FacetAdded any_facet(Dice& dice, Tier marking) {
  auto facet = testing::facet(dice.word() + dice.word(), cases::Aspect::what, marking);
  rewrite(dice, facet);
  return facet;
}

report::Received any_report(Dice& dice, const std::string& name) {
  auto report = testing::received(name, any_of<Tier>(dice));
  report.text = dice.words(8);
  report.source = dice.word();
  report.reliability = any_of<report::Reliability>(dice);
  return report;
}

bool is_told(const Story& story, const cases::FacetAdded& facet, Tier tier) {
  if (!report::may_see(tier, facet.marking)) return false;
  return facet.targets.empty() || std::any_of(facet.targets.begin(), facet.targets.end(), [&](const auto& target) {
           return target == story.draft.targets[0] || target == story.draft.targets[1];
         });
}

TierDraft any_tier(Dice& dice, const Story& story, Tier tier) {
  TierDraft draft{tier, dice.pick(std::vector<std::string>{"en", "ru"}), dice.words(3), dice.words(5), {}};
  for (const auto& facet : story.facets) {
    if (dice.one_in(3) && is_told(story, facet, tier)) draft.facets.push_back(facet.facet);
  }
  return draft;
}

/// Adds drafts for a tier: none, one, or one for each of two languages.
void add_tier(Dice& dice, const Story& story, Tier tier, std::vector<TierDraft>& drafts) {
  if (dice.one_in(3)) return;
  drafts.push_back(any_tier(dice, story, tier));
  if (dice.one_in(2)) return;
  drafts.push_back(any_tier(dice, story, tier));
  drafts.back().language = "ar";
}

const std::vector<Tier> outer_tiers = {Tier::partner, Tier::direct, Tier::venue, Tier::everyone};

Story any_story(Dice& dice) {
  Story story;
  story.reports = {any_report(dice, "r1"), any_report(dice, "r2")};
  for (const auto* name : {"t1", "t2", "t3"}) story.targets.push_back(testing::target(name));
  story.draft = testing::draft_of(start, {"t1", "t2"});
  story.update = testing::edition_of(Kind::update, dice.words(3));
  for (auto left = dice.below(10); left > 0; --left) story.facets.push_back(any_facet(dice, any_of<Tier>(dice)));
  story.draft.tiers.clear();
  for (const auto tier : outer_tiers) {
    add_tier(dice, story, tier, story.draft.tiers);
    add_tier(dice, story, tier, story.update.tiers);
  }
  // The public tier stands in both: a later edition may not leave out who was told before (FT-3).
  for (auto* drafts : {&story.draft.tiers, &story.update.tiers}) {
    if (drafts->empty() || drafts->back().tier != Tier::everyone) {
      drafts->push_back(any_tier(dice, story, Tier::everyone));
    }
  }
  return story;
}

/// Drafts for the other tiers are thrown away and written anew; those for `tier` stay as they are, in their order.
void rewrite_others(Dice& dice, const Story& story, Tier tier, std::vector<TierDraft>& drafts) {
  std::vector<TierDraft> rewritten;
  for (const auto other : outer_tiers) {
    if (other != tier) add_tier(dice, story, other, rewritten);
    for (const auto& draft : drafts) {
      if (draft.tier == tier && other == tier) rewritten.push_back(draft);
    }
  }
  if (rewritten.empty() || rewritten.back().tier != Tier::everyone) {
    rewritten.push_back(any_tier(dice, story, Tier::everyone));
  }
  drafts = std::move(rewritten);
}

void rewrite_facets(Dice& dice, Tier tier, std::vector<cases::FacetAdded>& facets) {
  std::erase_if(facets, [&](const auto& facet) { return !report::may_see(tier, facet.marking) && dice.one_in(3); });
  std::vector<Tier> hidden;
  for (const auto marking : all_of<Tier>()) {
    if (!report::may_see(tier, marking)) hidden.push_back(marking);
  }
  for (auto& facet : facets) {
    if (report::may_see(tier, facet.marking) || dice.one_in(2)) continue;
    facet.marking = dice.pick(hidden);
    rewrite(dice, facet);
  }
  for (auto left = dice.below(4); left > 0; --left) facets.push_back(any_facet(dice, dice.pick(hidden)));
}

/// The same story with everything changed at random that `tier` may not see.
Story retold(Dice& dice, Story story, Tier tier) {
  rewrite_facets(dice, tier, story.facets);
  for (auto& report : story.reports) report = any_report(dice, report.report.text);
  if (dice.one_in(2)) story.reports.push_back(any_report(dice, "r3"));
  for (auto& target : story.targets) target.name = dice.words(2);
  if (dice.one_in(2)) story.targets.push_back(testing::target("t4"));
  if (dice.one_in(2)) story.claims.push_back({case_c, dice.word(), dice.word(), dice.word(), start, {}});
  story.opened.title = dice.words(3);
  story.opened.owner = dice.word();
  story.drafter = dice.word();
  story.draft.review = Review{dice.word(), start + testing::hours(1)};
  rewrite_others(dice, story, tier, story.draft.tiers);
  rewrite_others(dice, story, tier, story.update.tiers);
  return story;
}

/// What is made of a content before it is compared: nothing, or what a faulty composer would add to it.
using Fault = std::function<void(const cases::Case&, Content&)>;

struct Told {
  std::vector<Content> contents{};
  cases::Case of{};
};

/// Every content of every kind of edition that the rules make of a story: the alert, an update with new texts, a
/// correction that only says the notice, and the notice of the window's end.
Told tell(const Story& story, const Fault& fault) {
  testing::WarningDesk desk;
  desk.now = start;
  desk.as(story.drafter).note(story.opened);
  for (const auto& report : story.reports) desk.note(report, report::Routed{report.report, case_c});
  for (const auto& target : story.targets) desk.note(target);
  for (const auto& facet : story.facets) desk.note(facet);
  for (const auto& claim : story.claims) desk.note(claim);
  desk.done(draft(testing::setting_of(desk), story.draft, Status::actual, desk.moment()));
  desk.note(Released{warning_w, 1});
  desk.done(draft_edition(testing::setting_of(desk), story.update, desk.moment()));
  desk.note(Released{warning_w, 2});
  desk.done(draft_edition(testing::setting_of(desk), testing::edition_of(Kind::correct), desk.moment()));
  desk.note(Released{warning_w, 3});
  desk.done(end_window(testing::setting_of(desk), warning_w));
  Told told{{}, desk.of<cases::State>().cases.at(case_c)};
  for (const auto& edition : testing::the_warning(desk).editions) {
    for (auto content : edition.drafted.contents) {
      fault(told.of, content);
      told.contents.push_back(std::move(content));
    }
  }
  return told;
}

/// The bytes that a tier gets, as they stand in the record.
std::string bytes_for(Tier tier, const std::vector<Content>& contents) {
  std::string bytes;
  for (const auto& content : contents) {
    if (content.tier == tier) bytes += json::write(to_value(content)) + "\n";
  }
  return bytes;
}

/// Whether a content names, or repeats, a statement that its tier may not see.
bool holds_hidden(const cases::Case& of, const Content& content) {
  return std::any_of(of.facets.begin(), of.facets.end(), [&](const auto& each) {
    const auto& facet = each.second.added;
    if (report::may_see(content.tier, facet.marking)) return false;
    return content.text.find(facet.statement) != std::string::npos ||
           std::find(content.facets.begin(), content.facets.end(), facet.facet) != content.facets.end();
  });
}

/// One round: what is wrong with it, or nothing.
std::string round_of(std::uint64_t seed, const Fault& fault) {
  Dice dice(seed);
  const auto story = any_story(dice);
  const auto tier = dice.pick(outer_tiers);
  const auto told = tell(story, fault);
  for (const auto& content : told.contents) {
    if (holds_hidden(told.of, content)) return cat("seed ", seed, ": a hidden statement stands in ", content.text);
  }
  const auto retelling = tell(retold(dice, story, tier), fault);
  const auto first = bytes_for(tier, told.contents);
  const auto second = bytes_for(tier, retelling.contents);
  if (first == second) return {};
  return cat("seed ", seed, ", tier ", word(tier), ":\n", first, "\nand\n", second);
}

TEST_CASE("what_a_tier_may_not_see_changes_no_byte_of_what_it_gets (SR-1, SR-3)") {
  const Fault none = [](const cases::Case&, Content&) {};
  std::size_t told = 0;
  for (std::uint64_t seed = 1; seed <= 3000; ++seed) {
    const auto wrong = round_of(seed, none);
    REQUIRE_MESSAGE(wrong.empty(), wrong);
    Dice dice(seed);
    const auto story = any_story(dice);
    told += tell(story, none).contents.size() > 4 ? 1 : 0;
  }
  CHECK(told > 2000);  // The stories are not empty ones.
}

TEST_CASE("the_test_of_the_tiers_catches_every_composer_that_leaks (SR-3)") {
  const auto hidden_of = [](const cases::Case& of, Tier tier) {
    std::vector<cases::FacetAdded> hidden;
    for (const auto& [id, facet] : of.facets) {
      if (!report::may_see(tier, facet.added.marking)) hidden.push_back(facet.added);
    }
    return hidden;
  };
  struct Row {
    std::string_view name;
    Fault fault;
  };
  for (const auto& row :
       {Row{"sees one tier too far",
            [&](const cases::Case& of, Content& content) {
              for (const auto& facet : hidden_of(of, content.tier)) {
                const bool is_next = static_cast<int>(facet.marking) + 1 == static_cast<int>(content.tier);
                if (is_next) content.text += facet.statement;
              }
            }},
        Row{"names a hidden statement and does not tell it",
            [&](const cases::Case& of, Content& content) {
              for (const auto& facet : hidden_of(of, content.tier)) content.facets.push_back(facet.facet);
            }},
        Row{"says how much is withheld",
            [&](const cases::Case& of, Content& content) {
              content.text += cat("(", hidden_of(of, content.tier).size(), " statements are withheld)");
            }},
        Row{"leaves a blank when something is withheld",
            [&](const cases::Case& of, Content& content) {
              if (!hidden_of(of, content.tier).empty()) content.text += " ";
            }},
        Row{"says the title", [](const cases::Case& of, Content& content) { content.text += of.opened.title; }},
        Row{"says the owner", [](const cases::Case& of, Content& content) { content.headline += of.owner; }},
        Row{"says how many reports there are",
            [](const cases::Case& of, Content& content) { content.text += cat(of.reports.size()); }},
        Row{"says the name of a target",
            [](const cases::Case& of, Content& content) { content.text += of.targets.begin()->second.added.name; }}}) {
    bool is_caught = false;
    for (std::uint64_t seed = 1; seed <= 100 && !is_caught; ++seed) is_caught = !round_of(seed, row.fault).empty();
    CHECK_MESSAGE(is_caught, row.name);
  }
}

}  // namespace
}  // namespace heed::warning
