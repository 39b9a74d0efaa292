#include <doctest/doctest.h>

#include "core/text.h"
#include "lib/area/check.h"
#include "lib/area/compiled.h"
#include "lib/area/geocodes/fold.h"
#include "lib/area/geocodes/import.h"
#include "lib/area/geocodes/table.h"

namespace heed::geocodes {
namespace {

bool says(const Error& error, std::string_view part) { return core::sentence(error).find(part) != std::string::npos; }

const std::string head = R"({"system":"TEST","title":"a test","source":"made up","margin_km":2})";
const std::string square = R"("area":{"polygons":["10,10 10,11 11,11 11,10"]})";

std::string row(std::string_view code, std::string_view name, std::string_view more = "") {
  return cat(R"({"code":")", code, R"(","name":")", name, "\",", more, square, "}\n");
}

area::Position place(std::string_view text) { return area::parse_position(text).value(); }

/// A table of files that are texts.
Table table_of(const std::map<std::string, std::string>& files) {
  std::vector<std::string> names;
  for (const auto& [name, text] : files) names.push_back(name);
  return Table(names, [files](const std::string& system) -> Result<std::string> { return files.at(system); });
}

std::map<std::string, std::string> counties() {
  const auto county = [](std::string_view code, std::string_view name, int west) {
    return cat(R"({"code":")", code, R"(","name":")", name, R"(","area":{"polygons":["34,)", west, " 34,", west + 1,
               " 35,", west + 1, R"("]}})", "\n");
  };
  return {{"FIPS", cat(R"({"system":"FIPS","title":"counties","source":"made up","margin_km":3})", "\n",
                       county("06037", "Los Angeles", -118), county("06001", "Alameda", -122),
                       county("48001", "Anderson", -95), county("48", "Texas", -100))}};
}

TEST_CASE("a_code_is_found_as_people_write_it_and_by_its_other_codes (PU-3)") {
  auto table = table_of({{"TEST", cat(head, "\n\n", row("FR", "France", R"("also":["FRA","250"],)"), row("x", "X"))}});
  for (const std::string code : {"FR", "fr", "FRA", "250", " FR "}) {
    const auto found = table.find("test", code);
    REQUIRE_MESSAGE(found, code);
    CHECK(found->code == "FR");
    CHECK(found->name == "France");
    CHECK(found->margin_km == 2);
    CHECK(contains(found->area, place("10.5,10.5")));
  }
  const auto missing = table.find("TEST", "DE");
  REQUIRE(!missing);
  CHECK(missing.error().code == Code::not_found);
  CHECK(says(missing.error(), "no code \"DE\" in TEST"));
}

TEST_CASE("a_system_is_known_by_its_letters_and_read_when_it_is_first_asked_for") {
  int reads = 0;
  Table table({"ISO3166-1", "NUTS", "EMMA_ID"}, [&](const std::string& system) -> Result<std::string> {
    ++reads;
    return cat(R"({"system":")", system, R"(","title":"","source":"","margin_km":0})", "\n", row("AT", "Austria"));
  });
  CHECK(reads == 0);
  for (const std::string name : {"ISO3166-1", "ISO 3166-1", "iso3166_1"}) CHECK_MESSAGE(table.find(name, "AT"), name);
  CHECK(reads == 1);
  for (const std::string name : {"NUTS", "NUTS3", "nuts2"}) CHECK_MESSAGE(table.find(name, "AT"), name);
  CHECK(table.find("EMMA ID", "AT"));
  CHECK(table.find("emma_id", "AT")->system == "EMMA_ID");
  CHECK(table.find("nuts2", "AT")->system == "NUTS2");
  CHECK(reads == 3);
  const auto unknown = table.find("UGC", "CAZ041");
  REQUIRE(!unknown);
  CHECK(says(unknown.error(), "\"UGC\"; there is EMMA_ID, ISO3166-1 and NUTS"));
  CHECK(!table.find("SAME", "006037"));
}

