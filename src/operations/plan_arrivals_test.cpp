#include "operations/plan_arrivals.h"

#include "adapters/store/memory/store.h"
#include "flow/record/testing/dice.h"
#include "operations/testing/test_desk.h"
#include "operations/testing/way.h"

namespace heed::operations {
namespace {

using memory::MemoryStore;
using report::Tier;
using testing::hours;
using testing::person;

const WarningId near{"near"};

/// A hub on which a warning over a square of one degree is in force for two days, for direct recipients and the public.
struct Standing {
  MemoryStore store;
  testing::TestDesk desk{store};
  Instant began = desk.clock.now();

  explicit Standing(bool is_released = true) {
    for (const auto& given : testing::way_to_release(began)) give(given);
    auto draft = testing::draft_of(began);
    draft.warning = near;
    draft.reach = {over(Tier::direct), over(Tier::everyone)};
    give({person("ann"), "draft_warning", to_value(draft)});
    if (is_released) release();
  }
  static warning::Reach over(Tier tier) {
    auto reach = testing::reach(tier, {});
    reach.area = area::Area{{testing::must(area::parse_polygon("10,20 10,21 11,21 11,20"))}, {}};
    return reach;
  }
  void release() { give({testing::rita, "release_warning", to_value(warning::Let{near, 1})}); }
  void give(const testing::Given& given) {
    testing::must(desk.give({given.actor, {}, {}, {}}, given.command, given.body));
  }
  audience::Register placed(std::string name, double latitude, double longitude) {
    auto made = testing::recipient(std::move(name));
    made.places = {testing::position(latitude, longitude)};
    return audience::registration_of(made);
  }
  void put(const audience::Register& command) { give({person("ann"), "register_recipient", to_value(command)}); }
  [[nodiscard]] bool is_told(std::string_view delivery) const {
    return desk.state.deliveries.deliveries.contains(DeliveryId{std::string(delivery)});
  }
};

TEST_CASE("who_registers_inside_while_a_warning_is_in_force_is_told_in_the_same_commit (PU-3)") {
  Standing given;
  const auto before = given.desk.state.size;
  given.put(given.placed("guest", 10.5, 20.5));
  REQUIRE(given.is_told("near/1/guest"));
  const auto& planned = given.desk.state.deliveries.deliveries.at(DeliveryId{"near/1/guest"}).planned;
  CHECK(planned.tier == Tier::direct);
  const auto entries = testing::must(given.desk.run(given.desk.journal.read(before, given.desk.state.size)));
  for (const auto& entry : entries) CHECK(entry.of == before);
  given.put(given.placed("elsewhere", 40, 40));
  CHECK_FALSE(given.is_told("near/1/elsewhere"));
}

TEST_CASE("who_moves_in_is_told_once_and_who_moves_out_is_told_what_follows (PU-3, FT-3)") {
  Standing given;
  given.put(given.placed("guest", 40, 40));
  CHECK_FALSE(given.is_told("near/1/guest"));
  given.put(given.placed("guest", 11, 21));
  CHECK(given.is_told("near/1/guest"));
  given.put(given.placed("guest", 10.2, 20.2));
  given.put(given.placed("guest", 40, 40));
  given.put(given.placed("guest", 10.3, 20.3));
  given.put(given.placed("guest", 40, 40));
  warning::DraftEdition end;
  end.warning = near;
  end.what = warning::Kind::all_clear;
  end.notice = "The threat is over.";
  given.give({person("ann"), "draft_edition", to_value(end)});
  given.give({testing::rita, "release_warning", to_value(warning::Let{near, 2})});
  CHECK(given.is_told("near/2/guest"));
  given.put(given.placed("late", 10.5, 20.5));
  CHECK_FALSE(given.is_told("near/1/late"));
  CHECK_FALSE(given.is_told("near/2/late"));
}

TEST_CASE("nobody_falls_between_a_registration_and_a_release_in_whatever_order_they_come (PU-3)") {
  testing::Dice dice(3);
  for (int life = 0; life < 20; ++life) {
    Standing given(false);
    bool is_released = false;
    std::map<std::string, bool> is_inside;
    for (int step = 0; step < 20; ++step) {
      if (!is_released && dice.one_in(10)) {
        given.release();
        is_released = true;
      }
      const auto name = cat("r", dice.below(6));
      const bool goes_inside = dice.one_in(2);
      is_inside[name] = is_inside[name] || (goes_inside && is_released);
      given.put(given.placed(name, goes_inside ? 10.5 : 40, goes_inside ? 20.5 : 40));
      if (dice.one_in(8)) {
        // A crash: what is derived comes from a snapshot or from the fold, and must say the same.
        if (dice.one_in(2))
          testing::must(given.desk.run(given.desk.journal.keep_snapshot(given.desk.journal.take_snapshot())));
        given.desk.resume();
      }
      if (!is_released) continue;
      for (const auto& [who, was_inside] : is_inside) {
        if (was_inside) CHECK_MESSAGE(given.is_told("near/1/" + who), who, " in life ", life, ", step ", step);
      }
    }
  }
}

TEST_CASE("an_arrival_counts_among_those_who_were_chosen") {
  Standing given;
  given.put(given.placed("guest", 10.5, 20.5));
  const auto& chosen = given.desk.state.recipients.choices.at(near).back().resolved.chosen;
  REQUIRE(chosen.size() == 1);
  CHECK(chosen[0].why == std::vector<std::string>{"in polygon 1", "in polygon 1"});
}

TEST_CASE("nobody_arrives_at_a_warning_whose_window_is_over") {
  Standing given;
  given.desk.clock.set(given.began + hours(48));
  given.put(given.placed("guest", 10.5, 20.5));
  CHECK_FALSE(given.is_told("near/1/guest"));
}

TEST_CASE("a_list_that_names_somebody_twice_is_refused_as_a_whole") {
  Standing given;
  audience::RegisterMany many;
  many.recipients = {given.placed("guest", 10.5, 20.5), given.placed("other", 10.5, 20.5), given.placed("guest", 1, 1)};
  const auto done = given.desk.give({person("ann"), {}, {}, {}}, "register_recipients", to_value(many));
  CHECK(testing::verdict(done) == "invalid @recipients[2]");
  CHECK_FALSE(given.is_told("near/1/guest"));
}

}  // namespace
}  // namespace heed::operations
