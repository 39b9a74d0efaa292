#include "flow/in_force.h"

#include <set>

#include "flow/audience/testing/recipients.h"
#include "flow/record/testing/dice.h"

namespace heed::flow {
namespace {

using testing::Dice;

const Instant start = testing::at("2024-03-07T18:00:00Z");
const Interval window{start, start + testing::hours(48)};

area::Position somewhere(Dice& dice) {
  return {static_cast<std::int32_t>(dice.below(40)) * 10, static_cast<std::int32_t>(dice.below(40)) * 10};
}

warning::Edition edition(Dice& dice, std::uint64_t number) {
  warning::Edition made;
  made.drafted.edition = number;
  warning::Reach reach;
  if (!dice.one_in(20)) {
    const auto corner = somewhere(dice);
    const area::Ring ring{{corner, {corner.lat, corner.lon + 40}, {corner.lat + 40, corner.lon}}};
    reach.area = area::Area{{area::Polygon{{ring}}}, {}};
  }
  if (!reach.area) reach.roles = {"police"};
  if (dice.one_in(3)) {
    const auto corner = somewhere(dice);
    const area::Ring ring{{corner, {corner.lat, corner.lon + 60}, {corner.lat + 20, corner.lon}}};
    reach.geocodes.push_back({"X", "1", warning::Meaning{"n", "s", 0, {{area::Polygon{{ring}}}, {}}}});
  }
  made.drafted.reach = {reach};
  if (!dice.one_in(5)) made.release = warning::Release{"rita", {}};
  return made;
}

warning::Warning random_warning(Dice& dice, std::size_t number) {
  warning::Warning made;
  made.id = WarningId{cat("w", number)};
  made.standing = dice.one_in(4) ? warning::Standing::ended : warning::Standing::active;
  made.valid = window;
  for (std::uint64_t each = 1; each <= 1 + dice.below(2); ++each) made.editions.push_back(edition(dice, each));
  return made;
}

audience::Recipient random_recipient(Dice& dice) {
  auto made = testing::recipient("someone");
  for (auto left = dice.below(3); left > 0; --left) made.places.push_back(somewhere(dice));
  if (dice.one_in(2)) made.stays.push_back({somewhere(dice), window});
  if (dice.one_in(4)) made.roles = {"police"};
  if (dice.one_in(8)) made.responsible_for = area::Area{{}, {area::Circle{somewhere(dice), 0.001}}};
  return made;
}

/// The warnings that cover somebody by what is said of the editions in force, among those that are offered.
std::set<WarningId> covering(const std::vector<const InForce::Edition*>& offered,
                             const audience::Recipient& recipient) {
  std::set<WarningId> found;
  for (const auto* each : offered) {
    for (const auto& cover : each->covers) {
      if (!cover->reasons(recipient).empty()) found.insert(each->warning);
    }
  }
  return found;
}

std::set<WarningId> slowly(const warning::State& warnings, const audience::Recipient& recipient) {
  std::set<WarningId> found;
  for (const auto& [id, warning] : warnings.warnings) {
    if (warning.standing != warning::Standing::active) continue;
    for (const auto& each : warning.editions) {
      if (!each.release) continue;
      const audience::Cover cover({each.drafted.reach[0], warning.valid});
      if (!cover.reasons(recipient).empty()) found.insert(id);
    }
  }
  return found;
}

TEST_CASE("every_warning_in_force_that_covers_somebody_is_near (PU-3)") {
  Dice dice(9);
  warning::State warnings;
  InForce in_force;
  std::size_t found = 0;
  // More warnings than wait for a rebuild of the tree, and many that change.
  for (int round = 0; round < 900; ++round) {
    const auto warning = random_warning(dice, dice.below(400));
    warnings.warnings.insert_or_assign(warning.id, warning);
    in_force.refresh(warning);
    if (round % 30 != 0) continue;
    InForce again;
    again.build(warnings);
    for (int question = 0; question < 4; ++question) {
      const auto recipient = random_recipient(dice);
      const auto expected = slowly(warnings, recipient);
      CHECK(covering(in_force.near(recipient), recipient) == expected);
      CHECK(covering(again.near(recipient), recipient) == expected);
      found += expected.size();
    }
  }
  CHECK(found > 100);
}

}  // namespace
}  // namespace heed::flow
