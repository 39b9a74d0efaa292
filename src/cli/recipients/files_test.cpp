#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <unistd.h>

#include <doctest/doctest.h>

#include "cli/recipients/inside.h"
#include "cli/recipients/rows.h"
#include "cli/recipients/sheet.h"
#include "core/text.h"

namespace heed::recipients {
namespace {

struct Resolved {
  std::uint64_t asked = 0;
  std::vector<Inside> inside{};
};

Result<Resolved> resolve(const std::string& text, const area::Compiled& area) {
  TRY(auto source, Source::holding(text));
  Resolved resolved;
  TRY(resolved.asked,
      resolve_file(
          source, area,
          [&](const std::string& id, std::string why) { resolved.inside.push_back({id, std::move(why)}); },
          [](std::uint64_t, double) {}));
  return resolved;
}

const std::string people = "id,lat,lon,note\na,48.8566,2.3522,x\nb,48.9,2.3522,\nc,-33.8,151.2,\n";

TEST_CASE("who_is_inside_is_said_with_the_shape (PU-3)") {
  const auto area = area_of({{"48.8566,2.3522,1", "-33.8,151.2 1"}, {}, {}});
  REQUIRE(area);
  const auto resolved = resolve(people, area::Compiled(*area));
  REQUIRE(resolved);
  CHECK(resolved->asked == 3);
  CHECK(resolved->inside == std::vector<Inside>{{"a", "in circle 1"}, {"c", "in circle 2"}});
}

TEST_CASE("shapes_of_all_forms_add_up") {
  const std::string geojson = R"({"type":"Polygon","coordinates":[[[2,48.8],[3,48.8],[3,49],[2,49],[2,48.8]]]})";
  const auto area = area_of({{"0,0,1"}, {"1,1 1,2 2,2"}, geojson});
  REQUIRE(area);
  CHECK(area->circles.size() == 1);
  CHECK(area->polygons.size() == 2);
  CHECK(resolve(people, area::Compiled(*area))->inside.size() == 2);
}

TEST_CASE("a_shape_or_a_row_that_does_not_parse_is_named") {
  CHECK(area_of({{"0,0,1", "0,0"}, {}, {}}).error().place.starts_with("circle 2"));
  CHECK(core::sentence(area_of({{}, {"1,1 1,2 99,2"}, {}}).error()).find("point 3") != std::string::npos);
  CHECK_FALSE(area_of({{}, {}, {}}));
  CHECK_FALSE(area_of({{}, {}, "{"}));
  const area::Compiled area(area_of({{"0,0,1"}, {}, {}}).value());
  CHECK(resolve("id,lat,lon\na,1,2\nb,north,2\n", area).error().place == "line 3, column 2 (\"lat\")");
  CHECK(resolve("id,lat,lon\n,1,2\n", area).error().place == "line 2, column 1 (\"id\")");
  CHECK_FALSE(resolve("id,lat\n", area));
}

TEST_CASE("a_row_that_could_mislead_is_named_by_its_line") {
  const area::Compiled area(area_of({{"0,0,1"}, {}, {}}).value());
  struct Wrong {
    std::string row;
    std::string says;
  };
  const std::vector<Wrong> table{{"a,nan,2", "line 3, column 2 (\"lat\")"},
                                 {"a,148.8,2.3", "swapped"},
                                 {"a,1e1,2", "line 3, column 2 (\"lat\")"},
                                 {"\xE9,1,2", "line 3, column 1 (\"id\"): this cell is not valid UTF-8"},
                                 {"a,1", "line 3"},
                                 {"a,1,2,3", "line 3"},
                                 {"a,,2", "line 3, column 2 (\"lat\")"}};
  for (const auto& row : table) {
    CAPTURE(row.row);
    const auto resolved = resolve(cat("id,lat,lon\nz,0,0\n", row.row, "\nlast,0,0\n"), area);
    REQUIRE_FALSE(resolved);
    const auto sentence = core::sentence(resolved.error());
    CHECK_MESSAGE(sentence.find(row.says) != std::string::npos, sentence);
    CHECK(sentence.starts_with("line 3"));
  }
}

TEST_CASE("a_file_of_many_pieces_is_resolved_to_its_last_row") {
  std::string text = "id,lat,lon\n";
  std::uint64_t rows = 0;
  while (text.size() < 3 * piece_bytes) text += cat("r", rows++, ",0,0\n");
  const auto resolved = resolve(text, area::Compiled(area_of({{"0,0,1"}, {}, {}}).value()));
  REQUIRE(resolved);
  CHECK(resolved->asked == rows);
  CHECK(resolved->inside.size() == rows);
  CHECK(resolved->inside.back().id == cat("r", rows - 1));
}

TEST_CASE("a_file_that_is_written_to_between_two_readings_is_not_read_on") {
  const auto path = cat(std::filesystem::temp_directory_path().string(), "/heed-source-", ::getpid());
  std::ofstream(path) << "first";
  auto source = Source::open(path).value();
  std::string seen;
  const auto take = [&](std::string_view piece) -> Result<void> {
    seen += piece;
    return {};
  };
  CHECK(source.read(take));
  const auto digest = source.digest();
  std::ofstream(path, std::ios::app) << ", second";
  const auto again = source.read(take);
  REQUIRE_FALSE(again);
  CHECK(again.error().code == Code::conflict);
  auto anew = Source::open(path).value();
  CHECK(anew.digest().value() != digest.value());
  CHECK(Source::holding("first, second").value().digest().value() == anew.digest().value());
  std::filesystem::remove(path);
  CHECK(Source::open(path).error().code == Code::not_found);
  CHECK(Source::open("/").error().code == Code::unavailable);
}

TEST_CASE("a_long_task_tells_how_far_it_is_and_a_short_one_does_not") {
  Duration now{0};
  std::ostringstream file, terminal;
  {
    Progress to_file("checking", {file, false, [&] { return now; }});
    Progress to_terminal("checking", {terminal, true, [&] { return now; }});
    now = Progress::quiet_for - Duration{1};
    to_file.at(10, 0.1);
    to_terminal.at(10, 0.1);
    CHECK(file.str().empty());
    CHECK(terminal.str().empty());
    now = Progress::quiet_for;
    to_file.at(1'000, 0.25);
    to_terminal.at(1'000, 0.25);
    CHECK(file.str() == "checking: 1000 rows, 500 a second, 6 seconds left\n");
    now += Progress::between_on_terminal;
    to_file.at(1'250, 0.3125);
    to_terminal.at(1'250, 1.0);
  }
  CHECK(file.str().find('\n') == file.str().size() - 1);
  CHECK(terminal.str().ends_with("\rchecking: 1250 rows, 500 a second, nearly done\x1b[K\n"));
}

// ---- what is written is read back

using Random = std::mt19937;

std::string some_text(Random& random) {
  static const std::vector<std::string> pieces{"a", "Zoë", "=1+1", "\"", ",", " x", "\n", "-", "@", "сад", "|", "'"};
  std::string text = "t";
  for (auto count = random() % 4; count > 0; --count) text += pieces[random() % pieces.size()];
  return std::string(core::trimmed(text));
}

std::vector<std::string> some_words(Random& random) {
  static const std::vector<std::string> known{"police", "host", "night shift", "staff", "pt-BR", "en", "сад"};
  std::vector<std::string> words;
  for (auto count = random() % 3; count > 0; --count) words.push_back(known[random() % known.size()]);
  return words;
}

area::Position some_position(Random& random) {
  return {static_cast<std::int32_t>(random() % 1'600'000'000U) - 800'000'000,
          static_cast<std::int32_t>(random() % 3'400'000'000U - 1'700'000'000U)};
}

Instant some_instant(Random& random) { return {static_cast<std::int64_t>(random() * 600 + random() % 1'000)}; }

area::Ring square(area::Position corner, std::int32_t side) {
  const auto [lat, lon] = corner;
  return {{{lat, lon}, {lat, lon + side}, {lat + side, lon + side}, {lat + side, lon}}};
}

area::Area some_area(Random& random) {
  area::Area area;
  for (auto count = random() % 3; count > 0; --count) {
    const auto corner = some_position(random);
    area::Polygon polygon{{square(corner, 1'000'000)}};
    for (auto holes = random() % 3; holes > 0; --holes) {
      const auto inset = static_cast<std::int32_t>(holes) * 100'000;
      polygon.rings.push_back(square({corner.lat + inset, corner.lon + inset}, 50'000));
    }
    area.polygons.push_back(std::move(polygon));
  }
  const auto circles = random() % 3 + (area.polygons.empty() ? 1 : 0);
  for (std::size_t i = 0; i < circles; ++i) {
    area.circles.push_back(
        area::parse_circle(cat(area::to_text(some_position(random)), " ", random() % 5'000, ".", random() % 1'000'000))
            .value());
  }
  return area;
}

audience::Contact some_contact(Random& random) {
  audience::Contact contact{"email", cat("a", random() % 100, "@town.example"), {}, {}, {}};
  if (random() % 2 == 0) contact = {"webhook", "https://town.example/a,b?c=\"d\"", {}, {}, {}};
  if (random() % 2 == 0) contact.name = some_text(random);
  if (random() % 2 == 0) contact.owner = some_text(random);
  if (random() % 2 == 0) contact.verified_at = some_instant(random);
  return contact;
}

audience::Register some_recipient(Random& random, int number) {
  audience::Register made;
  made.recipient = RecipientId{cat("r-", number)};
  made.name = some_text(random);
  made.sort = core::all_of<audience::Sort>()[random() % 4];
  made.tier = core::all_of<report::Tier>()[1 + random() % 4];
  made.roles = some_words(random);
  made.groups = some_words(random);
  made.languages = some_words(random);
  made.opted_out = some_words(random);
  for (auto count = random() % 3; count > 0; --count) made.places.push_back(some_position(random));
  for (auto count = random() % 3; count > 0; --count) {
    const auto from = some_instant(random);
    made.stays.push_back({some_position(random), {from, from + Duration{1 + random() % 1'000'000'000}}});
  }
  if (random() % 2 == 0) made.responsible_for = some_area(random);
  for (auto count = 1 + random() % contacts_max; count > 0; --count) made.contacts.push_back(some_contact(random));
  return made;
}

TEST_CASE("an_export_that_is_imported_gives_the_same_register_in_both_forms") {
  Random random(20240306);
  std::vector<audience::Register> all;
  for (int i = 0; i < 300; ++i) all.push_back(some_recipient(random, i));
  for (const auto format : core::all_of<Format>()) {
    auto text = file_head(format);
    for (const auto& each : all) {
      const auto row = file_row(format, each);
      REQUIRE_MESSAGE(row, (row ? std::string{} : core::sentence(row.error())));
      text += *row;
    }
    auto source = Source::holding(text).value();
    std::size_t at = 0;
    const auto read = for_each_row({source, format}, {[&](const Rows& rows, const csv::Row& row) -> Result<void> {
                                     TRY(const auto back, rows.read(row));
                                     CHECK(back == all.at(at++));
                                     return {};
                                   }});
    REQUIRE_MESSAGE(read, (read ? std::string{} : core::sentence(read.error())));
    CHECK(at == all.size());
  }
}

TEST_CASE("what_cells_cannot_say_is_refused_by_its_field_and_never_written_otherwise") {
  Random random(7);
  const auto plain = some_recipient(random, 1);
  struct Odd {
    audience::Register recipient;
    std::string field;
  };
  std::vector<Odd> table(5, Odd{plain, {}});
  table[0].recipient.roles = {"a;b"};
  table[0].field = "roles";
  table[1].recipient.groups = {""};
  table[1].field = "groups";
  table[2].recipient.name = " blank before";
  table[2].field = "name";
  table[3].recipient.contacts.assign(contacts_max + 1, plain.contacts.front());
  table[3].field = "contacts";
  table[4].recipient.tier = report::Tier::internal;
  table[4].field = "tier";
  for (const auto& odd : table) {
    CAPTURE(odd.field);
    const auto row = file_row(Format::csv, odd.recipient);
    REQUIRE_FALSE(row);
    CHECK(row.error().place == odd.field);
    CHECK(file_row(Format::jsonl, odd.recipient));
  }
}

}  // namespace
}  // namespace heed::recipients
