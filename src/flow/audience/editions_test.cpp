// Who is told an edition: each once, in the best language, and everybody who was told before.

#include "flow/audience/testing/recipients.h"

namespace heed::audience {
namespace {

using report::Tier;
using testing::reach;
using testing::recipient;

using Desk = testing::Desk<State>;

warning::Drafted edition(std::uint64_t number, std::vector<warning::Reach> reach,
                         std::vector<std::pair<Tier, std::string>> texts) {
  warning::Drafted drafted;
  drafted.warning = testing::warning_w;
  drafted.edition = number;
  drafted.valid = {testing::at("2024-03-07T18:00:00Z"), testing::at("2024-03-09T18:00:00Z")};
  drafted.reach = std::move(reach);
  for (auto& [tier, language] : texts) drafted.contents.push_back({tier, std::move(language), "h", "i", "t", {}});
  return drafted;
}

const std::vector<std::pair<Tier, std::string>> two_texts = {{Tier::direct, "en"}, {Tier::everyone, "en"}};

/// Resolves an edition, and keeps who was chosen as a release does.
Resolved release(Desk& desk, const warning::Drafted& drafted) {
  auto resolved = testing::must(resolve_edition(desk.of<State>(), drafted, {"host_police"}));
  desk.note(resolved);
  return resolved;
}

TEST_CASE("everybody_stands_once_with_the_narrowest_tier_that_is_meant_for_it") {
  Desk desk;
  desk.note(Registered{recipient("office")}, Registered{recipient("newspaper", Tier::everyone)});
  const auto resolved = release(
      desk, edition(1, {reach(Tier::everyone, {"newspaper", "office"}), reach(Tier::direct, {"office"})}, two_texts));
  REQUIRE(resolved.chosen.size() == 2);
  CHECK(resolved.chosen[0].recipient == RecipientId{"newspaper"});
  CHECK(resolved.chosen[0].tier == Tier::everyone);
  CHECK(resolved.chosen[1].recipient == RecipientId{"office"});
  CHECK(resolved.chosen[1].tier == Tier::direct);
  CHECK(resolved.chosen[1].why == std::vector<std::string>{"named", "named"});
}

TEST_CASE("everybody_reads_the_best_of_its_languages_that_there_is_a_text_for (DE-4, DE-12)") {
  struct Row {
    std::vector<std::string> languages;
    std::string_view expected;
  };
  for (const auto& row : {Row{{"ru", "en"}, "ru"}, Row{{"en", "ru"}, "en"}, Row{{"fr", "ru"}, "ru"}, Row{{"fr"}, "en"},
                          Row{{}, "en"}, Row{{"ar"}, "en"}}) {
    Desk desk;
    auto office = recipient("office");
    office.languages = row.languages;
    desk.note(Registered{office});
    const auto resolved = release(desk, edition(1, {reach(Tier::direct, {"office"})},
                                                {{Tier::direct, "en"}, {Tier::direct, "ru"}, {Tier::everyone, "ar"}}));
    CHECK_MESSAGE(resolved.chosen[0].language == row.expected, core::listed(row.languages));
  }
}

TEST_CASE("who_was_told_before_is_told_again_though_nobody_asks_for_it (FT-3)") {
  Desk desk;
  desk.note(Registered{recipient("office")}, Registered{recipient("newspaper", Tier::everyone)},
            Registered{recipient("hotel")});
  release(desk, edition(1, {reach(Tier::direct, {"office"}), reach(Tier::everyone, {"newspaper"})}, two_texts));
  const auto second = release(desk, edition(2, {reach(Tier::direct, {"hotel"})}, two_texts));
  REQUIRE(testing::names_of(second.chosen) == "hotel, newspaper and office");
  CHECK(second.chosen[1].tier == Tier::everyone);
  CHECK(second.chosen[1].language == "en");
  CHECK(second.chosen[2].tier == Tier::direct);
  CHECK(second.chosen[2].why == std::vector<std::string>{"told before"});
  const auto third = release(desk, edition(3, {}, two_texts));
  CHECK(testing::names_of(third.chosen) == "hotel, newspaper and office");
}

TEST_CASE("who_was_told_a_narrow_text_is_told_the_next_wider_one_when_there_is_no_other (FT-3)") {
  Desk desk;
  desk.note(Registered{recipient("office")});
  release(desk, edition(1, {reach(Tier::direct, {"office"})}, two_texts));
  const auto second =
      release(desk, edition(2, {}, {{Tier::partner, "en"}, {Tier::everyone, "en"}, {Tier::venue, "en"}}));
  REQUIRE(second.chosen.size() == 1);
  CHECK(second.chosen[0].tier == Tier::venue);
}

TEST_CASE("who_was_retired_since_is_not_told_again (DE-8)") {
  Desk desk;
  desk.note(Registered{recipient("office")});
  release(desk, edition(1, {reach(Tier::direct, {"office"})}, two_texts));
  desk.note(Retired{RecipientId{"office"}, "closed down"});
  CHECK(release(desk, edition(2, {}, two_texts)).chosen.empty());
}

TEST_CASE("a_required_role_that_nobody_chosen_has_is_said_to_be_missing (DE-1)") {
  Desk desk;
  auto police = recipient("police");
  police.roles = {"host_police"};
  desk.note(Registered{recipient("office")}, Registered{police});
  const auto without = release(desk, edition(1, {reach(Tier::direct, {"office"})}, two_texts));
  CHECK(without.missing_roles == std::vector<std::string>{"host_police"});
  const auto with = release(desk, edition(2, {reach(Tier::direct, {"police"})}, two_texts));
  CHECK(with.missing_roles.empty());
}

TEST_CASE("a_missing_role_is_excused_by_name_and_for_a_reason_and_for_one_warning (DE-1)") {
  Desk desk;
  desk.note(Registered{recipient("office")});
  release(desk, edition(1, {reach(Tier::direct, {"office"})}, two_texts));
  const auto excuse = [&](const char* role, const char* reason) {
    return excuse_role(desk.of<State>(), {testing::warning_w, role, reason});
  };
  CHECK(missing_roles(desk.of<State>(), testing::warning_w) == std::vector<std::string>{"host_police"});
  CHECK(missing_roles(desk.of<State>(), WarningId{"v"}).empty());
  CHECK(testing::verdict(excuse("hospital", "there is none")) == "refused @role");
  CHECK(testing::verdict(excuse("host_police", "")) == "invalid @reason");
  desk.as("sally").done(excuse("host_police", "they are part of the threat"));
  CHECK(missing_roles(desk.of<State>(), testing::warning_w).empty());
  CHECK(desk.of<State>().excuses.at(testing::warning_w).front().by == "sally");
  CHECK(testing::verdict(excuse("host_police", "again")) == "refused @role");
}

TEST_CASE("an_error_in_a_reach_is_named_with_its_place") {
  const Desk desk;
  const auto drafted = edition(1, {reach(Tier::direct, {}), reach(Tier::direct, {"nobody"})}, two_texts);
  CHECK(testing::verdict(resolve_edition(desk.of<State>(), drafted, {})) == "not_found @reach[1].recipients[0]");
}

}  // namespace
}  // namespace heed::audience