TEST_CASE("what_is_imported_or_changes_meanwhile_is_there_at_the_next_question_and_nothing_is_read_twice") {
  int reads = 0;
  std::map<std::string, std::string> there = {{"NUTS", "first"}};
  const auto read = [&](const std::string& system) -> Result<std::string> {
    ++reads;
    return cat(R"({"system":")", system, R"(","title":"","source":"","margin_km":0})", "\n", row("AT", there[system]));
  };
  Table table([&] { return there; }, read);
  CHECK(table.find("NUTS", "AT")->name == "first");
  CHECK(table.find("NUTS", "AT")->name == "first");
  CHECK(reads == 1);
  CHECK(!table.find("EMMA_ID", "AT"));
  there = {{"EMMA_ID", "new"}, {"NUTS", "second"}};
  CHECK(table.find("EMMA_ID", "AT")->name == "new");
  CHECK(table.find("NUTS", "AT")->name == "second");
  CHECK(table.search("second", 5)->size() == 1);
  CHECK(reads == 3);
  there.erase("NUTS");
  CHECK(!table.find("NUTS", "AT"));
  CHECK(table.systems() == std::vector<std::string>{"EMMA_ID"});
  CHECK(reads == 3);
}

TEST_CASE("a_same_code_is_a_county_or_any_part_of_it_or_a_state_or_all (PU-3)") {
  auto table = table_of(counties());
  struct Row {
    std::string code;
    std::string name;
    std::size_t polygons;
  };
  for (const auto& row :
       {Row{"006037", "Los Angeles", 1}, Row{"106037", "Los Angeles", 1}, Row{"006000", "all of 2 in counties", 2},
        Row{"048000", "Texas", 1}, Row{"000000", "Texas", 1}}) {
    const auto found = table.find("SAME", row.code);
    REQUIRE_MESSAGE(found, row.code);
    CHECK(found->system == "SAME");
    CHECK(found->code == row.code);
    CHECK(found->name == row.name);
    CHECK(found->area.polygons.size() == row.polygons);
    CHECK(found->margin_km == 3);
  }
  CHECK(table.find("FIPS6", "006037"));
  CHECK(table.find("FIPS", "06037"));
  CHECK(table.find("SAME", "06037").error().code == Code::malformed);
  CHECK(table.find("SAME", "00603x").error().code == Code::malformed);
  CHECK(table.find("SAME", "006999").error().code == Code::not_found);
  CHECK(table.find("SAME", "099000").error().code == Code::not_found);
}

TEST_CASE("whoever_is_within_the_margin_of_a_generalised_outline_is_inside (PU-3)") {
  auto table = table_of({{"TEST", cat(head, "\n", row("FR", "France"))}});
  const auto found = table.find("TEST", "FR").value();
  const auto beside = place("10.5,11.018");  // 1.97 km east of the outline
  CHECK(!contains(found.area, beside));
  CHECK(contains(resolve(found).value(), beside));
  CHECK(!contains(resolve(found, 1.8).value(), beside));
  CHECK(resolve(found, 0).value() == found.area);
  CHECK(!resolve(found, -1));
}

TEST_CASE("a_place_is_found_by_its_name_the_nearest_first") {
  auto table = table_of({{"TEST", cat(head, "\n", row("A", "Nether Paris"), row("B", "Parisot"), row("C", "Paris"),
                                      row("D", "Lutetia", R"("other_names":["Paris of old"],)"), row("PARIS", "Town"),
                                      row("IDF", "Île-de-France"))}});
  const auto codes = [&](std::string_view text, std::size_t most) {
    std::string out;
    for (const auto& match : table.search(text, most).value()) out += cat(match.code, " ");
    return out;
  };
  CHECK(codes("paris", 9) == "PARIS C B A D ");
  CHECK(codes(" PARIS ", 2) == "PARIS C ");
  CHECK(codes("ile-de", 9) == "IDF ");
  CHECK(codes("ÎLE", 9) == "IDF ");
  CHECK(codes("nowhere", 9).empty());
  CHECK(plain("Łódź, Åre, Đakovica, Ῥόδος") == "lodz, are, dakovica, Ῥόδος");
}

