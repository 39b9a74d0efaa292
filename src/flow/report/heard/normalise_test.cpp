#include "flow/report/heard/normalise.h"

#include <cmath>

#include "core/text.h"
#include "flow/report/heard/bounds.h"
#include "flow/report/heard/testing/alerts.h"
#include "lib/cap/write.h"

namespace heed::heard {
namespace {

using cap::Time;
using cap::Zone;
using testing::at;
using testing::hours;
using testing::must;
using testing::verdict;

const auto noon = at("2024-03-06T12:00:00Z");

/// A message as somebody sends it.
cap::Alert alert() {
  cap::Alert alert{.identifier = "x-1", .sender = "rivers@example.org", .sent = noon, .status = cap::Status::actual};
  alert.scope = cap::Scope::everybody;
  cap::Info info{.language = "de", .categories = {cap::Category::met}, .event = "Hochwasser"};
  info.headline = "Der Fluss steigt";
  info.event_codes = {{"OET", "OET-098"}, {"SAME", "FLW"}};
  info.areas = {{.description = "Tal", .polygons = {"10,20 10,21 11,21 10,20"}, .circles = {"50,10 5"}}};
  info.areas[0].geocodes = {{"NUTS", "DE30"}, {"NUTS", "DE40"}};
  alert.infos = {info};
  return alert;
}

/// As it is read when it comes in.
Heard heard_of(const cap::Alert& alert, std::string_view bytes = "bytes") {
  cap::Reading reading;
  reading.alert = alert;
  return must(normalise(reading, {bytes, {"feed", "https://feed.example/"}}));
}

Time without_zone(Instant instant) {
  Time time(instant);
  time.zone = Zone::missing;
  return time;
}

TEST_CASE("a_message_is_kept_with_what_identifies_it_what_it_says_and_how_it_came") {
  const auto bytes = cap::write(alert());
  const auto heard = must(normalise(cap::read(bytes), {bytes, {"feed", "https://feed.example/"}, "untrusted"}));
  CHECK(heard.sender == "rivers@example.org");
  CHECK(heard.identifier == "x-1");
  CHECK(heard.sent == noon);
  CHECK(heard.sent_text == "2024-03-06T12:00:00-00:00");
  CHECK(heard.digest.size() == 43);
  CHECK(heard.bytes == bytes.size());
  CHECK(heard.via == Way{"feed", "https://feed.example/"});
  CHECK(heard.signature == "untrusted");
  REQUIRE(heard.infos.size() == 1);
  CHECK(heard.infos[0].event == "Hochwasser");
  CHECK(heard.infos[0].event_codes == std::vector<Coded>{{"OET", "OET-098"}, {"SAME", "FLW"}});
  CHECK(heard.infos[0].headline == "Der Fluss steigt");
  CHECK(heard.areas.shapes->polygons.size() == 1);
  CHECK(heard.areas.shapes->circles.size() == 1);
  CHECK(heard.areas.geocodes.size() == 2);
  CHECK(heard.errors == 0);
  CHECK(heard.warnings > 0);  // it never expires
  CHECK(!heard.findings.empty());
  CHECK(from_value<Heard>(to_value(heard)).value() == heard);
}

struct Clock {
  std::string_view name;
  Time sent;
  Instant instant;
  std::string_view text;
};

TEST_CASE("sent_is_an_instant_with_the_text_of_its_own_zone_and_the_latest_one_without") {
  Time paris(noon);
  paris.zone = Zone::offset;
  paris.offset_minutes = 60;
  const Clock clocks[] = {
      {"utc", noon, noon, "2024-03-06T12:00:00-00:00"},
      {"offset", paris, noon, "2024-03-06T13:00:00+01:00"},
      {"no zone", without_zone(noon), noon + hours(14), "2024-03-06T12:00:00"},
      {"a fraction", noon + Duration{999}, noon, "2024-03-06T12:00:00-00:00"},
  };
  for (const auto& clock : clocks) {
    auto message = alert();
    message.sent = clock.sent;
    message.references = {{"rivers@example.org", "x-0", clock.sent}};
    const auto heard = heard_of(message);
    CHECK_MESSAGE(heard.sent == clock.instant, clock.name);
    CHECK_MESSAGE(heard.sent_text == clock.text, clock.name);
    CHECK_MESSAGE(heard.has_no_zone == (clock.sent.zone == Zone::missing), clock.name);
    // A reference names it in the same way, whatever is odd about the time.
    CHECK_MESSAGE(heard.references[0].sent == heard.sent, clock.name);
    CHECK_MESSAGE(heard.references[0].has_no_zone == heard.has_no_zone, clock.name);
  }
}

TEST_CASE("times_without_a_zone_keep_an_alert_alive_longest") {
  auto message = alert();
  message.infos[0].effective = without_zone(noon);
  message.infos[0].onset = without_zone(noon + hours(1));
  message.infos[0].expires = without_zone(noon + hours(2));
  const auto heard = heard_of(message);
  CHECK(heard.infos[0].effective == noon - hours(14));
  CHECK(heard.infos[0].onset == noon - hours(13));
  CHECK(heard.infos[0].expires == noon + hours(16));
  CHECK(heard.life == Life{noon - hours(13), noon + hours(16), {}});
}

TEST_CASE("the_life_of_an_alert_is_that_of_all_its_infos") {
  auto message = alert();
  message.infos.push_back(message.infos[0]);
  message.infos[0].expires = noon + hours(2);
  message.infos[1].onset = noon + hours(1);
  CHECK(heard_of(message).life == Life{noon, noon + hours(2), noon + hours(1)});
  message.infos[1].expires = noon + hours(9);
  CHECK(heard_of(message).life == Life{noon, noon + hours(9), {}});
  message.infos.clear();
  CHECK(heard_of(message).life == Life{});
  // Those that are not kept count too.
  message = alert();
  message.infos.resize(infos_kept + 1, message.infos[0]);
  for (auto& info : message.infos) info.expires = noon;
  message.infos.back().expires = noon + hours(5);
  const auto heard = heard_of(message);
  CHECK(heard.infos.size() == infos_kept);
  CHECK(heard.more_infos == 1);
  CHECK(heard.life.expires == noon + hours(5));
}

TEST_CASE("what_cannot_be_told_from_others_is_refused") {
  const auto refusal = [](const cap::Alert& message) {
    cap::Reading reading;
    reading.alert = message;
    return verdict(normalise(reading, {"", {"feed", ""}}));
  };
  auto message = alert();
  message.sender = " ";
  CHECK(refusal(message) == "malformed @sender");
  message = alert();
  message.identifier = std::string(limits::line_bytes, 'x');
  CHECK(refusal(message) == "done");
  message.identifier += 'x';
  CHECK(refusal(message) == "too_large @identifier");
  message.identifier = "x\x01";
  CHECK(refusal(message) == "malformed @identifier");
  message = alert();
  message.sent = Time{};
  CHECK(refusal(message) == "malformed @sent");
  message.sent = Instant{253'500'000'000'000};
  CHECK(refusal(message) == "malformed @sent");
  const auto unreadable = normalise(cap::read("<alert><sent>soon</sent></alert>"), {"", {"feed", ""}});
  CHECK(verdict(unreadable) == "malformed");
  CHECK(testing::said(unreadable).find("who sent what") != std::string::npos);
}

TEST_CASE("texts_are_cleaned_and_cut_at_whole_characters") {
  CHECK(kept("  plain  ", 10) == "plain");
  CHECK(kept("a\x01"
             "b\xC2\x85"
             "c\xFF"
             "d",
             20) == "a b c d");
  CHECK(kept("0123456789", 10) == "0123456789");
  CHECK(kept("01234567890", 10) == "0123456…");
  CHECK(kept("012345ü7890", 10) == "012345…");
  auto message = alert();
  message.infos[0].headline = std::string(limits::line_bytes + 1, 'h');
  message.infos[0].event = "a\rb";
  const auto heard = heard_of(message);
  CHECK(heard.infos[0].headline.size() == limits::line_bytes);
  CHECK(heard.infos[0].event == "a b");
  CHECK(from_value<Heard>(to_value(heard)).value() == heard);
}

TEST_CASE("lists_end_at_their_limits_and_what_is_left_out_is_counted") {
  auto message = alert();
  for (std::size_t i = 0; i <= references_kept; ++i) message.references.push_back({"s", cat("r", i), noon});
  message.references.insert(message.references.begin(), {std::string(limits::line_bytes + 1, 's'), "r", noon});
  auto& info = message.infos[0];
  info.event_codes.assign(codes_kept + 1, {"SAME", "FLW"});
  for (std::size_t i = 0; i <= geocodes_kept; ++i) info.areas[0].geocodes.push_back({"FIPS", cat(i)});
  info.areas[0].geocodes.push_back({"NUTS", "DE30"});
  cap::Reading reading;
  reading.alert = message;
  for (std::size_t i = 0; i <= findings_kept; ++i) {
    reading.findings.push_back({cat("rule.", i), cap::Level::error, "", 0, ""});
    reading.findings.push_back({"rule.0", cap::Level::warning, "", 0, ""});
  }
  const auto heard = must(normalise(reading, {"", {"feed", ""}}));
  CHECK(heard.references.size() == references_kept);
  CHECK(heard.more_references == 2);
  CHECK(heard.infos[0].event_codes.size() == codes_kept);
  CHECK(heard.areas.geocodes.size() == geocodes_kept);
  CHECK(heard.areas.more_geocodes == 3);
  CHECK(heard.findings.size() == findings_kept);
  CHECK(heard.errors == findings_kept + 1);
  CHECK(heard.warnings == findings_kept + 1);
}

/// A ring of so many points, all on a small circle.
std::string ring_of(std::size_t points) {
  std::string text;
  for (std::size_t i = 0; i <= points; ++i) {
    const auto turn = 6.283185307179586 * static_cast<double>(i % points) / static_cast<double>(points);
    text += cat(10 + std::cos(turn), ",", 20 + std::sin(turn), " ");
  }
  return text;
}

TEST_CASE("shapes_with_too_many_points_leave_their_box") {
  auto message = alert();
  auto& area = message.infos[0].areas[0];
  area.circles.clear();
  area.polygons = {ring_of(points_kept)};
  CHECK(!heard_of(message).areas.is_cut);
  area.polygons = {ring_of(points_kept + 1)};
  const auto& cut = heard_of(message).areas;
  CHECK(cut.is_cut);
  CHECK(!cut.shapes);
  REQUIRE(cut.box);
  CHECK(std::abs(cut.box->south_west.latitude() - 9) < 0.001);
  CHECK(std::abs(cut.box->north_east.longitude() - 21) < 0.001);
}

TEST_CASE("a_shape_that_stands_in_two_languages_is_kept_once_and_an_unreadable_one_is_counted") {
  auto message = alert();
  message.infos.push_back(message.infos[0]);
  message.infos[1].areas[0].polygons.emplace_back("(10 20)");
  const auto& areas = heard_of(message).areas;
  CHECK(areas.shapes->polygons.size() == 1);
  CHECK(areas.shapes->circles.size() == 1);
  CHECK(areas.geocodes.size() == 2);
  CHECK(areas.unreadable == 1);
  message.infos.resize(1);
  message.infos[0].areas.clear();
  CHECK(heard_of(message).areas == Place{});
}

}  // namespace
}  // namespace heed::heard
