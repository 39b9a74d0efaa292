#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "cli/api/table.h"
#include "cli/input.h"
#include "cli/tools.h"
#include "core/codec.h"
#include "core/text.h"
#include "lib/area/geocodes/import.h"
#include "lib/area/geocodes/table.h"
#include "lib/area/measure/measure.h"
#include "lib/json/json.h"

namespace heed::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view extension = ".jsonl";
constexpr std::size_t matches_max = 50;

Result<geocodes::Table> open_table(const fs::path& folder) {
  std::vector<std::string> systems;
  std::error_code error;
  for (fs::directory_iterator file(folder, error), end; !error && file != end; file.increment(error)) {
    if (file->path().extension() == extension) systems.push_back(file->path().stem().string());
  }
  if (error) return fail(Code::not_found, "this folder of geocodes cannot be read; set HEED_SHARE", folder.string());
  std::sort(systems.begin(), systems.end());
  return geocodes::Table(std::move(systems), [folder](const std::string& system) {
    return read_input((folder / cat(system, extension)).string());
  });
}

Result<Value> systems_of(geocodes::Table& table) {
  core::Array rows;
  for (const auto& name : table.systems()) {
    TRY(const auto* system, table.system(name));
    Value row = to_value(system->head());
    row.set("codes", std::uint64_t{system->rows().size()});
    rows.push_back(std::move(row));
  }
  return rows;
}

Result<Value> codes_of(geocodes::Table& table, const std::string& name) {
  TRY(const auto* system, table.system(name));
  std::vector<geocodes::Match> codes;
  for (const auto& row : system->rows()) codes.push_back({system->head().system, row.code, row.name});
  core::Array rows;
  for (const auto& each : codes) rows.push_back(to_value(each));
  return rows;
}

Result<Value> found_by_name(geocodes::Table& table, const std::string& text, const std::string& system) {
  if (!system.empty()) TRY(table.system(system));
  TRY(const auto matches, table.search(text, matches_max, system));
  return to_value(matches);
}

Exit list(const Arguments& arguments) {
  auto table = open_table(fs::path(arguments.text("--folder")));
  if (!table) return failed(table.error(), arguments);
  const auto system = arguments.text("SYSTEM");
  const auto search = arguments.find("--search");
  const auto rows = search           ? found_by_name(*table, *search, system)
                    : system.empty() ? systems_of(*table)
                                     : codes_of(*table, system);
  if (!rows) return failed(rows.error(), arguments);
  if (arguments.json()) {
    std::cout << json::write(*rows) << '\n';
  } else if (search || !system.empty()) {
    std::cout << api::table(*rows, {{"System", "system"}, {"Code", "code"}, {"Name", "name"}});
  } else {
    std::cout << api::table(*rows, {{"System", "system"},
                                    {"Codes", "codes"},
                                    {"Margin km", "margin_km"},
                                    {"Title", "title"},
                                    {"Source", "source"}});
  }
  return search && rows->array()->empty() ? Exit::no : Exit::done;
}

struct Shown {
  geocodes::Place place;
  area::Area area;  ///< with the margin
  double margin_km = 0;
  double square_kilometres = 0;  ///< of the outline alone
};

Result<std::optional<double>> margin_of(const Arguments& arguments) {
  const auto text = arguments.find("--margin");
  if (!text) return std::optional<double>{};
  auto km = area::parse_decimal(*text);
  if (!km) return fail(core::within("--margin", std::move(km).error()));
  return std::optional<double>(*km);
}

Result<Shown> look_up(const Arguments& arguments) {
  TRY(const auto margin_km, margin_of(arguments));
  TRY(auto table, open_table(fs::path(arguments.text("--folder"))));
  TRY(auto place, table.find(arguments.text("SYSTEM"), arguments.text("CODE")));
  auto area = geocodes::resolve(place, margin_km);
  if (!area) return fail(core::within("--margin", std::move(area).error()));
  const double size = measure::square_kilometres(place.area);
  const double margin = margin_km.value_or(place.margin_km);
  return Shown{std::move(place), *std::move(area), margin, size};
}

Exit show(const Arguments& arguments) {
  const auto shown = look_up(arguments);
  if (!shown) return failed(shown.error(), arguments);
  const auto& place = shown->place;
  if (arguments.json()) {
    std::cout << json::write(core::Object{{"system", place.system},
                                          {"code", place.code},
                                          {"name", place.name},
                                          {"margin_km", shown->margin_km},
                                          {"square_kilometres", shown->square_kilometres},
                                          {"area", to_value(shown->area)}})
              << '\n';
    return Exit::done;
  }
  std::cout << place.system << ' ' << place.code << ": " << place.name << '\n'
            << "outline: " << area::spoken(place.area) << ", " << std::llround(shown->square_kilometres) << " km²\n"
            << "margin: " << shown->margin_km << " km; who is nearer to the outline than this is inside\n";
  return Exit::done;
}

