// Who gets a delivery of an edition, and what becomes of the deliveries before it.

#include "flow/delivery/testing/deliveries.h"

namespace heed::delivery {
namespace {

using report::Tier;
using testing::hours;
using testing::minutes;

using Desk = testing::Desk<audience::State, State>;

warning::Drafted edition(Instant now, std::uint64_t number, warning::Kind what = warning::Kind::alert) {
  warning::Drafted drafted;
  drafted.warning = testing::warning_w;
  drafted.edition = number;
  drafted.what = what;
  drafted.valid = {now, now + hours(48)};
  return drafted;
}

/// Plans an edition for the hall's office (direct) and the newspaper (public).
record::Drafts plan_for_both(const Desk& desk, const warning::Drafted& drafted) {
  audience::Resolved resolved{drafted.warning, drafted.edition, {}, {}};
  resolved.chosen = {{RecipientId{"hall-office"}, Tier::direct, "en", {"named"}},
                     {RecipientId{"newspaper"}, Tier::everyone, "ru", {"named"}}};
  return plan(desk.of<State>(), desk.of<audience::State>(), drafted, {resolved, minutes(30), desk.now});
}

Desk desk_with_recipients() {
  Desk desk;
  desk.note(audience::Registered{testing::recipient("hall-office")},
            audience::Registered{testing::recipient("newspaper", Tier::everyone)});
  return desk;
}

TEST_CASE("everybody_who_was_chosen_gets_one_delivery_and_all_but_the_public_are_asked_to_acknowledge (DE-3, DE-7)") {
  auto desk = desk_with_recipients();
  const auto drafted = edition(desk.now, 1);
  desk.write(plan_for_both(desk, drafted));
  REQUIRE(desk.of<State>().deliveries.size() == 2);
  const auto& office = desk.of<State>().deliveries.at(DeliveryId{"w/1/hall-office"}).planned;
  const auto& newspaper = desk.of<State>().deliveries.at(DeliveryId{"w/1/newspaper"}).planned;
  CHECK(office.acknowledge_within == minutes(30));
  CHECK(!newspaper.acknowledge_within);
  CHECK(newspaper.language == "ru");
  CHECK(office.contacts == testing::recipient("hall-office").contacts);
  CHECK(office.until == drafted.valid.until);
  CHECK(desk.of<State>().agenda.size() == 2);
}

TEST_CASE("the_end_of_a_window_is_worth_telling_for_a_while_after_it (FT-2, FT-7)") {
  auto desk = desk_with_recipients();
  for (const auto what : all_of<warning::Kind>()) {
    const bool is_closing =
        what == warning::Kind::cancel || what == warning::Kind::all_clear || what == warning::Kind::lapse_notice;
    const auto drafted = edition(desk.now, 1, what);
    const auto until = testing::proposed<Planned>(plan_for_both(desk, drafted)).until;
    CHECK_MESSAGE(until == (is_closing ? desk.now + closing_worth : drafted.valid.until), word(what));
  }
}

TEST_CASE("a_later_edition_stops_what_is_still_queued_and_leaves_what_went_out (FT-3)") {
  auto desk = desk_with_recipients();
  desk.write(plan_for_both(desk, edition(desk.now, 1)));
  const DeliveryId first{"w/1/hall-office"};
  testing::begin_attempt(desk, first);
  desk.write(plan_for_both(desk, edition(desk.now, 2, warning::Kind::update)));
  const auto standing = [&](const char* id) { return word(desk.of<State>().deliveries.at(DeliveryId{id}).standing); };
  CHECK(standing("w/1/hall-office") == "attempting");
  CHECK(standing("w/1/newspaper") == "stopped");
  CHECK(standing("w/2/hall-office") == "queued");
  CHECK(standing("w/2/newspaper") == "queued");
}

TEST_CASE("nobody_waits_for_the_acknowledgement_of_an_earlier_edition_when_a_later_one_asks_for_its_own (DE-7)") {
  auto desk = desk_with_recipients();
  desk.write(plan_for_both(desk, edition(desk.now, 1)));
  const DeliveryId first{"w/1/hall-office"};
  testing::begin_attempt(desk, first);
  desk.note(Reported{first, 1, Outcome::accepted, "250 ok", {}});
  REQUIRE(desk.of<State>().deliveries.at(first).acknowledge_by);
  desk.write(plan_for_both(desk, edition(desk.now, 2, warning::Kind::update)));
  const auto& delivery = desk.of<State>().deliveries.at(first);
  CHECK(delivery.standing == Standing::accepted);
  CHECK_FALSE(delivery.acknowledge_by);
  CHECK(desk.of<State>().deliveries.at(DeliveryId{"w/2/hall-office"}).acknowledge_by);
}

TEST_CASE("a_public_edition_that_is_out_waits_for_its_page_once (PU-4)") {
  testing::Desk<report::State, cases::State, decision::State, warning::State, State> desk;
  testing::note_draft(desk);
  const auto waiting = [&] { return unpublished(desk.of<State>(), desk.of<warning::State>()).size(); };
  CHECK(waiting() == 0);
  testing::let_out(desk);
  CHECK(waiting() == 1);
  testing::note_edition(desk, testing::edition_of(warning::Kind::update));
  CHECK(waiting() == 2);
  desk.note(Published{testing::warning_w, 1, "w.html", "digest"});
  REQUIRE(waiting() == 1);
  CHECK(unpublished(desk.of<State>(), desk.of<warning::State>())[0].edition == 2);
}

}  // namespace
}  // namespace heed::delivery
