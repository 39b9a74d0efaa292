#include "lib/cap/check.h"

#include <algorithm>
#include <functional>

#include <doctest/doctest.h>

#include "core/text.h"
#include "lib/cap/testing/alerts.h"
#include "lib/cap/write.h"

namespace heed::cap {
namespace {

using testing::full_alert;
using testing::noon;
using testing::sound_alert;

std::string shown(const std::vector<Finding>& findings) {
  std::string out;
  for (const auto& f : findings) out += cat(word(f.level), " ", f.rule, " at ", f.place, ": ", f.text, "\n");
  return out;
}

constexpr std::size_t points_advised = 1'000;
constexpr std::size_t headline_characters = 160;

struct Row {
  std::string name;
  std::function<void(Alert&)> change;
  Level level;
  const char* rule;
  const char* place;
};

/// Each row changes a sound message in one way; exactly one finding must come of it.
void check_rows(const std::vector<Row>& rows) {
  for (const auto& row : rows) {
    auto alert = sound_alert();
    row.change(alert);
    const auto findings = check(alert);
    REQUIRE_MESSAGE(findings.size() == 1, row.name, "\n", shown(findings));
    CHECK_MESSAGE(findings[0].rule == row.rule, row.name);
    CHECK_MESSAGE(word(findings[0].level) == word(row.level), row.name);
    CHECK_MESSAGE(findings[0].place == row.place, row.name);
    CHECK_MESSAGE(may_be_issued(findings) == (row.level != Level::error), row.name);
  }
}

Area area_of(std::string polygon) { return {.description = "Here", .polygons = {std::move(polygon)}}; }
auto set_polygon(std::string text) {
  return [text](Alert& a) { a.infos[0].areas[0].polygons[0] = text; };
}

TEST_CASE("nothing_is_found_in_a_sound_message (PU-2)") {
  CHECK_MESSAGE(check(sound_alert()).empty(), shown(check(sound_alert())));
  CHECK_MESSAGE(check(full_alert()).empty(), shown(check(full_alert())));
  CHECK(may_be_issued({}));
}

TEST_CASE("a_message_left_as_it_was_made_is_not_issued") { CHECK(!may_be_issued(check(Alert{}))); }

TEST_CASE("names_keep_the_form_that_references_need") {
  for (const std::string name : {"", "a b", "a,b", "a<b", "a&b", "a\tb", "a\nb"}) {
    check_rows({{name, [=](Alert& a) { a.identifier = name; }, Level::error, "identifier.form", "/alert/identifier"},
                {name, [=](Alert& a) { a.sender = name; }, Level::error, "sender.form", "/alert/sender"}});
    for (const Reference& reference : {Reference{name, "heed-6", noon}, Reference{"x", name, noon}}) {
      auto alert = sound_alert();
      alert.references = {reference};
      CHECK_MESSAGE(!may_be_issued(check(alert)), name);
    }
  }
}

TEST_CASE("references_name_earlier_messages (FT-3)") {
  const auto refer = [](MessageType type, Reference earlier) {
    return [=](Alert& a) {
      a.type = type;
      a.references = {earlier};
    };
  };
  const Reference self{"warnings@example.org", "heed-7", noon - std::chrono::hours(1)};
  const Reference later{"warnings@example.org", "heed-6", noon + Duration{1000}};
  const auto place = "/alert/references";
  check_rows({
      {"update of nothing", [](Alert& a) { a.type = MessageType::update; }, Level::error, "references.missing", place},
      {"cancel of nothing", [](Alert& a) { a.type = MessageType::cancel; }, Level::error, "references.missing", place},
      {"ack of nothing", [](Alert& a) { a.type = MessageType::ack; }, Level::error, "references.missing", place},
      {"identifier used again", refer(MessageType::update, self), Level::error, "references.self", place},
      {"sent later", refer(MessageType::update, later), Level::warning, "references.later", place},
      {"year of a reference", refer(MessageType::update, {"x", "y", Instant{-62'135'596'800'001}}), Level::error,
       "references.form", place},
  });
  auto twice = full_alert();
  twice.references.push_back(twice.references.front());
  CHECK(check(twice).size() == 1);
}

TEST_CASE("scope_restriction_and_addresses_fit_together") {
  check_rows({
      {"restricted", [](Alert& a) { a.scope = Scope::restricted; }, Level::error, "restriction.missing",
       "/alert/restriction"},
      {"restriction of a public one", [](Alert& a) { a.restriction = "police"; }, Level::error, "restriction.unwanted",
       "/alert/restriction"},
      {"private", [](Alert& a) { a.scope = Scope::addressed; }, Level::error, "addresses.missing", "/alert/addresses"},
      {"quoted address", [](Alert& a) { a.addresses = {"x", "a \"b\" c"}; }, Level::error, "list.quotes",
       "/alert/addresses"},
      {"quoted incident", [](Alert& a) { a.incidents = {"\""}; }, Level::error, "list.quotes", "/alert/incidents"},
      {"empty code", [](Alert& a) { a.codes = {""}; }, Level::error, "value.empty", "/alert/code"},
  });
}

TEST_CASE("the_purpose_of_a_message_is_plain (DE-13)") {
  const auto empty = [](MessageType type) {
    return [=](Alert& a) {
      a.type = type;
      a.note = "why";
      a.infos.clear();
      if (type != MessageType::alert) a.references = {{"x", "y", noon}};
    };
  };
  check_rows({
      {"draft", [](Alert& a) { a.status = Status::draft; }, Level::error, "status.draft", "/alert/status"},
      {"exercise", [](Alert& a) { a.status = Status::exercise; }, Level::note, "note.missing", "/alert/note"},
      {"error",
       [](Alert& a) {
         a.type = MessageType::error;
         a.references = {{"x", "y", noon}};
       },
       Level::note, "note.missing", "/alert/note"},
      {"alert says nothing", empty(MessageType::alert), Level::error, "info.missing", "/alert/info"},
      {"update says nothing", empty(MessageType::update), Level::error, "info.missing", "/alert/info"},
      {"cancel says nothing", empty(MessageType::cancel), Level::warning, "info.cancel", "/alert/info"},
  });
  auto ack = sound_alert();
  empty(MessageType::ack)(ack);
  CHECK(check(ack).empty());
}

TEST_CASE("a_message_ends_after_it_begins (FT-1)") {
  const auto info = "/alert/info/expires";
  check_rows({
      {"no end", [](Alert& a) { a.infos[0].expires.reset(); }, Level::warning, "expires.missing", info},
      {"ends when sent", [](Alert& a) { a.infos[0].expires = noon; }, Level::error, "expires.past", info},
      {"ends when effective", [](Alert& a) { a.infos[0].effective = a.infos[0].expires; }, Level::error,
       "expires.order", info},
      {"ends at onset", [](Alert& a) { a.infos[0].onset = a.infos[0].expires; }, Level::error, "expires.order", info},
      {"year 10000", [](Alert& a) { a.infos[0].expires = Instant{253'402'300'800'000}; }, Level::error, "schema.time",
       info},
      {"year 0", [](Alert& a) { a.sent = Instant{-62'135'596'800'001}; }, Level::error, "schema.time", "/alert/sent"},
  });
  auto alert = sound_alert();
  alert.infos[0].expires = noon + Duration{1000};
  CHECK(check(alert).empty());
  alert.sent = Instant{631'152'000'000};
  alert.infos[0].expires = Instant{7'258'118'399'000};
  CHECK(check(alert).empty());
  alert.infos[0].expires = Instant{7'258'118'400'000};
  CHECK(check(alert).front().rule == "time.year");
}

TEST_CASE("texts_are_there_clean_and_without_markup") {
  const auto describe = [](std::string text) { return [=](Alert& a) { a.infos[0].description = text; }; };
  const auto place = "/alert/info/description";
  check_rows({
      {"event", [](Alert& a) { a.infos[0].event = ""; }, Level::error, "value.empty", "/alert/info/event"},
      {"category", [](Alert& a) { a.infos[0].categories = {}; }, Level::error, "schema.missing",
       "/alert/info/category"},
      {"areaDesc", [](Alert& a) { a.infos[0].areas[0].description = ""; }, Level::error, "value.empty",
       "/alert/info/area/areaDesc"},
      {"value", [](Alert& a) { a.infos[0].parameters = {{"x", "y"}, {"x", ""}}; }, Level::error, "value.empty",
       "/alert/info/parameter[2]/value"},
      {"valueName", [](Alert& a) { a.infos[0].event_codes = {{"", "y"}}; }, Level::error, "value.empty",
       "/alert/info/eventCode/valueName"},
      {"blank", describe(" \n"), Level::error, "text.blank", place},
      {"control", describe("a\x01"), Level::error, "text.replacement", place},
      {"return", describe("a\r\n"), Level::error, "text.return", place},
      {"half a character", describe("caf\xC3"), Level::error, "text.replacement", place},
      {"tag", describe("go <b>now"), Level::warning, "text.markup", place},
      {"end tag", describe("now</p>"), Level::warning, "text.markup", place},
      {"named entity", describe("A &amp; B"), Level::warning, "text.entity", place},
      {"numbered entity", describe("it&#39;s"), Level::warning, "text.entity", place},
      {"note", [](Alert& a) { a.note = "<br/>"; }, Level::warning, "text.markup", "/alert/note"},
  });
  for (const std::string text : {"1 < 2 & 3 > 2", "R&D, see below; go", "a <", "&;", "</ >", "ça 😀 ]]> \"q\""}) {
    auto alert = sound_alert();
    alert.infos[0].description = text;
    CHECK_MESSAGE(check(alert).empty(), text);
  }
}

TEST_CASE("a_headline_may_have_160_characters_whatever_their_bytes") {
  std::string headline;
  for (std::size_t i = 0; i < headline_characters; ++i) headline += "é";
  auto alert = sound_alert();
  alert.infos[0].headline = headline;
  CHECK(check(alert).empty());
  check_rows({{"161", [&](Alert& a) { a.infos[0].headline = headline + "x"; }, Level::note, "headline.long",
               "/alert/info/headline"}});
}

TEST_CASE("languages_are_tags_and_translations_are_translated") {
  const auto second = [](std::string language) {
    return [=](Alert& a) {
      a.infos.push_back(a.infos[0]);
      a.infos[1].language = language;
    };
  };
  check_rows(
      {{"none", [](Alert& a) { a.infos[0].language = ""; }, Level::warning, "language.missing", "/alert/info/language"},
       {"same text", second("ru"), Level::warning, "language.untranslated", "/alert/info[2]"},
       {"other category",
        [](Alert& a) {
          a.infos.push_back(a.infos[0]);
          a.infos[1].categories = {Category::fire};
        },
        Level::warning, "infos.differ", "/alert/info[2]"}});
  auto british = sound_alert();
  second("en-GB")(british);
  CHECK(check(british).empty());
  for (const std::string tag : {"-", "en-", "-en", "en_US", "e n", "Englishes", "en-abcdefghi", "12", "en--US"}) {
    check_rows(
        {{tag, [=](Alert& a) { a.infos[0].language = tag; }, Level::error, "schema.language", "/alert/info/language"}});
  }
}

TEST_CASE("web_is_an_absolute_address") {
  const auto with = [](std::string uri) {
    auto alert = sound_alert();
    alert.infos[0].web = uri;
    return check(alert);
  };
  for (const std::string uri : {"https://example.org", "http://example.org:8080/a?b=c&d#e",
                                "https://example.org/%C3%A9", "mailto:a@example.org", "tel:+15550100"}) {
    CHECK_MESSAGE(with(uri).empty(), uri);
  }
  for (const std::string uri :
       {"example.org", "/warnings/7", "//example.org", "https:", "https://", "https:/x", "https:///x", "1:x",
        "https://a b", "https://é.org", "https://example.org/%2", "https://example.org/%zz", "https://a:b/",
        "https://user:secret@example.org/", "https://example.org/<x>", "https://a#b#c", "https://a:/"}) {
    const auto findings = with(uri);
    REQUIRE_MESSAGE(!findings.empty(), uri);
    CHECK_MESSAGE(!may_be_issued(findings), uri);
  }
}

TEST_CASE("areas_can_be_drawn_and_heights_make_sense (PU-3)") {
  const auto polygon = "/alert/info/area/polygon";
  const auto circle = "/alert/info/area/circle";
  const auto set_circle = [](std::string text) { return [=](Alert& a) { a.infos[0].areas[0].circles[0] = text; }; };
  const auto ceiling = [](std::optional<std::int64_t> from, std::int64_t to) {
    return [=](Alert& a) {
      a.infos[0].areas[0].altitude_feet = from;
      a.infos[0].areas[0].ceiling_feet = to;
    };
  };
  check_rows({
      {"open", set_polygon("0,0 0,1 1,1 1,0"), Level::error, "polygon.open", polygon},
      {"bow tie", set_polygon("0,0 4,4 4,0 0,4 0,0"), Level::error, "polygon.crossing", polygon},
      {"antimeridian", set_polygon("0,179 0,-179 1,-179 0,179"), Level::error, "polygon.antimeridian", polygon},
      {"decimals", set_polygon("0,0 0,1 1.0000001,1 0,0"), Level::warning, "shape.precision", polygon},
      {"circle", set_circle("0,0"), Level::error, "circle.form", circle},
      {"zero circle", set_circle("0,0 0.0"), Level::warning, "circle.zero", circle},
      {"circle decimals", set_circle("0,0.1234567 1"), Level::warning, "shape.precision", circle},
      {"ceiling alone", ceiling({}, 5), Level::error, "ceiling.alone", "/alert/info/area/ceiling"},
      {"ceiling below", ceiling(6, 5), Level::error, "ceiling.below", "/alert/info/area/ceiling"},
      {"no area", [](Alert& a) { a.infos[0].areas.clear(); }, Level::warning, "area.missing", "/alert/info/area"},
      {"geocode only",
       [](Alert& a) {
         a.infos[0].areas[0].polygons.clear();
         a.infos[0].areas[0].circles.clear();
       },
       Level::warning, "area.geocode_only", "/alert/info/area"},
      {"second area", [](Alert& a) { a.infos[0].areas.push_back(area_of("")); }, Level::error, "polygon.form",
       "/alert/info/area[2]/polygon"},
      {"assess", [](Alert& a) { a.infos[0].response_types = {ResponseType::assess}; }, Level::warning,
       "response.assess", "/alert/info/responseType"},
  });
  auto level = sound_alert();
  ceiling(5, 5)(level);
  CHECK(check(level).empty());
}

TEST_CASE("a_polygon_of_a_thousand_points_passes_and_one_more_is_warned_of") {
  // Points along a parabola: a convex ring, so it is simple at any size.
  const auto convex = [](std::size_t point_count) {
    std::string text;
    for (std::size_t i = 0; i + 1 < point_count; ++i) {
      text += cat("0.", std::to_string(1'000'000 + i * i / 4).substr(1), ",", "1.",
                  std::to_string(10'000 + i).substr(1), " ");
    }
    return text + "0.000000,1.0000";
  };
  auto alert = sound_alert();
  set_polygon(convex(points_advised))(alert);
  CHECK_MESSAGE(check(alert).empty(), shown(check(alert)));
  check_rows(
      {{"1001", set_polygon(convex(points_advised + 1)), Level::warning, "polygon.many", "/alert/info/area/polygon"}});
}

}  // namespace
}  // namespace heed::cap