/// Why beside it first: whoever reads the folder meanwhile sees the old table or the new one, never half of it.
Result<void> write_file(const std::string& path, const std::string& text) {
  if (path == "-") {
    std::cout << text;
    return {};
  }
  const auto beside = cat(path, ".new");
  std::ofstream file(beside, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  std::error_code error;
  if (file) fs::rename(beside, path, error);
  if (!file || error) return fail(Code::unavailable, "this file could not be written", path);
  return {};
}

Result<std::size_t> import(const Arguments& arguments) {
  const auto path = arguments.text("FILE");
  TRY(const auto margin_km, margin_of(arguments));
  TRY(const auto text, read_input(path));
  auto rows = geocodes::read_geojson(text, {arguments.text("--code"), arguments.text("--name")});
  if (!rows) return fail(core::within(path, std::move(rows).error()));
  const auto system = arguments.text("--system");
  const auto title = arguments.find("--title").value_or(system);
  const auto source = arguments.find("--source").value_or(fs::path(path).filename().string());
  const auto table = geocodes::write({system, title, source, margin_km.value_or(0)}, *rows);
  // What is written must be what the hub reads: names that are too long, codes twice.
  TRY(geocodes::System::parse(table, cat(system, extension)));
  const auto target =
      arguments.find("--output").value_or((fs::path(arguments.text("--folder")) / cat(system, extension)).string());
  TRY(write_file(target, table));
  return rows->size();
}

Exit run_import(const Arguments& arguments) {
  const auto count = import(arguments);
  if (!count) return failed(count.error(), arguments);
  if (arguments.find("--output") == "-") return Exit::done;
  if (arguments.json()) {
    std::cout << json::write(core::Object{{"codes", std::uint64_t{*count}}}) << '\n';
  } else {
    std::cout << *count << " codes of " << arguments.text("--system") << " are written.\n";
  }
  return Exit::done;
}

}  // namespace

std::vector<Tool> geocodes_tools(const std::string& share) {
  const Option folder{"--folder", "where the tables are", OptionKind::text, false, share + "/geocodes"};
  return {{"geocodes list",
           "List the tables of geocodes, the codes of one, or the codes of a name.",
           {{"SYSTEM", "one table, such as ISO3166-1"},
            {"--search", "a part of a name, or a code: 50 at most, the nearest first"},
            folder},
           list,
           "Examples:\n  heed geocodes list\n  heed geocodes list ISO3166-2 --search bretagne\n"},
          {"geocodes show",
           "Say what a geocode stands for.",
           {{"SYSTEM", "ISO3166-1, ISO3166-2, FIPS, SAME, or a table of your own", OptionKind::text, true},
            {"CODE", "such as FR, FR-BRE, 06037, 006037", OptionKind::text, true},
            {"--margin", "kilometres around the outline, instead of the table's own"},
            folder},
           show,
           "With --json the area is written out, with its margin, as audiences take it.\n"
           "The outlines are generalised: they are no legal borders, and small islands may be missing.\n"
           "\nExample:\n  heed geocodes show SAME 006037\n"},
          {"geocodes import",
           "Make a table from a GeoJSON file of regions.",
           {{"FILE", "GeoJSON, one feature for a region, or - for standard input", OptionKind::text, true},
            {"--system", "the name that geocodes carry, such as NUTS or EMMA_ID", OptionKind::text, true},
            {"--code", "the property that is the code, such as NUTS_ID", OptionKind::text, true},
            {"--name", "the property that is the name, such as NAME_LATN"},
            {"--margin", "how many kilometres the outlines may be from the true ones", OptionKind::text, false, "0"},
            {"--title", "what the table holds, for people"},
            {"--source", "whose outlines these are, which edition, under which licence"},
            {"--output", "the file to write, or - for standard output; else SYSTEM.jsonl in the folder"},
            folder},
           run_import,
           "Features of one code add up. Nothing is written when one of them is wrong.\n"
           "\nExample:\n"
           "  heed geocodes import NUTS_RG_03M.geojson --system NUTS --code NUTS_ID --name NAME_LATN --margin 1\n"}};
}

}  // namespace heed::cli
