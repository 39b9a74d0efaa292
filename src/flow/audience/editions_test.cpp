// Who is told an edition: each once, in the best language, and everybody who was told before.

#include "core/limits.h"
#include "flow/audience/testing/recipients.h"
#include "flow/record/content.h"
#include "flow/record/testing/dice.h"

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

/// Everybody that an edition is for has the group "city"; all but the last one have the group "most".
void register_one_too_many(Desk& desk) {
  for (std::size_t i = 0; i <= limits::edition_recipients; ++i) {
    auto one = recipient(cat("r", i), Tier::everyone);
    one.groups = {"city"};
    if (i < limits::edition_recipients) one.groups.emplace_back("most");
    desk.note(Registered{std::move(one)});
    desk.entries.clear();
  }
}

warning::Reach reach_of_group(std::string group) {
  auto made = reach(Tier::everyone, {});
  made.groups = {std::move(group)};
  return made;
}

TEST_CASE("as_many_as_the_limit_are_told_one_edition_and_one_more_is_refused_but_for_who_was_told_before (FT-3)") {
  Desk desk;
  register_one_too_many(desk);
  const auto resolve = [&](std::uint64_t number, const std::string& group) {
    return resolve_edition(desk.of<State>(), edition(number, {reach_of_group(group)}, two_texts), {});
  };
  const auto refused = resolve(1, "city");
  CHECK(testing::verdict(refused) == "too_large @reach[0]");
  CHECK(refused.error().detail ==
        "this reaches 100001 recipients, and one edition tells at most 100000; narrow its reach, or split it into "
        "several warnings");
  const auto most = testing::must(resolve(1, "most"));
  CHECK(most.chosen.size() == limits::edition_recipients);
  desk.write(in_parts(most));
  CHECK(testing::verdict(resolve(2, "city")) == "too_large @reach[0]");
  // Once the last one has come to be covered, it was told, and no later edition may leave it out.
  desk.note(
      Arrived{testing::warning_w, 1, {RecipientId{cat("r", limits::edition_recipients)}, Tier::everyone, "en", {}}});
  CHECK(testing::must(resolve(2, "city")).chosen.size() == limits::edition_recipients + 1);
  CHECK(testing::must(resolve_edition(desk.of<State>(), edition(2, {}, two_texts), {})).chosen.size() ==
        limits::edition_recipients + 1);
  desk.note(Registered{recipient("newcomer", Tier::everyone)});
  CHECK(testing::verdict(resolve_edition(desk.of<State>(), edition(2, {reach(Tier::everyone, {"newcomer"})}, two_texts),
                                         {})) == "too_large @reach");
}

/// So many who were chosen, with `reasons` reasons of `bytes` bytes each.
Resolved choice_of(std::size_t count, std::size_t reasons = 1, std::size_t bytes = 12) {
  Resolved resolved{testing::warning_w, 1, {}, {"host_police"}};
  for (std::size_t i = 0; i < count; ++i) {
    resolved.chosen.push_back(
        {RecipientId{cat("r", i)}, Tier::everyone, "en", std::vector(reasons, std::string(bytes, '"'))});
  }
  return resolved;
}

TEST_CASE("a_choice_is_one_entry_as_long_as_one_can_hold_it_and_its_parts_come_to_the_same_state (RA-2)") {
  constexpr auto part = limits::list_items;
  struct Row {
    Resolved choice;
    std::size_t parts;
  };
  const std::vector<Row> rows = {{choice_of(0), 1},
                                 {choice_of(1), 1},
                                 {choice_of(part), 1},
                                 {choice_of(part + 1), 2},
                                 {choice_of(2 * part), 2},
                                 {choice_of(2 * part + 1), 3},
                                 {choice_of(3'000, 1, 2'000), 3},  // 12 MB: a quotation mark is two bytes
                                 {choice_of(part, 30, 1), 2}};     // 350,000 values
  for (const auto& row : rows) {
    CAPTURE(row.choice.chosen.size());
    Desk desk;
    const auto parts = in_parts(row.choice);
    CHECK(parts.size() == row.parts);
    if (row.parts == 1) CHECK(parts.front().body == to_value(row.choice));
    desk.write(parts);
    CHECK(desk.of<State>().choices.at(testing::warning_w).back().resolved == row.choice);
    for (const auto& entry : desk.entries) {
      const auto bytes = record::content_bytes(entry);
      CHECK(bytes.size() <= limits::entry_bytes);
      CHECK(testing::must(record::parse_content(bytes)) == entry);
    }
  }
}

TEST_CASE("whatever_its_size_a_choice_is_folded_whole_and_in_its_order (RA-2)") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    CAPTURE(seed);
    testing::Dice dice(seed);
    Resolved choice{testing::warning_w, 1 + dice.below(9), {}, {}};
    const auto count = dice.below(3) * limits::list_items + dice.below(6);
    for (std::size_t i = count < 3 ? 0 : 3; i < count; ++i) {
      choice.chosen.push_back({RecipientId{dice.word()}, dice.pick(all_of<Tier>()), "en",
                               dice.some(std::vector<std::string>{"named", "é \"\\"})});
    }
    Desk desk;
    desk.write(in_parts(choice));
    desk.note(
        ChosenMore{testing::warning_w, choice.edition + 1, {{RecipientId{"of-another"}, Tier::direct, "en", {}}}});
    CHECK(desk.of<State>().choices.at(testing::warning_w).back().resolved == choice);
  }
}

}  // namespace
}  // namespace heed::audience
