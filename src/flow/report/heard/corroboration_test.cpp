#include "flow/report/heard/corroboration.h"

#include <functional>

#include "flow/report/copies/name.h"
#include "flow/report/heard/normalise.h"
#include "flow/report/heard/testing/alerts.h"
#include "lib/digest/base64.h"
#include "lib/digest/sha256.h"

namespace heed::heard {
namespace {

using testing::first_sent;
using testing::heard_alert;
using testing::HeardDesk;
using testing::hours;
using testing::must;

Place place(const std::vector<std::string>& polygons, const std::vector<Coded>& geocodes = {}) {
  Place place;
  area::Area shapes;
  for (const auto& text : polygons) shapes.polygons.push_back(must(area::parse_polygon(text)));
  if (!polygons.empty()) {
    place.box = overlap::box_of(shapes);
    place.shapes = shapes;
  }
  place.geocodes = geocodes;
  return place;
}

Heard here() {
  auto alert = heard_alert("here");
  alert.infos[0].event_codes = {{"OET", "OET-098"}};
  alert.areas = place({"10,20 10,22 12,20 10,20"}, {{"NUTS", "DE30"}});
  return alert;
}

/// Another service's warning of the same.
Heard there(const std::function<void(Heard&)>& change) {
  auto alert = here();
  alert.sender = "roads@example.org";
  alert.identifier = "there";
  alert.digest = heard_alert("there").digest;
  change(alert);
  return alert;
}

struct Case {
  std::string_view name;
  std::function<void(Heard&)> change;
  std::string reasons;  ///< the first words of each; empty: it does not corroborate
};

std::string reasons_of(const Result<std::vector<Corroboration>>& found) {
  std::string all;
  for (const auto& each : must(found)) {
    CHECK(each.reasons.size() == 3);
    for (const auto& reason : each.reasons) all += cat(all.empty() ? "" : "; ", reason);
  }
  return all;
}

const std::string when = "both hold from 6 March 2024, 06:00 UTC until 6 March 2024, 12:00 UTC";
const std::string code = "the same event code OET OET-098";

std::vector<Case> cases() {
  const auto no_codes = [](Heard& on) { on.infos[0].event_codes.clear(); };
  const auto apart = place({"10,23 10,24 11,24 10,23"});
  const auto only_boxes_meet = place({"12,22 12,21.5 11.9,22 12,22"});
  return {
      {"all the same", [](Heard&) {}, cat(code, "; ", when, "; the same geocode NUTS DE30")},
      {"the same sender", [](Heard& on) { on.sender = here().sender; }, ""},
      {"shapes touch", [](Heard& on) { on.areas.geocodes.clear(); }, cat(code, "; ", when, "; their shapes touch")},
      {"apart", [=](Heard& on) { on.areas = apart; }, ""},
      {"only the boxes meet", [=](Heard& on) { on.areas = only_boxes_meet; }, ""},
      {"only a box is kept",
       [=](Heard& on) {
         on.areas = only_boxes_meet;
         on.areas.shapes.reset();
         on.areas.is_cut = true;
       },
       cat(code, "; ", when, "; the boxes round their shapes touch; a shape was too large to keep")},
      {"apart, with the same geocode",
       [=](Heard& on) {
         on.areas = apart;
         on.areas.geocodes = {{"nuts", "DE30"}};
       },
       cat(code, "; ", when, "; the same geocode NUTS DE30")},
      {"nowhere", [](Heard& on) { on.areas = {}; }, ""},
      {"the words are the same", no_codes,
       cat("both of the category Met and both \"Flood Warning\"; ", when, "; the same geocode NUTS DE30")},
      {"the words are alike",
       [=](Heard& on) {
         no_codes(on);
         on.infos[0].event = "Flash flood";
       },
       cat("both of the category Met, and \"Flood Warning\" is like \"Flash flood\"; ", when,
           "; the same geocode NUTS DE30")},
      {"another category",
       [=](Heard& on) {
         no_codes(on);
         on.infos[0].categories = {cap::Category::health};
       },
       ""},
      {"another event",
       [=](Heard& on) {
         no_codes(on);
         on.infos[0].event = "Tornado Warning";
       },
       ""},
      {"later", [](Heard& on) { on.life.from = first_sent + hours(6); }, ""},
      {"expired", [](Heard& on) { on.life.expires = first_sent + hours(1); }, ""},
      {"a test", [](Heard& on) { on.status = cap::Status::test; }, ""},
      {"a cancel", [](Heard& on) { on.msg_type = cap::MessageType::cancel; }, ""},
  };
}

TEST_CASE("others_who_warn_of_the_same_in_place_and_time_corroborate_and_say_why") {
  for (const auto& [name, change, reasons] : cases()) {
    HeardDesk desk;
    desk.now = first_sent + hours(5);
    testing::hear(desk, here());
    testing::hear(desk, there(change));
    const auto found = corroborations(desk.of<State>(), version_of(here()), desk.now);
    CHECK_MESSAGE(reasons_of(found) == reasons, name);
  }
  const auto unknown = corroborations({}, version_of(here()), first_sent);
  CHECK(testing::verdict(unknown) == "not_found @alert");
}

TEST_CASE("a_copy_in_another_name_is_no_second_witness_of_its_original_or_of_another_copy (IN-8)") {
  HeardDesk desk;
  desk.now = first_sent + hours(5);
  auto original = here();
  original.digest = digest::to_base64url(digest::sha256("the original"));
  const auto copy = [&](const char* hub, std::vector<cap::Reference> references) {
    return there([&](Heard& alert) {
      alert.sender = hub;
      alert.identifier = copies::copy_name(original.digest, references);
      alert.digest = digest::to_base64url(digest::sha256(cat(hub, alert.identifier)));
    });
  };
  const auto first = copy("north.example", {});
  const auto second = copy("south.example", {{"south.example", "derived.x", cap::Time(first_sent)}});
  for (const auto& alert : {original, first, second}) testing::hear(desk, alert);
  for (const auto& alert : {original, first, second}) {
    CHECK(reasons_of(corroborations(desk.of<State>(), version_of(alert), desk.now)).empty());
  }
  testing::hear(desk, there([](Heard&) {}));
  for (const auto& alert : {original, first, second}) {
    CHECK(must(corroborations(desk.of<State>(), version_of(alert), desk.now)).size() == 1);
  }
}

TEST_CASE("words_for_events_are_like_each_other_when_half_of_what_they_tell_is_shared") {
  struct Row {
    std::string_view a, b;
    Likeness likeness;
  };
  const Row rows[] = {
      {"Flood Warning", "flood warning", Likeness::same},
      {"Flood Warning", "Red flood alert", Likeness::alike},
      {"Flood Warning", "Flash Flood Watch", Likeness::alike},
      {"Flood Warning", "Tornado Warning", Likeness::none},
      {"Severe Thunderstorm Warning", "Severe Weather Warning", Likeness::none},
      {"Coastal flood of the river", "Avalanche, flood, storm and fog", Likeness::none},
      {"Warning", "Alert", Likeness::none},
      {"Warning", "Warning!", Likeness::same},
      {"Überflutung", "überflutung", Likeness::none},
      {"", "", Likeness::none},
  };
  for (const auto& row : rows) {
    CHECK_MESSAGE(likeness(row.a, row.b) == row.likeness, row.a, " / ", row.b);
    CHECK_MESSAGE(likeness(row.b, row.a) == row.likeness, row.b, " / ", row.a);
  }
}

}  // namespace
}  // namespace heed::heard