TEST_CASE("a_file_that_cannot_be_meant_is_refused_with_file_and_line") {
  struct Row {
    std::string text;
    std::string says;
  };
  const auto twice = cat(head, "\n", row("FR", "France"), "\n", row("X", "X", R"("also":["fr"],)"));
  for (const auto& each : std::vector<Row>{
           {"", "t.jsonl: this file is empty"},
           {"\n{", "t.jsonl, line 2: column 2"},
           {R"({"system":"a b","title":"","source":"","margin_km":0})", "line 1.system: the name of a system"},
           {R"({"system":"a","title":"","source":"","margin_km":-1})", "line 1.margin_km: a margin"},
           {R"({"system":"a","title":"","source":"","margin_km":100.1})", "line 1.margin_km: a margin"},
           {R"({"system":"a","title":""})", "line 1"},
           {cat(head, "\n", row("", "France")), "line 2.code"},
           {cat(head, "\n", row(std::string(code_bytes + 1, 'x'), "France")), "line 2.code"},
           {cat(head, "\n", row("FR", "")), "line 2.name"},
           {cat(head, "\n", row("FR", "France", R"("codes":[],)")), "line 2.codes: there is no such field"},
           {twice, "line 4: the code \"fr\" stands on line 2 too"}}) {
    const auto system = System::parse(each.text, "t.jsonl");
    REQUIRE_MESSAGE(!system, each.says);
    CHECK_MESSAGE(says(system.error(), each.says), core::sentence(system.error()));
  }
  CHECK(System::parse(cat(head, "\n", row(std::string(code_bytes, 'x'), "France")), "t.jsonl"));
}

TEST_CASE("a_shape_that_cannot_be_meant_is_refused_with_the_line_and_the_point_when_it_is_asked_for") {
  const auto text = cat(head, "\n", row("FR", "France"), R"({"code":"X","name":"X","area":{"polygons":)",
                        R"(["1,1 1,2 2,2",["0,0 0,9 9,9","35.6,139.6 139.7,35.6 35,139"]]}})", "\n",
                        R"({"code":"Y","name":"Y","area":{}})");
  const auto system = System::parse(text, "t.jsonl");
  REQUIRE(system);
  CHECK(system->find("FR"));
  const auto swapped = system->find("X");
  REQUIRE(!swapped);
  CHECK_MESSAGE(says(swapped.error(), "t.jsonl, line 3.area.polygons[1][1].point 2: latitude and longitude look"),
                core::sentence(swapped.error()));
  CHECK(says(system->find("Y").error(), "at least one polygon or circle"));
}

TEST_CASE("a_table_has_as_many_codes_as_the_limit_and_no_more") {
  std::string text = cat(head, "\n");
  for (std::size_t i = 0; i < rows_max; ++i) text += cat("{\"code\":\"", i, "\",\"name\":\"n\",\"area\":0}\n");
  CHECK(System::parse(text, "t.jsonl"));
  const auto more = System::parse(text + "{\"code\":\"x\",\"name\":\"n\",\"area\":0}", "t.jsonl");
  REQUIRE(!more);
  CHECK(more.error().code == Code::too_large);
  CHECK(says(more.error(), "line 100002"));
}

TEST_CASE("a_file_that_names_another_system_is_refused") {
  auto table = table_of({{"NUTS", cat(head, "\n", row("FR", "France"))}});
  CHECK(says(table.find("NUTS", "FR").error(), "NUTS.jsonl: this file is of the system \"TEST\""));
}

