#include "adapters/format/cap_alert/alert.h"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>

#include <doctest/doctest.h>

#include "adapters/format/cap_alert/name.h"
#include "adapters/format/cap_alert/shelf.h"
#include "adapters/format/cap_alert/testing/warnings.h"
#include "lib/cap/check.h"
#include "lib/cap/write.h"

namespace heed::cap_alert {
namespace {

using testing::add;
using testing::hour;
using testing::noon;
using testing::one_edition;
using warning::Kind;

const std::string sender = "heed.example";
const std::string base_url = "https://heed.example";

cap::Alert alert_of(const warning::Warning& warning, std::uint64_t edition) {
  auto made = alert({warning, edition, sender, base_url});
  REQUIRE(made);
  return *made;
}

TEST_CASE("an_edition_becomes_an_alert_with_an_info_for_each_language (PU-2)") {
  const auto warning = one_edition();
  const auto made = alert_of(warning, 1);
  CHECK(made.identifier == "crowds.1");
  CHECK(made.sender == sender);
  CHECK(made.sent == noon);
  CHECK(made.status == cap::Status::actual);
  CHECK(made.type == cap::MessageType::alert);
  CHECK(made.scope == cap::Scope::everybody);
  CHECK(made.references.empty());
  REQUIRE(made.infos.size() == 2);
  CHECK(made.infos[0].language == "en");
  CHECK(made.infos[1].language == "ru");
  CHECK(made.infos[0].headline == "Avoid large gatherings");
  CHECK(made.infos[0].description == "Full text.");
  CHECK(made.infos[0].instruction == "Stay away from concerts.");
  CHECK(made.infos[0].sender_name == "Embassy of Ruritania");
  CHECK(made.infos[0].expires == noon + 48 * hour);
  CHECK(made.infos[0].web == "https://heed.example/warnings/crowds.html");
  REQUIRE(made.infos[0].areas.size() == 1);
  CHECK(made.infos[0].areas[0].circles == std::vector<std::string>{"55.75,37.61 25"});
}

TEST_CASE("each_kind_of_edition_has_its_own_words_in_cap (PU-2, FT-2, FT-7)") {
  struct Row {
    Kind kind;
    cap::MessageType type;
    std::string_view headline;
    cap::Urgency urgency;
    cap::Certainty certainty;
    int expires_after;
  };
  const std::array rows = {
      Row{Kind::update, cap::MessageType::update, "Avoid", cap::Urgency::expected, cap::Certainty::possible, 48},
      Row{Kind::extend, cap::MessageType::update, "Avoid", cap::Urgency::expected, cap::Certainty::possible, 48},
      Row{Kind::correct, cap::MessageType::update, "Avoid", cap::Urgency::expected, cap::Certainty::possible, 48},
      Row{Kind::downgrade, cap::MessageType::update, "Avoid", cap::Urgency::expected, cap::Certainty::possible, 48},
      Row{Kind::cancel, cap::MessageType::cancel, "CANCELLED: ", cap::Urgency::past, cap::Certainty::unlikely, 34},
      Row{Kind::all_clear, cap::MessageType::update, "ALL CLEAR: ", cap::Urgency::past, cap::Certainty::unlikely, 34},
      Row{Kind::lapse_notice, cap::MessageType::update, "WINDOW ENDED: ", cap::Urgency::expected,
          cap::Certainty::unknown, 34}};
  for (const auto& row : rows) {
    CAPTURE(word(row.kind));
    auto warning = one_edition();
    add(warning, row.kind, 10);
    const auto made = alert_of(warning, 2);
    CHECK(made.type == row.type);
    CHECK(made.infos[0].headline.starts_with(row.headline));
    CHECK(made.infos[0].urgency == row.urgency);
    CHECK(made.infos[0].certainty == row.certainty);
    CHECK(made.infos[0].expires == noon + row.expires_after * hour);
    const bool is_all_clear = row.kind == Kind::all_clear;
    const bool says_all_clear = made.infos[0].response_types == std::vector{cap::ResponseType::all_clear};
    CHECK(says_all_clear == is_all_clear);
    CHECK(made.note.contains("how long this notice is to be shown") == (row.expires_after == 34));
  }
}

TEST_CASE("a_later_edition_refers_to_every_earlier_one_that_the_public_was_told (FT-3)") {
  auto warning = one_edition();
  add(warning, Kind::update, 2);
  add(warning, Kind::correct, 3);
  add(warning, Kind::extend, 4);
  add(warning, Kind::update, 5);
  std::erase_if(warning.editions[1].drafted.contents,
                [](const auto& content) { return content.tier == report::Tier::everyone; });
  warning.editions[2].release.reset();
  const auto made = alert_of(warning, 4);
  const std::vector<cap::Reference> expected = {{sender, "crowds.1", noon}};
  CHECK(made.references == expected);
  CHECK(alert_of(warning, 5).references.size() == 2);
}

TEST_CASE("an_edition_that_follows_no_public_one_is_an_alert") {
  auto warning = one_edition();
  add(warning, Kind::update, 2);
  std::erase_if(warning.editions[0].drafted.contents,
                [](const auto& content) { return content.tier == report::Tier::everyone; });
  CHECK(alert_of(warning, 2).type == cap::MessageType::alert);
  CHECK(write({warning, 2, sender, base_url}));
}

TEST_CASE("an_exercise_says_so_in_status_headline_and_note (DE-13)") {
  struct Row {
    warning::Status status;
    cap::Status expected;
    std::string_view headline;
    std::string_view note;
  };
  const std::array rows = {Row{warning::Status::actual, cap::Status::actual, "Avoid large gatherings", ""},
                           Row{warning::Status::exercise, cap::Status::exercise, "EXERCISE: Avoid large gatherings",
                               "Exercise: this is not a live warning."},
                           Row{warning::Status::test, cap::Status::test, "TEST: Avoid large gatherings",
                               "Test: this is not a live warning."}};
  for (const auto& row : rows) {
    auto warning = one_edition();
    warning.editions[0].drafted.status = row.status;
    const auto made = alert_of(warning, 1);
    CHECK(made.status == row.expected);
    CHECK(made.infos[0].headline == row.headline);
    CHECK(made.note == row.note);
  }
}

TEST_CASE("a_threat_in_the_future_is_effective_now_and_has_an_onset") {
  auto warning = one_edition();
  warning.editions[0].drafted.valid.from = noon + 6 * hour;
  const auto made = alert_of(warning, 1);
  CHECK(made.infos[0].effective == noon);
  CHECK(made.infos[0].onset == noon + 6 * hour);
}

TEST_CASE("a_long_headline_is_an_event_cut_between_words") {
  auto warning = one_edition();
  auto& headline = warning.editions[0].drafted.contents[1].headline;
  headline = "Avoid all large gatherings in Moscow, concerts included, over the next two days";
  CHECK(alert_of(warning, 1).infos[0].event == "Avoid all large gatherings in Moscow, concerts included,…");
  headline = std::string(29, 'x') + "ффффффффффффффффффффффффффф";
  CHECK(core::is_clean_utf8(alert_of(warning, 1).infos[0].event));
  headline = std::string(60, 'x');
  CHECK(alert_of(warning, 1).infos[0].event == headline);
}

TEST_CASE("the_geocodes_of_the_public_are_areas_of_their_own_and_those_of_a_narrower_tier_are_not_there (PU-2, SR-1)") {
  auto warning = one_edition();
  const auto outline = area::parse_polygon("52,13 52,14 53,14");
  REQUIRE(outline);
  const warning::Meaning meaning{"Berlin", "made up", 500, {{*outline}, {}}};
  warning.editions[0].drafted.reach[0].geocodes = {{"NUTS", "DE30", meaning}};
  warning.editions[0].drafted.reach[1].geocodes = {{"NUTS", "only-inside", meaning}};
  const auto made = alert_of(warning, 1);
  REQUIRE(made.infos[0].areas.size() == 2);
  CHECK(made.infos[0].areas[1].description == "Berlin (NUTS DE30)");
  const auto text = write({warning, 1, sender, base_url});
  REQUIRE(text);
  CHECK(text->find("<valueName>NUTS</valueName>") != std::string::npos);
  CHECK(text->find("only-inside") == std::string::npos);
}

TEST_CASE("without_an_area_the_hub_invents_none") {
  auto warning = one_edition();
  warning.editions[0].drafted.reach[0].area.reset();
  CHECK(alert_of(warning, 1).infos[0].areas.empty());
  CHECK(write({warning, 1, sender, base_url}));
}

TEST_CASE("what_is_not_out_in_public_is_not_issued") {
  auto warning = one_edition();
  add(warning, Kind::update, 2);
  add(warning, Kind::update, 3);
  warning.editions[1].release.reset();
  std::erase_if(warning.editions[2].drafted.contents,
                [](const auto& content) { return content.tier == report::Tier::everyone; });
  const std::array<std::pair<std::uint64_t, Code>, 4> rows = {
      {{0, Code::not_found}, {2, Code::refused}, {3, Code::not_found}, {4, Code::not_found}}};
  for (const auto& [edition, code] : rows) {
    const auto refused = write({warning, edition, sender, base_url});
    REQUIRE(!refused);
    CHECK(refused.error().code == code);
  }
}

TEST_CASE("what_cap_forbids_is_not_issued_and_the_first_finding_is_named") {
  auto warning = one_edition();
  warning.editions[0].drafted.contents[1].language = "plain English";
  const auto refused = write({warning, 1, sender, base_url});
  REQUIRE(!refused);
  CHECK(refused.error().code == Code::invalid);
  CHECK(refused.error().place == "/alert/info[1]/language");
  const std::string bad_sender = "two words";
  CHECK(!write({one_edition(), 1, bad_sender, base_url}));
}

TEST_CASE("nothing_but_the_public_tier_can_change_a_byte (SR-3)") {
  auto warning = one_edition();
  add(warning, Kind::update, 2);
  const auto before = write({warning, 2, sender, base_url});
  REQUIRE(before);
  CHECK(!before->contains("only-inside"));
  warning.case_id = CaseId{"another"};
  for (auto& edition : warning.editions) {
    edition.drafted_by = "somebody else";
    edition.release->by = "somebody else";
    edition.drafted.case_id = CaseId{"another"};
    edition.drafted.targets.clear();
    edition.drafted.review = {};
    edition.drafted.reach[1] = {};
    edition.drafted.contents[0].text = "another";
    edition.drafted.contents[1].facets.clear();
  }
  CHECK(*write({warning, 2, sender, base_url}) == *before);
}

TEST_CASE("names_and_paths_follow_from_the_warning_and_its_edition") {
  CHECK(identifier(WarningId{"hall-1"}, 2) == "hall-1.2");
  CHECK(path(WarningId{"hall-1"}, 2) == "cap/hall-1.2.xml");
  CHECK(newest_path(WarningId{"hall-1"}) == "cap/hall-1.xml");
  CHECK(newest_path(WarningId{"hall.a1"}) == "cap/hall.a1.xml");
}

TEST_CASE("no_two_files_of_any_warnings_have_one_path") {
  CHECK(newest_path(WarningId{"hall.2"}) == "cap/hall.2.newest.xml");
  CHECK(newest_path(WarningId{"hall.edxl"}) == "cap/hall.edxl.newest.xml");
  std::set<std::string> paths;
  std::size_t expected = 0;
  const std::array<std::string, 6> endings = {"", ".2", ".edxl", ".newest", ".xml", ".2a"};
  for (const auto& first : endings) {
    for (const auto& second : endings) {
      const WarningId id{cat("hall", first, second)};
      const bool is_repeated = first.empty() && !second.empty();
      if (is_repeated) continue;
      for (const auto& path :
           {path(id, 1), path(id, 2), edxl_path(id, 1), edxl_path(id, 2), newest_path(id), newest_edxl_path(id)}) {
        CHECK_MESSAGE(paths.insert(path).second, path);
        ++expected;
      }
    }
  }
  CHECK(paths.size() == expected);
}

TEST_CASE("an_event_code_stands_in_every_language") {
  const auto warning = one_edition();
  const auto made = alert({warning, 1, sender, base_url, {{"SAME", "CEM"}, {"OET", "OET-036"}}});
  REQUIRE(made);
  for (const auto& info : made->infos) {
    CHECK(info.event_codes == std::vector<cap::NamedValue>{{"SAME", "CEM"}, {"OET", "OET-036"}});
  }
}

TEST_CASE("what_an_edition_says_of_its_event_stands_in_the_place_of_what_the_hub_always_says (PU-2)") {
  auto warning = one_edition();
  warning.editions[0].drafted.event_codes = {"OET OET-001"};
  const auto made = alert({warning, 1, sender, base_url, {{"SAME", "CEM"}}});
  REQUIRE(made);
  for (const auto& info : made->infos) {
    CHECK(info.event_codes == std::vector<cap::NamedValue>{{"OET", "OET-001"}});
  }
}

TEST_CASE("a_shelf_makes_an_alert_once_and_gives_what_the_file_says_without_shapes") {
  Shelf shelf(sender, base_url);
  auto warning = one_edition();
  const auto* first = shelf.find(warning, 1);
  REQUIRE(first != nullptr);
  CHECK(shelf.find(warning, 1) == first);
  auto expected = alert_of(warning, 1);
  for (auto& info : expected.infos) {
    for (auto& area : info.areas) area.circles.clear();
  }
  CHECK(*first == expected);
  add(warning, Kind::update, 2);
  REQUIRE(shelf.find(warning, 2) != nullptr);
  CHECK(shelf.find(warning, 2)->references.size() == 1);
  CHECK(shelf.find(warning, 3) == nullptr);
}

TEST_CASE("every_kind_and_status_is_valid_against_the_schema (PU-2)") {
  const char* corpora = std::getenv("HEED_CORPORA");
  if (corpora == nullptr) {
    MESSAGE("skipped: HEED_CORPORA is not set");
    return;
  }
  const auto folder = std::filesystem::temp_directory_path() / cat("heed-cap-alert-", std::random_device{}());
  std::filesystem::create_directories(folder);
  auto warning = one_edition();
  for (const auto kind : all_of<Kind>()) {
    if (kind != Kind::alert) add(warning, kind, static_cast<int>(warning.editions.size()));
  }
  for (std::uint64_t edition = 1; edition <= warning.editions.size(); ++edition) {
    const auto xml = write({warning, edition, sender, base_url});
    REQUIRE_MESSAGE(xml, xml.error().detail);
    std::ofstream(folder / cat(edition, ".xml")) << *xml;
  }
  const auto command = cat("xmllint --nonet --noout --schema ", corpora, "/cap/CAP-v1.2.xsd ", folder.string(),
                           "/*.xml >/dev/null 2>&1");
  CHECK(std::system(command.c_str()) == 0);
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace heed::cap_alert
