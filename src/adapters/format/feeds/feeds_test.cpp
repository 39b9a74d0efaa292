#include "adapters/format/feeds/feeds.h"

#include <random>

#include <doctest/doctest.h>

#include "adapters/format/cap_alert/name.h"
#include "adapters/format/feeds/state.h"
#include "adapters/format/public_page/testing/site.h"
#include "adapters/format/public_page/testing/warnings.h"
#include "lib/cap/read.h"
#include "lib/cap/write.h"
#include "lib/cap/xml/document.h"
#include "lib/capfeed/document.h"

namespace heed::feeds {
namespace {

using public_page::testing::crowds;
using public_page::testing::Growing;
using public_page::testing::hour;
using public_page::testing::noon;
using public_page::testing::ruritania;
using warning::Kind;
using warning::Status;

Feeds feeds_of(const warning::State& state, Instant now) {
  cap_alert::Shelf shelf("heed.example", ruritania.base_url);
  const auto warnings = public_page::public_part(state, now);
  return write({ruritania, warnings, state, shelf, now});
}

Feeds feeds_of(const std::vector<Growing>& all, int after) {
  return feeds_of(public_page::testing::state_of(all), noon + after * hour);
}

std::string bytes_of(const Feeds& feeds, std::string_view path) {
  for (const auto& file : feeds.files) {
    if (file.path == path) return file.bytes;
  }
  FAIL("there is no feed " << path);
  return {};
}

bool has(const Feeds& feeds, std::string_view path) {
  return std::ranges::any_of(feeds.files, [&](const auto& file) { return file.path == path; });
}

/// The ids of the items, by our own reader of other people's feeds.
std::vector<std::string> ids_of(const std::string& bytes) {
  const auto read = capfeed::read(bytes);
  REQUIRE_MESSAGE(read, read.error().detail);
  std::vector<std::string> ids;
  for (const auto& item : read->items) ids.push_back(item.id.substr(item.id.rfind(':') + 1));
  return ids;
}
using Ids = std::vector<std::string>;

Growing in_region(Growing growing, const std::string& system, const std::string& code) {
  for (auto& edition : growing.warning_.editions) {
    edition.drafted.reach[0].geocodes.push_back({system, code, warning::Meaning{"Moscow", "made up", 0, {}}});
    edition.drafted.reach[1].geocodes.push_back({"ISO3166-2", "only-inside", std::nullopt});
  }
  return growing;
}

Growing alert(const std::string& id = "w") { return Growing(id, Status::actual).says(Kind::alert, 0, crowds); }

TEST_CASE("the_links_name_languages_then_severities_from_the_worst_then_areas") {
  std::vector<std::string> paths;
  for (const auto& link : feeds_of(public_page::testing::one_of_each(), 30).links) paths.push_back(link.path);
  const std::vector<std::string> worst_first = {"feeds/severity-extreme", "feeds/severity-severe",
                                                "feeds/severity-moderate", "feeds/severity-minor"};
  const auto found = std::ranges::search(paths, worst_first);
  REQUIRE_FALSE(found.empty());
  for (auto before = paths.begin(); before != found.begin(); ++before) CHECK_FALSE(before->starts_with("feeds/area-"));
  for (auto after = found.end(); after != paths.end(); ++after) CHECK(after->starts_with("feeds/area-"));
}

TEST_CASE("every_edition_is_an_item_with_its_state_until_48_hours_after_its_end (PU-2, PU-4, FT-2)") {
  const auto growing = alert().says(Kind::update, 3, crowds).notes(Kind::cancel, 5, "The threat was false.");
  CHECK(ids_of(bytes_of(feeds_of({growing}, 6), "feed.atom")) == Ids{"w.3", "w.2", "w.1"});
  const auto feed = bytes_of(feeds_of({growing}, 6), "feed.atom");
  CHECK(feed.contains("<category term=\"updated\" scheme=\"tag:heed.example,2024:state\""));
  CHECK(feed.contains("<category term=\"cancelled\" scheme=\"tag:heed.example,2024:state\" label=\"Cancelled\"/>"));
  CHECK(feed.contains("[Cancelled, 7 March 2024, 17:00 UTC] "));
  CHECK(feed.contains("[Updated by a later edition, 7 March 2024, 15:00 UTC] "));
  CHECK(ids_of(bytes_of(feeds_of({growing}, 51), "feed.atom")) == Ids{"w.3", "w.2"});
  CHECK(ids_of(bytes_of(feeds_of({growing}, 52), "feed.rss")) == Ids{"w.3", "w.2"});
  CHECK(ids_of(bytes_of(feeds_of({growing}, 53), "feed.atom")).empty());
  CHECK(ids_of(bytes_of(feeds_of({alert()}, 95), "feed.atom")) == Ids{"w.1"});
  CHECK(ids_of(bytes_of(feeds_of({alert()}, 96), "feed.atom")).empty());
}

TEST_CASE("nothing_is_in_a_feed_before_its_release") {
  auto growing = alert();
  growing.warning_.editions[0].release.reset();
  for (const auto& file : feeds_of({in_region(growing, "ISO3166-2", "RU-MOW")}, 1).files) {
    CHECK(!file.bytes.contains("w.1"));
    CHECK(!file.path.contains("language"));
    CHECK(!file.path.contains("area"));
  }
}

TEST_CASE("each_language_has_a_feed_in_its_words") {
  const auto feeds =
      feeds_of({alert(), Growing("e", Status::actual).says(Kind::alert, 1, {{"en-GB", "Fog", "Slow."}})}, 2);
  CHECK(ids_of(bytes_of(feeds, "feeds/language-en.atom")) == Ids{"e.1", "w.1"});
  CHECK(ids_of(bytes_of(feeds, "feeds/language-ru.rss")) == Ids{"w.1"});
  const auto russian = bytes_of(feeds, "feeds/language-ru.atom");
  CHECK(russian.contains(cat("<title xml:lang=\"ru\">", crowds[1][1])));
  CHECK(russian.contains("<cap:language>ru</cap:language>"));
  CHECK(!russian.contains(crowds[0][1]));
  CHECK(!has(feeds, "feeds/language-ar.atom"));
}

TEST_CASE("each_severity_has_a_feed_of_itself_and_what_is_worse") {
  const auto feeds = feeds_of({alert("severe"), alert("moderate").notes(Kind::downgrade, 1, "Less."),
                               alert("minor").notes(Kind::all_clear, 1, "Over.")},
                              2);
  const Ids severe = {"moderate.1", "minor.1", "severe.1"};
  CHECK(ids_of(bytes_of(feeds, "feeds/severity-extreme.atom")).empty());
  CHECK(ids_of(bytes_of(feeds, "feeds/severity-severe.atom")) == severe);
  CHECK(ids_of(bytes_of(feeds, "feeds/severity-moderate.rss")).size() == 4);
  CHECK(ids_of(bytes_of(feeds, "feeds/severity-minor.atom")).size() == 5);
}

TEST_CASE("each_geocode_has_a_feed_and_a_region_counts_for_its_country") {
  const auto feeds = feeds_of({in_region(alert("m"), "ISO3166-2", "RU-MOW"), in_region(alert("s"), "SAME", "006037"),
                               in_region(alert("c"), "ISO3166-1", "RU")},
                              1);
  CHECK(ids_of(bytes_of(feeds, "feeds/area-iso3166-2-RU-MOW.atom")) == Ids{"m.1"});
  CHECK(ids_of(bytes_of(feeds, "feeds/area-same-006037.rss")) == Ids{"s.1"});
  CHECK(ids_of(bytes_of(feeds, "feeds/area-iso3166-1-RU.atom")) == Ids{"m.1", "c.1"});
  for (const auto& file : feeds.files) CHECK(!file.path.contains("only-inside"));
  CHECK(bytes_of(feeds, "feeds/area-iso3166-2-RU-MOW.atom").contains("<cap:value>RU-MOW</cap:value>"));
}

TEST_CASE("an_area_is_named_safely_whatever_it_is_called") {
  CHECK(area_name("ISO3166-2", "RU-MOW") == "area-iso3166-2-RU-MOW");
  CHECK(area_name("A B", "x/../y") == "area-a_20b-x_2F.._2Fy");
  CHECK(area_name("é", "_") == "area-_C3_A9-_5F");
  const std::string longest(area_name_max - area_name("S", "").size(), 'x');
  CHECK(has(feeds_of({in_region(alert(), "S", longest)}, 1), cat("feeds/area-s-", longest, ".atom")));
  CHECK(!has(feeds_of({in_region(alert(), "S", longest + "x")}, 1), cat("feeds/area-s-", longest, "x.atom")));
}

TEST_CASE("a_feed_that_became_empty_is_written_and_its_time_never_goes_back") {
  const auto growing = in_region(alert().notes(Kind::cancel, 5, "False."), "ISO3166-2", "RU-MOW");
  std::string last;
  for (const int after : {1, 6, 52, 53, 100}) {
    const auto feed = bytes_of(feeds_of({growing}, after), "feeds/area-iso3166-2-RU-MOW.atom");
    const auto at = feed.find("<updated>");
    const auto updated = feed.substr(at, feed.find("</updated>") - at);
    CHECK(updated >= last);
    last = updated;
  }
  CHECK(last == "<updated>2024-03-09T17:00:00+00:00");
}

TEST_CASE("while_nothing_changes_no_feed_changes_a_byte") {
  const auto all = public_page::testing::one_of_each();
  const auto before = feeds_of(all, 60);
  const auto after = feeds_of(public_page::testing::state_of(all), noon + 60 * hour + Duration{59'000});
  REQUIRE(before.files.size() == after.files.size());
  for (std::size_t i = 0; i < before.files.size(); ++i) CHECK(before.files[i].bytes == after.files[i].bytes);
}

/// The text of every element of CAP inside of one entry, in order, under its name.
std::vector<std::pair<std::string, std::string>> inline_fields(const xml::Document& document,
                                                               const xml::Element& entry) {
  std::vector<std::pair<std::string, std::string>> fields;
  for (const auto& element : document.elements()) {
    if (element.offset < entry.offset || element.end > entry.end || element.space != cap::xml_namespace) continue;
    if (document.at(element.first_child) == nullptr) fields.emplace_back(element.local, element.text);
  }
  return fields;
}

TEST_CASE("what_an_item_says_in_the_words_of_cap_its_cap_file_says (PU-2)") {
  auto all = public_page::testing::one_of_each();
  for (auto& growing : all) growing = in_region(growing, "ISO3166-2", "RU-MOW");
  const auto state = public_page::testing::state_of(all);
  const auto feed = bytes_of(feeds_of(state, noon + 49 * hour), "feed.atom");
  const auto document = xml::parse(feed);
  REQUIRE(document);
  std::size_t compared = 0;
  for (const auto& entry : document->elements()) {
    if (entry.local != "entry") continue;
    const auto fields = inline_fields(*document, entry);
    REQUIRE(fields.size() > 12);
    const auto& identifier = fields.front().second;
    const auto point = identifier.rfind('.');
    const auto& of = state.warnings.at(WarningId{identifier.substr(0, point)});
    const auto file =
        cap_alert::write({of, static_cast<std::uint64_t>(identifier.back() - '0'), "heed.example", ruritania.base_url});
    REQUIRE(file);
    const auto alert = xml::parse(*file);
    REQUIRE(alert);
    for (const auto& field : fields) {
      const bool is_there = std::ranges::any_of(alert->elements(), [&](const auto& element) {
        return element.local == field.first && element.text == field.second;
      });
      CHECK_MESSAGE(is_there, identifier << " " << field.first << " " << field.second);
      ++compared;
    }
  }
  CHECK(compared > 100);
}

TEST_CASE("every_feed_is_read_by_our_own_reader_and_leads_to_cap_files") {
  for (const auto& file : feeds_of(public_page::testing::one_of_each(), 49).files) {
    CAPTURE(file.path);
    const auto read = capfeed::read(file.bytes, cat(ruritania.base_url, "/", file.path));
    REQUIRE(read);
    CHECK(word(read->kind) == (file.path.ends_with(".atom") ? "atom" : "rss"));
    for (const auto& item : read->items) {
      REQUIRE(item.lead() == capfeed::Lead::link);
      CHECK(item.links.front().href.starts_with("https://heed.example/cap/"));
    }
  }
}

TEST_CASE("nasty_words_stay_words_in_every_feed") {
  const std::string nasty = "]]></title><script>&\"'<!--\x01";
  auto growing = Growing("w", Status::actual).says(Kind::alert, 0, {{"en", nasty, nasty}, {nasty, nasty, nasty}});
  for (auto& edition : growing.warning_.editions) {
    edition.drafted.issuer = nasty;
    edition.drafted.reach[0].geocodes = {{"<&\"", "'/>", warning::Meaning{nasty, nasty, 0, {}}}};
  }
  const auto state = public_page::testing::state_of({growing});
  cap_alert::Shelf shelf("heed.example", "https://heed.example");
  const public_page::Site site{nasty, nasty, "heed.example,2024", "https://heed.example"};
  const auto warnings = public_page::public_part(state, noon);
  const auto feeds = write({site, warnings, state, shelf, noon});
  CHECK(feeds.files.size() == 2 * (1 + 1 + 4 + 1));
  for (const auto& file : feeds.files) {
    const auto document = xml::parse(file.bytes);
    REQUIRE(document);
    for (const auto& element : document->elements()) CHECK(element.local != "script");
  }
}

TEST_CASE("a_feed_ends_at_its_limit_with_the_newest") {
  std::vector<Growing> all;
  for (std::size_t i = 0; i <= items_max; ++i) {
    all.push_back(Growing(cat("w", i), Status::actual).says(Kind::alert, i == 7 ? -1 : 0, crowds));
  }
  const auto one_more = ids_of(bytes_of(feeds_of(all, 1), "feed.atom"));
  CHECK(one_more.size() == items_max);
  CHECK(std::ranges::count(one_more, "w7.1") == 0);
  all.pop_back();
  CHECK(ids_of(bytes_of(feeds_of(all, 1), "feed.rss")).size() == items_max);
}

TEST_CASE("nothing_but_the_public_tier_can_change_a_byte (SR-3, SR-11)") {
  std::mt19937 random(3);
  auto all = public_page::testing::one_of_each();
  for (auto& growing : all) growing = in_region(growing, "ISO3166-2", "RU-MOW");
  const auto before = feeds_of(all, 60);
  for (int round = 0; round < 20; ++round) {
    for (auto& growing : all) {
      growing.warning_.case_id = CaseId{cat("only-inside-", random())};
      for (auto& edition : growing.warning_.editions) {
        auto& drafted = edition.drafted;
        drafted.targets = {TargetId{cat("only-inside-", random())}};
        drafted.review.by = cat("only-inside-", random());
        drafted.reach[1].geocodes = {{"ISO3166-2", cat("only-inside-", random()), std::nullopt}};
        drafted.reach[0].roles = {"only-inside"};
        drafted.contents.push_back({report::Tier::partner, "de", "only-inside", "only-inside", "only-inside", {}});
        edition.drafted_by = edition.release->by = "only-inside";
      }
    }
    const auto after = feeds_of(all, 60);
    REQUIRE(after.files.size() == before.files.size());
    for (std::size_t i = 0; i < after.files.size(); ++i) {
      CHECK(after.files[i].bytes == before.files[i].bytes);
      CHECK(!after.files[i].bytes.contains("only-inside"));
    }
  }
}

}  // namespace
}  // namespace heed::feeds
