#include "flow/audience/rules.h"

#include <functional>

#include "flow/audience/contacts.h"
#include "flow/audience/testing/recipients.h"

namespace heed::audience {
namespace {

using report::Tier;
using testing::hours;
using testing::names_of;
using testing::position;
using testing::recipient;
using testing::verdict;

using Desk = testing::Desk<State>;

const Instant start = testing::at("2024-03-07T18:00:00Z");
const Interval window{start, start + hours(48)};

/// A square of one degree, and a circle of one kilometre elsewhere.
area::Area square_and_circle() {
  return {{testing::must(area::parse_polygon("10,20 10,21 11,21 11,20"))},
          {testing::must(area::parse_circle("50,8 1"))}};
}

warning::Reach reach_of(Tier tier, std::optional<area::Area> area, std::vector<std::string> roles = {}) {
  return {tier, std::move(area), std::move(roles), {}};
}

std::string resolved(const Desk& desk, const warning::Reach& reach) {
  return names_of(testing::must(resolve(desk.of<State>(), {reach, window})));
}

Recipient placed(std::string name, double latitude, double longitude) {
  auto made = recipient(std::move(name));
  made.places = {position(latitude, longitude)};
  return made;
}

Recipient staying(const char* name, Interval during) {
  auto made = recipient(name);
  made.stays = {{position(10.5, 20.5), during}};
  return made;
}

TEST_CASE("a_recipient_is_registered_or_refused_for_a_named_reason (DE-8)") {
  struct Row {
    std::string_view name;
    std::function<void(Register&)> given;
    std::string_view expected;
  };
  const Desk desk;
  for (const auto& row :
       {Row{"as it is", [](Register&) {}, "done"},
        Row{"without a name", [](Register& r) { r.name = " "; }, "invalid @name"},
        Row{"without a contact", [](Register& r) { r.contacts.clear(); }, "invalid @contacts"},
        Row{"with an empty address", [](Register& r) { r.contacts[1].address = ""; }, "invalid @contacts[1].address"},
        Row{"SR-1: for the internal tier", [](Register& r) { r.tier = Tier::internal; }, "invalid @tier"},
        Row{"with a slash in its name", [](Register& r) { r.recipient = RecipientId{"a/b"}; }, "invalid @recipient"}}) {
    const auto whole = recipient("office");
    Register command;
    command.recipient = whole.recipient;
    command.name = whole.name;
    command.tier = whole.tier;
    command.contacts = whole.contacts;
    row.given(command);
    CHECK_MESSAGE(verdict(register_recipient(desk.of<State>(), command)) == row.expected, row.name);
  }
}

TEST_CASE("a_contact_that_was_tried_is_verified_and_no_other (DE-8)") {
  Desk desk;
  desk.note(Registered{recipient("office")}, Registered{recipient("gone")}, Retired{RecipientId{"gone"}, "closed"});
  const auto verify = [&](std::string who, std::string channel, std::string address, std::optional<Instant> at = {}) {
    return verify_contact(desk.of<State>(), {RecipientId{std::move(who)}, std::move(channel), std::move(address), at},
                          start);
  };
  CHECK(verdict(verify("nobody", "email", "first@example.org")) == "not_found @recipient");
  CHECK(verdict(verify("gone", "email", "first@example.org")) == "not_found @recipient");
  CHECK(verdict(verify("office", "email", "First@example.org")) == "not_found @address");
  CHECK(verdict(verify("office", "webhook", "first@example.org")) == "not_found @address");
  CHECK(verdict(verify("office", "email", "first@example.org", start + Duration{1})) == "invalid @at");
  desk.done(verify("office", "webhook", "https://example.org/second"));
  const auto& contacts = testing::must(find(desk.of<State>(), RecipientId{"office"})).contacts;
  CHECK_FALSE(contacts[0].verified_at);
  CHECK(contacts[1].verified_at == start);
  CHECK(verdict(verify("office", "webhook", "https://example.org/second", start - hours(1))) == "refused @at");
  const auto page = stale_contacts(desk.of<State>(), {start, 0, 10, 100});
  REQUIRE(page.stale.size() == 1);
  CHECK(page.stale[0].contact.channel == "email");
}

TEST_CASE("nobody_on_the_border_is_missed (PU-3)") {
  Desk desk;
  struct Row {
    std::string_view name;
    double latitude;
    double longitude;
  };
  for (const auto& row : {Row{"a-corner", 10, 20}, Row{"b-edge", 10, 20.5}, Row{"c-inside", 10.5, 20.5},
                          Row{"d-outside", 9.9999, 20.5}, Row{"e-centre", 50, 8}, Row{"f-far", 50.1, 8}}) {
    desk.note(Registered{placed(std::string(row.name), row.latitude, row.longitude)});
  }
  const auto chosen = testing::must(resolve(desk.of<State>(), {reach_of(Tier::direct, square_and_circle()), window}));
  CHECK(names_of(chosen) == "a-corner, b-edge, c-inside and e-centre");
  CHECK(chosen[0].why == std::vector<std::string>{"in polygon 1"});
  CHECK(chosen[3].why == std::vector<std::string>{"in circle 1"});
}

TEST_CASE("a_stay_counts_when_it_overlaps_the_window_and_only_then (PU-3)") {
  Desk desk;
  const auto note = [&](const char* name, Instant from, Instant until) {
    desk.note(Registered{staying(name, {from, until})});
  };
  note("a-before", start - hours(9), start);
  note("b-into", start - hours(9), start + Duration{1});
  note("c-within", start + hours(1), start + hours(2));
  note("d-last", window.until - Duration{1}, window.until + hours(9));
  note("e-after", window.until, window.until + hours(9));
  const auto chosen = testing::must(resolve(desk.of<State>(), {reach_of(Tier::direct, square_and_circle()), window}));
  CHECK(names_of(chosen) == "b-into, c-within and d-last");
  CHECK(chosen[0].why == std::vector<std::string>{"stay in polygon 1"});
}

TEST_CASE("of_area_and_roles_all_that_are_given_must_hold_and_a_name_is_enough (DE-2)") {
  Desk desk;
  auto police_here = placed("a-police-here", 10.5, 20.5);
  police_here.roles = {"host_police", "hospital"};
  auto police_there = placed("b-police-there", 40, 40);
  police_there.roles = {"host_police"};
  desk.note(Registered{police_here}, Registered{police_there}, Registered{placed("c-hotel-here", 10.5, 20.5)},
            Registered{placed("d-hotel-there", 40, 40)});
  CHECK(resolved(desk, reach_of(Tier::direct, square_and_circle())) == "a-police-here and c-hotel-here");
  CHECK(resolved(desk, reach_of(Tier::direct, {}, {"host_police"})) == "a-police-here and b-police-there");
  CHECK(resolved(desk, reach_of(Tier::direct, square_and_circle(), {"host_police"})) == "a-police-here");
  CHECK(resolved(desk, reach_of(Tier::direct, {}, {"fire_brigade", "hospital"})) == "a-police-here");
  CHECK(resolved(desk, reach_of(Tier::direct, {})).empty());
  auto with_name = reach_of(Tier::direct, square_and_circle(), {"host_police"});
  with_name.recipients = {RecipientId{"d-hotel-there"}};
  CHECK(resolved(desk, with_name) == "a-police-here and d-hotel-there");
}

TEST_CASE("nobody_is_told_a_tier_that_it_may_not_be_told (SR-1)") {
  Desk desk;
  for (const auto tier : {Tier::partner, Tier::direct, Tier::venue, Tier::everyone}) {
    auto made = placed("", 10.5, 20.5);
    made.recipient = RecipientId{cat("may-", word(tier))};
    made.tier = tier;
    desk.note(Registered{made});
  }
  CHECK(resolved(desk, reach_of(Tier::partner, square_and_circle())) == "may-partner");
  CHECK(resolved(desk, reach_of(Tier::direct, square_and_circle())) == "may-direct and may-partner");
  CHECK(resolved(desk, reach_of(Tier::everyone, square_and_circle())) ==
        "may-direct, may-partner, may-public and may-venue");
  auto by_name = reach_of(Tier::direct, {});
  by_name.recipients = {RecipientId{"may-direct"}, RecipientId{"may-public"}};
  CHECK(verdict(resolve(desk.of<State>(), {by_name, window})) == "refused @recipients[1]");
}

TEST_CASE("a_recipient_that_was_retired_or_never_was_is_told_nothing (DE-8)") {
  Desk desk;
  desk.note(Registered{placed("office", 10.5, 20.5)});
  CHECK(verdict(retire(desk.of<State>(), {RecipientId{"office"}, ""})) == "invalid @reason");
  desk.done(retire(desk.of<State>(), {RecipientId{"office"}, "closed down"}));
  CHECK(resolved(desk, reach_of(Tier::direct, square_and_circle())).empty());
  for (const auto* name : {"office", "nobody"}) {
    auto by_name = reach_of(Tier::direct, {});
    by_name.recipients = {RecipientId{name}};
    CHECK(verdict(resolve(desk.of<State>(), {by_name, window})) == "not_found @recipients[0]");
  }
  desk.note(Registered{placed("office", 10.5, 20.5)});
  CHECK(resolved(desk, reach_of(Tier::direct, square_and_circle())) == "office");
}

}  // namespace
}  // namespace heed::audience