std::string feature(std::string_view properties, std::string_view ring) {
  return cat(R"({"type":"Feature","properties":{)", properties, R"(},"geometry":{"type":"Polygon","coordinates":[[)",
             ring, "]]}}");
}
const std::string ring_a = "[10,10],[11,10],[11,11],[10,10]";
const std::string ring_b = "[20,10],[21,10],[21,11],[20,10]";

TEST_CASE("geojson_becomes_a_table_and_features_of_one_code_add_up") {
  const auto a = feature(R"("ID":"AT1","NAME":"Ost \"{[\" und"},"x":{"y":"]}")", ring_a);
  const auto b = feature(R"("ID":"AT2","NAME":null)", ring_a);
  const auto c = feature(R"("ID":"AT1","NAME":"again")", ring_b);
  const auto d = feature(R"("ID":7)", ring_b);
  for (const auto& text : {cat(R"({"type":"FeatureCollection","name":"n","features":[)", "\n", a, ",\n", b, ",", c, ",",
                               d, R"(],"more":[1,2]})"),
                           cat("\x1e", a, "\n\x1e", b, "\n", c, "\r\n", d, "\n")}) {
    const auto rows = read_geojson(text, {"ID", "NAME"});
    REQUIRE_MESSAGE(rows, core::sentence(rows.error()));
    REQUIRE(rows->size() == 3);
    CHECK((*rows)[0].code == "AT1");
    CHECK((*rows)[0].name == "Ost \"{[\" und");
    CHECK((*rows)[1].name == "AT2");
    CHECK((*rows)[2].code == "7");
    const Head nuts{"NUTS", "Regions", "made up", 0.5};
    const auto system = System::parse(write(nuts, *rows), "n.jsonl");
    REQUIRE(system);
    CHECK(system->head() == nuts);
    CHECK(system->rows() == *rows);
    CHECK(system->find("AT1")->area.polygons.size() == 2);
  }
}

TEST_CASE("geojson_that_is_no_table_is_refused_with_the_feature_and_its_line") {
  const auto good = feature(R"("ID":"AT1")", ring_a);
  const auto collection = [](const std::string& features) {
    return cat("{\"type\":\"FeatureCollection\",\n\"features\":[\n", features, "]}");
  };
  struct Row {
    std::string text;
    std::string says;
  };
  for (const auto& row : std::vector<Row>{
           {"", "no features"},
           {"[]", "line 1: a GeoJSON feature is wanted"},
           {collection(""), "no features"},
           {collection("7"), "line 3: a feature is wanted"},
           {collection(good + good), "line 3: a comma is wanted"},
           {cat("{\"features\":[", good, "]}"), "no FeatureCollection"},
           {cat("{\"features\":[", good), "not closed"},
           {R"({"type":"FeatureCollection","features":[{"a":"])", "a text is not closed"},
           {collection(cat(good, ",\n", feature(R"("NAME":"x")", ring_a))),
            "features[1] (line 4).properties.ID: every feature needs its code"},
           {collection(feature(R"("ID":["x"])", ring_a)), "features[0] (line 3).properties.ID"},
           {collection(feature(R"("ID":"x")", "[139,35],[35,139],[1,1]")),
            "point 2: latitude and longitude look swapped"},
           {collection(R"({"type":"Feature","properties":{"ID":"x"},"geometry":null})"), "no geometry"},
           {collection("{\"type\":}"), "features[0] (line 3): line 3, column"},
           {cat(R"({"type":"FeatureCollection","crs":{"properties":{"name":"EPSG:3035"}},"features":[)", good, "]}"),
            "crs: coordinates must be WGS 84"}}) {
    const auto rows = read_geojson(row.text, {"ID", "NAME"});
    REQUIRE_MESSAGE(!rows, row.says);
    CHECK_MESSAGE(says(rows.error(), row.says), core::sentence(rows.error()), " should say ", row.says);
  }
}

}  // namespace
}  // namespace heed::geocodes
