// Whom a reach covers: geocodes, groups, responsibilities, opt-outs; the ground against going over everybody; previews;
// arrivals.

#include "flow/audience/resolve.h"

#include "flow/audience/contacts.h"
#include "flow/audience/testing/recipients.h"
#include "flow/record/testing/dice.h"
#include "lib/pack/pack.h"

namespace heed::audience {
namespace {

using report::Tier;
using testing::Dice;
using testing::hours;
using testing::must;
using testing::names_of;
using testing::position;
using testing::recipient;
using testing::verdict;

using Desk = testing::Desk<State>;

const Instant start = testing::at("2024-03-07T18:00:00Z");
const Interval window{start, start + hours(48)};

area::Area polygon(std::string_view text) { return {{testing::must(area::parse_polygon(text))}, {}}; }

warning::Reach over(std::optional<area::Area> area) { return {Tier::direct, std::move(area), {}, {}}; }

std::string resolved(const Desk& desk, const warning::Reach& reach) {
  return names_of(testing::must(resolve(desk.of<State>(), {reach, window})));
}

TEST_CASE("who_is_responsible_for_a_place_in_the_area_is_told (DE-1, PU-3)") {
  Desk desk;
  const auto responsible = [&](std::string name, std::string_view district) {
    auto made = recipient(std::move(name));
    made.responsible_for = polygon(district);
    desk.note(Registered{made});
  };
  responsible("a-across", "9,20 9,22 10.2,22 10.2,20");
  responsible("b-touching", "11,20 11,21 12,21 12,20");
  responsible("c-beside", "11.1,20 11.1,21 12,21 12,20");
  responsible("d-around", "0,0 0,40 40,40 40,0");
  const auto chosen = testing::must(resolve(desk.of<State>(), {over(polygon("10,20 10,21 11,21 11,20")), window}));
  CHECK(names_of(chosen) == "a-across, b-touching and d-around");
  CHECK(chosen[0].why == std::vector<std::string>{"responsible for a place in the area"});

  // Registered anew without it, it is responsible no longer.
  desk.note(Registered{recipient("a-across")});
  CHECK(resolved(desk, over(polygon("10,20 10,21 11,21 11,20"))) == "b-touching and d-around");
}

TEST_CASE("groups_narrow_a_reach_as_roles_do (DE-2)") {
  Desk desk;
  auto staff = recipient("a-staff");
  staff.groups = {"night-shift", "staff"};
  auto guest = recipient("b-guest");
  guest.groups = {"guests"};
  auto police = recipient("c-police");
  police.roles = {"police"};
  police.groups = {"staff"};
  desk.note(Registered{staff}, Registered{guest}, Registered{police});
  auto reach = over({});
  reach.groups = {"staff"};
  CHECK(resolved(desk, reach) == "a-staff and c-police");
  reach.roles = {"police"};
  CHECK(resolved(desk, reach) == "c-police");
  reach.groups = {"nobody"};
  CHECK(resolved(desk, reach).empty());
}

TEST_CASE("who_opted_out_of_a_channel_is_told_by_the_others_and_who_opted_out_of_all_is_not_chosen (PU-3)") {
  Desk desk;
  auto one = recipient("a-one");
  one.roles = {"guest"};
  one.opted_out = {"email"};
  auto none = recipient("b-none");
  none.roles = {"guest"};
  none.opted_out = {"email", "webhook"};
  desk.note(Registered{one}, Registered{none});
  auto reach = over({});
  reach.roles = {"guest"};
  CHECK(resolved(desk, reach) == "a-one");
  REQUIRE(contacts_of(one).size() == 1);
  CHECK(contacts_of(one)[0].channel == "webhook");
  reach.recipients = {RecipientId{"b-none"}};
  CHECK(verdict(resolve(desk.of<State>(), {reach, window})) == "refused @recipients[0]");
}

/// Small numbers, so that borders and equal places come often.
Recipient random_recipient(Dice& dice, std::size_t number) {
  auto made = recipient(cat("r", number));
  const auto position = [&] {
    return area::Position{static_cast<std::int32_t>(dice.below(9)) * 10, static_cast<std::int32_t>(dice.below(9)) * 10};
  };
  made.tier = dice.below(4) == 0 ? Tier::everyone : Tier::direct;
  for (auto n = dice.below(3); n > 0; --n) made.places.push_back(position());
  for (auto n = dice.below(3); n > 0; --n) {
    const auto from = start + hours(static_cast<std::int64_t>(dice.below(96))) - hours(24);
    made.stays.push_back({position(), {from, from + hours(12)}});
  }
  if (dice.below(3) == 0) made.roles = {dice.below(2) == 0 ? "police" : "press"};
  if (dice.below(3) == 0) made.groups = {dice.below(2) == 0 ? "staff" : "guests"};
  if (dice.below(6) == 0) made.opted_out = {"email", "webhook"};
  if (dice.below(6) == 0) made.opted_out = {"email"};
  if (dice.below(9) == 0) {
    const auto corner = position();
    const area::Ring ring{{corner, {corner.lat, corner.lon + 7}, {corner.lat + 7, corner.lon}}};
    made.responsible_for = area::Area{{area::Polygon{{ring}}}, {}};
  }
  return made;
}

warning::Reach random_reach(Dice& dice) {
  warning::Reach reach;
  if (dice.below(4) != 0) {
    area::Ring ring;
    for (int i = 0; i < 5; ++i) {
      ring.vertices.push_back(
          {static_cast<std::int32_t>(dice.below(9)) * 10, static_cast<std::int32_t>(dice.below(9)) * 10});
    }
    reach.area = area::Area{{{{ring}}}, {}};
  }
  if (dice.below(3) == 0) reach.roles = {"police"};
  if (dice.below(3) == 0) reach.groups = {"staff", "guests"};
  return reach;
}

/// Everybody asked one by one.
std::string slowly(const State& state, const warning::Reach& reach) {
  const Cover cover({reach, window});
  std::map<RecipientId, bool> names;
  state.recipients.for_each([&](Number, const Registration& each) {
    const auto& recipient = each.recipient;
    const bool may = !each.retired && recipient.tier <= reach.tier && !contacts_of(recipient).empty();
    if (may && !cover.reasons(recipient).empty()) names[recipient.recipient] = true;
  });
  std::vector<std::string> words;
  for (const auto& [id, is_in] : names) words.push_back(id.text);
  return core::listed(words);
}

TEST_CASE("the_ground_chooses_exactly_whom_going_over_everybody_chooses (PU-3)") {
  Dice dice(5);
  Desk desk;
  std::size_t chosen = 0;
  for (int round = 0; round < 60; ++round) {
    for (int i = 0; i < 12; ++i) desk.note(Registered{random_recipient(dice, dice.below(80))});
    if (round % 5 == 0) desk.note(Retired{RecipientId{cat("r", dice.below(80))}, "left"});
    // A state that was packed and unpacked has another ground, which must say the same.
    State again;
    std::string bytes;
    pack::pack(bytes, desk.of<State>());
    again = testing::must(pack::unpack<State>(bytes));
    build_ground(again);
    for (int question = 0; question < 4; ++question) {
      const auto reach = random_reach(dice);
      const auto expected = slowly(desk.of<State>(), reach);
      const auto found = testing::must(resolve(desk.of<State>(), {reach, window}));
      CHECK_MESSAGE(names_of(found) == expected, "round ", round);
      CHECK(names_of(testing::must(resolve(again, {reach, window}))) == expected);
      CHECK(testing::must(preview(desk.of<State>(), {reach, window})).count == found.size());
      chosen += found.size();
    }
  }
  CHECK(chosen > 500);
}

TEST_CASE("a_preview_counts_by_channel_language_role_and_tier (DE-12)") {
  Desk desk;
  auto one = recipient("a");
  one.languages = {"ru", "en"};
  one.roles = {"press", "guest"};
  auto two = recipient("b", Tier::everyone);
  two.roles = {"guest"};
  auto three = recipient("c");
  three.roles = {"guest"};
  three.opted_out = {"email"};
  auto four = recipient("d");
  four.roles = {"guest"};
  four.opted_out = {"email", "webhook"};
  desk.note(Registered{one}, Registered{two}, Registered{three}, Registered{four});
  auto reach = over({});
  reach.roles = {"guest"};
  const auto seen = testing::must(preview(desk.of<State>(), {reach, window}));
  CHECK(seen.count == 2);
  CHECK(seen.not_allowed == 1);
  CHECK(seen.unreachable == 1);
  CHECK(seen.by_channel == std::map<std::string, std::uint64_t>{{"email", 1}, {"webhook", 2}});
  CHECK(seen.by_language == std::map<std::string, std::uint64_t>{{"en", 1}, {"ru", 1}});
  CHECK(seen.by_role == std::map<std::string, std::uint64_t>{{"guest", 2}, {"press", 1}});
  CHECK(seen.by_tier == std::map<std::string, std::uint64_t>{{"direct", 2}});
}

TEST_CASE("contacts_that_nobody_verified_for_too_long_are_listed_page_by_page (DE-8)") {
  Desk desk;
  for (const auto* name : {"a", "b", "c"}) {
    auto made = recipient(name);
    made.contacts[0].verified_at = start;
    made.contacts[0].owner = "switchboard";
    desk.note(Registered{made});
  }
  desk.note(Retired{RecipientId{"b"}, "closed"});
  const auto page = stale_contacts(desk.of<State>(), {start, 0, 1, 100});
  REQUIRE(page.stale.size() == 1);
  CHECK(page.stale[0].recipient == RecipientId{"a"});
  CHECK(page.stale[0].contact.channel == "webhook");
  REQUIRE(page.next == 1);
  const auto rest = stale_contacts(desk.of<State>(), {start, 1, 10, 100});
  REQUIRE(rest.stale.size() == 1);
  CHECK(rest.stale[0].recipient == RecipientId{"c"});
  CHECK_FALSE(rest.next);
  CHECK(stale_contacts(desk.of<State>(), {start + Duration{1}, 0, 10, 100}).stale.size() == 4);
  CHECK(stale_contacts(desk.of<State>(), {start, 0, 10, 1}).next == 1);
}

TEST_CASE("an_arrival_is_told_as_the_edition_would_have_told_it (PU-3)") {
  const auto square = over(polygon("10,20 10,21 11,21 11,20"));
  auto wide = square;
  wide.tier = Tier::everyone;
  const Cover narrow_cover({square, window});
  const Cover wide_cover({wide, window});
  const std::vector<const Cover*> covers = {&wide_cover, &narrow_cover};
  std::vector<warning::Content> contents(3);
  contents[0].tier = Tier::everyone;
  contents[0].language = "en";
  contents[1].tier = Tier::direct;
  contents[1].language = "en";
  contents[2].tier = Tier::direct;
  contents[2].language = "ru";
  auto guest = recipient("guest");
  CHECK_FALSE(arrival(guest, covers, contents));
  guest.places = {testing::position(10.5, 20.5)};
  guest.languages = {"ru"};
  const auto chosen = arrival(guest, covers, contents);
  REQUIRE(chosen);
  CHECK(chosen->tier == Tier::direct);
  CHECK(chosen->language == "ru");
  CHECK(chosen->why == std::vector<std::string>{"in polygon 1", "in polygon 1"});
  guest.tier = Tier::everyone;
  CHECK(arrival(guest, covers, contents)->tier == Tier::everyone);
  guest.opted_out = {"email", "webhook"};
  CHECK_FALSE(arrival(guest, covers, contents));
}

constexpr std::uint64_t margin_metres = 5'000;  // 0.045 degrees of latitude

warning::Geocode geocode(std::string code, std::string_view outline) {
  return {"NUTS", std::move(code), warning::Meaning{"A region", "made up", margin_metres, polygon(outline)}};
}

const warning::Geocode de30 = geocode("DE30", "10,20 10,21 11,21 11,20");

warning::Reach reach_of(std::vector<warning::Geocode> geocodes) {
  warning::Reach reach;
  reach.geocodes = std::move(geocodes);
  return reach;
}

std::vector<std::string> why(const warning::Reach& reach, const Recipient& recipient) {
  return Cover({reach, window}).reasons(recipient);
}

Recipient placed(std::string name, double latitude, double longitude) {
  auto made = recipient(std::move(name));
  made.places = {position(latitude, longitude)};
  return made;
}

TEST_CASE("who_is_in_a_geocode_is_told_for_that_reason_and_its_margin_belongs_to_it (PU-3)") {
  struct Row {
    std::string_view name;
    double latitude;
    std::vector<std::string> expected;
  };
  const std::vector<Row> rows = {
      {"inside", 10.5, {"in NUTS DE30"}},
      {"on the border", 11, {"in NUTS DE30"}},
      {"within the margin", 11.04, {"in NUTS DE30"}},
      {"beyond the margin and what it may be too wide", 11.06, {}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    CHECK(why(reach_of({de30}), placed("a", row.latitude, 20.5)) == row.expected);
  }
}

TEST_CASE("a_stay_and_a_responsibility_in_a_geocode_are_reasons_too (DE-1, PU-3)") {
  auto traveller = recipient("a");
  traveller.stays = {{position(10.5, 20.5), window}};
  CHECK(why(reach_of({de30}), traveller) == std::vector<std::string>{"stay in NUTS DE30"});
  traveller.stays[0].during = {start - hours(9), start - hours(1)};
  CHECK(why(reach_of({de30}), traveller).empty());
  auto police = recipient("b");
  police.responsible_for = polygon("9,20 9,22 10.2,22 10.2,20");
  CHECK(why(reach_of({de30}), police) == std::vector<std::string>{"responsible for a place in NUTS DE30"});
}

TEST_CASE("what_was_drawn_and_the_geocodes_add_up_and_roles_narrow_both (PU-3)") {
  Desk desk;
  auto guard = placed("c-guard-in-second", 40.5, 20.5);
  guard.roles = {"guard"};
  desk.note(Registered{placed("a-in-first", 10.5, 20.5)}, Registered{placed("b-in-drawn", 50.5, 20.5)},
            Registered{guard}, Registered{placed("d-in-none", 30, 20.5)});
  auto reach = reach_of({de30, geocode("DE40", "40,20 40,21 41,21 41,20")});
  reach.area = polygon("50,20 50,21 51,21 51,20");
  const auto chosen = must(resolve(desk.of<State>(), {reach, window}));
  CHECK(names_of(chosen) == "a-in-first, b-in-drawn and c-guard-in-second");
  CHECK(chosen[1].why == std::vector<std::string>{"in polygon 1"});
  CHECK(chosen[2].why == std::vector<std::string>{"in NUTS DE40"});
  CHECK(must(preview(desk.of<State>(), {reach, window})).count == 3);
  reach.roles = {"guard"};
  CHECK(names_of(must(resolve(desk.of<State>(), {reach, window}))) == "c-guard-in-second");
}

TEST_CASE("a_geocode_that_nobody_looked_up_covers_nobody_instead_of_everybody (PU-3)") {
  Desk desk;
  auto guard = placed("a", 10.5, 20.5);
  guard.roles = {"guard"};
  desk.note(Registered{guard});
  auto reach = reach_of({{"NUTS", "DE30"}});
  reach.roles = {"guard"};
  CHECK(must(resolve(desk.of<State>(), {reach, window})).empty());
  CHECK(why(reach, guard).empty());
}

}  // namespace
}  // namespace heed::audience
