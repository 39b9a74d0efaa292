#include "adapters/format/public_page/site.h"

#include <random>

#include <doctest/doctest.h>

#include "adapters/format/public_page/testing/html.h"
#include "adapters/format/public_page/testing/site.h"
#include "adapters/format/public_page/testing/warnings.h"

namespace heed::public_page {
namespace {

using testing::Growing;
using testing::hour;
using testing::noon;
using testing::ruritania;
using warning::Kind;
using warning::Status;

std::string bytes_of(const std::vector<File>& files, std::string_view path) {
  for (const auto& file : files) {
    if (file.path == path) return file.bytes;
  }
  FAIL("there is no file " << path);
  return {};
}

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

std::vector<File> whole_site() { return site(ruritania, testing::state_of(testing::one_of_each()), noon + 49 * hour); }

TEST_CASE("the_site_is_an_index_a_style_a_page_of_feeds_and_a_page_for_each_warning") {
  const auto files = whole_site();
  REQUIRE(files.size() == 11);
  CHECK(bytes_of(files, "index.html").starts_with("<!doctype html>\n<html lang=\"en\">"));
  CHECK(bytes_of(files, "public.css") == stylesheet());
  CHECK(bytes_of(files, "feeds/index.html").contains("<h1>Feeds</h1>"));
  CHECK(bytes_of(files, "warnings/crowds.html").contains("Avoid large gatherings in Moscow"));
}

TEST_CASE("nothing_disappears_and_each_end_is_named (PU-4, FT-2)") {
  const auto files = whole_site();
  const auto index = bytes_of(files, "index.html");
  for (const auto& growing : testing::one_of_each()) {
    CHECK_MESSAGE(index.contains(cat("href=\"warnings/", growing.warning_.id.text, ".html\"")),
                  growing.warning_.id.text);
    const auto page = bytes_of(files, cat("warnings/", growing.warning_.id.text, ".html"));
    for (const auto& edition : growing.warning_.editions) {
      CHECK(page.contains(cat("id=\"edition-", edition.drafted.edition, "\"")));
      CHECK(page.contains(cat("Reference: ", growing.warning_.id.text, ", edition ", edition.drafted.edition)));
    }
  }
  for (const std::string words : {"In force, extended", "Window ended, threat not confirmed as removed", "Cancelled",
                                  "All clear", "Lapsed", "Replaced", "A named officer recorded on"}) {
    CHECK_MESSAGE(index.contains(words), words);
  }
  CHECK(index.contains("<strong>1 warning is in force.</strong>"));
}

TEST_CASE("what_to_do_comes_before_everything_else_that_is_said (SR-6)") {
  const auto index = bytes_of(whole_site(), "index.html");
  const auto card = index.substr(index.find("Do not use the airport road"));
  CHECK(card.find("Travel by day.") < card.find("The threat has not changed."));
  CHECK(card.find("Travel by day.") < card.find("From Embassy"));
}

TEST_CASE("an_exercise_stands_apart_under_a_banner (DE-13)") {
  const auto files = whole_site();
  const auto index = bytes_of(files, "index.html");
  const auto section = index.find("Exercises and tests");
  REQUIRE(section != std::string::npos);
  CHECK(index.find("Attack on the harbour") > section);
  CHECK(index.find("<strong>EXERCISE.</strong>") > section);
  CHECK(bytes_of(files, "warnings/drill-7.html").contains("<title>exercise: Attack on the harbour"));
  const auto only_drill =
      site(ruritania, testing::state_of({Growing("d", Status::test).says(Kind::alert, 0, testing::crowds)}), noon);
  CHECK(bytes_of(only_drill, "index.html").contains("No warning is in force."));
  CHECK(bytes_of(only_drill, "index.html").contains("<strong>TEST.</strong>"));
}

TEST_CASE("each_language_is_marked_with_its_direction (DE-12)") {
  const auto files = whole_site();
  CHECK(bytes_of(files, "warnings/market.html").contains("lang=\"ar\" dir=\"rtl\""));
  CHECK(bytes_of(files, "warnings/crowds.html")
            .contains("<a href=\"#edition-2-ru\" lang=\"ru\" dir=\"ltr\">Русский</a>"));
}

TEST_CASE("a_page_needs_no_script_and_no_inline_style") {
  for (const auto& file : whole_site()) {
    if (!file.path.ends_with(".html")) continue;
    CAPTURE(file.path);
    const auto markup = testing::read(file.bytes);
    CHECK(markup.fault == "");
    CHECK(!markup.tags.contains("script"));
    CHECK(!markup.tags.contains("style"));
    CHECK(!file.bytes.contains(" style="));
    CHECK(markup.tags.at("h1") >= 1);
    CHECK(markup.ids.contains("main"));
  }
}

TEST_CASE("words_from_outside_stay_words") {
  const std::string nasty = "</p><script>alert(1)</script>\"'&<!--";
  auto growing = Growing("w", Status::actual).says(Kind::alert, 0, {{"en", nasty, nasty}, {nasty, nasty, nasty}});
  for (auto& edition : growing.warning_.editions) edition.drafted.issuer = nasty;
  const Site site_of_nasty{nasty, nasty, "heed.example,2024", "https://heed.example"};
  for (const auto& file : site(site_of_nasty, testing::state_of({growing}), noon)) {
    CAPTURE(file.path);
    CHECK(!file.bytes.contains("<script"));
    CHECK(!file.bytes.contains("<!--"));
    if (file.path.ends_with(".html")) CHECK(testing::read(file.bytes).fault == "");
  }
}

TEST_CASE("feeds_are_listed_in_their_groups_and_the_start_page_links_to_the_first_ones (PU-2)") {
  auto site_with_feeds = ruritania;
  site_with_feeds.feeds = {{"All warnings", "All warnings", "feed", 3},
                           {"By language", "Русский", "feeds/language-ru", 1},
                           {"By area", "<Moscow>", "feeds/area-iso3166-2-RU-MOW", 0}};
  for (int i = 0; i < 20; ++i) site_with_feeds.feeds.push_back({"By area", "x", cat("feeds/area-x-", i), 2});
  const auto files = site(site_with_feeds, testing::state_of(testing::one_of_each()), noon);
  const auto page = bytes_of(files, "feeds/index.html");
  CHECK(testing::read(page).fault == "");
  CHECK(count(page, "<h2>") == 4);
  CHECK(page.contains("href=\"../feed.atom\""));
  CHECK(page.contains("Русский (1 item): <a href=\"../feeds/language-ru.atom\""));
  CHECK(page.contains("href=\"../feeds/area-x-19.rss\""));
  CHECK(page.contains("&lt;Moscow&gt;"));
  const auto index = bytes_of(files, "index.html");
  CHECK(
      index.contains("<link rel=\"alternate\" type=\"application/rss+xml\" title=\"Русский\" "
                     "href=\"feeds/language-ru.rss\">"));
  CHECK(index.contains("type=\"application/geo+json\""));
  CHECK(count(index, "type=\"application/atom+xml\"") == 12);
  CHECK(index.contains("href=\"feeds/index.html\""));
}

TEST_CASE("a_page_offers_the_short_forms_of_its_newest_edition_and_an_exercise_says_so_first (DE-13)") {
  const auto files = whole_site();
  const auto page = bytes_of(files, "warnings/drill-7.html");
  CHECK(page.contains("<summary>Short forms</summary>"));
  CHECK(page.contains("<p lang=\"en\" dir=\"ltr\">EXERCISE: Attack on the harbour."));
  CHECK(page.contains("WEA, 90 characters"));
  const auto market = bytes_of(files, "warnings/market.html");
  CHECK(market.contains("Not possible: "));
  CHECK(market.contains("UCS-2"));
  CHECK(count(bytes_of(files, "warnings/crowds.html"), "<dt>Cell broadcast</dt>") == 2);
}

TEST_CASE("every_edition_stays_on_the_page_however_many_there_are (PU-4)") {
  Growing growing("w", Status::actual);
  growing.says(Kind::alert, 0, testing::crowds);
  for (int i = 1; i < 250; ++i) growing.notes(Kind::update, i, "More.");
  const auto files = site(ruritania, testing::state_of({growing}), noon);
  CHECK(count(bytes_of(files, "warnings/w.html"), "class=\"edition\"") == 250);
}

/// A warning of random editions in which everything that is not public is a secret.
Growing random_warning(std::mt19937& random, int number) {
  const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  Growing growing(cat("w-", number), all_of<Status>()[static_cast<std::size_t>(below(3))]);
  growing.says(Kind::alert, below(40), testing::crowds);
  for (int i = below(6); i > 0; --i) {
    const auto kind = all_of<Kind>()[static_cast<std::size_t>(1 + below(7))];
    if (below(2) == 0) growing.notes(kind, 40 + i, "A public notice.");
    if (below(2) == 0) growing.says(kind, 40 + i, testing::crowds);
  }
  for (auto& edition : growing.warning_.editions) {
    if (below(3) == 0) edition.release.reset();
    auto& contents = edition.drafted.contents;
    for (const auto tier : all_of<report::Tier>()) {
      if (tier == report::Tier::everyone) continue;
      contents.push_back(
          {tier, "en only-inside", "only-inside", "only-inside", "only-inside", {FacetId{"only-inside"}}});
    }
    if (below(4) == 0)
      std::erase_if(contents, [](const auto& content) { return content.tier == report::Tier::everyone; });
    edition.drafted.reach.push_back({report::Tier::direct, {}, {"only-inside"}, {RecipientId{"only-inside"}}});
    edition.drafted.reach[0].recipients = {RecipientId{"only-inside"}};
    edition.drafted.reach[0].roles = {"only-inside"};
  }
  if (below(3) == 0) growing.named(all_of<warning::Disposition>()[static_cast<std::size_t>(below(7))], 60);
  if (below(3) == 0)
    growing.warning_.history.push_back(
        {warning::Disposition::replaced, "only-inside", "only-inside", WarningId{"only-inside"}, {}});
  growing.warning_.planned =
      growing.warning_.history.empty() ? std::nullopt : std::optional(growing.warning_.history.front());
  return growing;
}

TEST_CASE("whatever_is_not_public_never_appears (SR-3, SR-11)") {
  std::mt19937 random(7);
  for (int round = 0; round < 300; ++round) {
    std::vector<Growing> all;
    for (int i = 0; i < 4; ++i) all.push_back(random_warning(random, i));
    for (const auto& file : site(ruritania, testing::state_of(all), noon + 50 * hour)) {
      CAPTURE(round);
      CHECK_MESSAGE(!file.bytes.contains(testing::secret), file.path);
    }
  }
}

TEST_CASE("a_site_without_warnings_says_so") {
  const auto files = site(ruritania, warning::State{}, noon);
  CHECK(files.size() == 3);
  CHECK(bytes_of(files, "index.html").contains("No warning is in force."));
}

}  // namespace
}  // namespace heed::public_page
