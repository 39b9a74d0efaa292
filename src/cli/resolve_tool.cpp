#include <iostream>

#include "cli/api/table.h"
#include "cli/input.h"
#include "cli/recipients/inside.h"
#include "cli/tools.h"
#include "core/codec.h"
#include "core/text.h"
#include "lib/json/json.h"

namespace heed::cli {
namespace {

struct Answer {
  area::Area area;
  recipients::Resolved resolved;
};

Result<Answer> resolve(const Arguments& arguments) {
  auto edges = core::parse_word<area::Edges>(arguments.text("--edges"));
  if (!edges) return fail(core::within("--edges", std::move(edges).error()));
  recipients::Shapes shapes{arguments.list("--circle"), arguments.list("--polygon"), {}};
  const auto file = arguments.find("--area");
  if (file) {
    TRY(shapes.geojson, read_input(*file));
  }
  if (!file && shapes.circles.empty() && shapes.polygons.empty()) {
    return fail(Code::malformed, "an area is wanted: --area FILE.geojson, --circle or --polygon");
  }
  auto area = recipients::area_of(shapes);
  if (!area) return fail(file ? core::within(*file, std::move(area).error()) : std::move(area).error());
  const auto path = arguments.text("--recipients");
  TRY(const auto text, read_input(path));
  auto resolved = recipients::resolve_file(text, area::Compiled(*area, *edges));
  if (!resolved) return fail(core::within(path, std::move(resolved).error()));
  return Answer{*std::move(area), *std::move(resolved)};
}

void print(const Answer& answer, const Arguments& arguments) {
  const auto& [asked, inside] = answer.resolved;
  if (arguments.json()) {
    Value document =
        core::Object{{"area", to_value(answer.area)}, {"asked", asked}, {"count", std::uint64_t{inside.size()}}};
    if (!arguments.flag("--count")) document.set("inside", to_value(inside));
    std::cout << json::write(document) << '\n';
  } else if (arguments.flag("--count")) {
    std::cout << inside.size() << '\n';
  } else if (arguments.flag("--ids")) {
    for (const auto& each : inside) std::cout << each.id << '\n';
  } else {
    std::cout << inside.size() << " of " << asked << " are inside: " << area::spoken(answer.area) << ".\n";
    if (!inside.empty()) std::cout << api::table(to_value(inside), {{"Id", "id"}, {"Why", "why"}});
  }
}

}  // namespace

Tool resolve_tool() {
  return {
      "audience resolve",
      "Say who of a file of positions is inside an area, by the hub's own test.",
      {{"--recipients", "a CSV file with the columns id, lat and lon, or - for standard input", OptionKind::text, true},
       {"--area", "a GeoJSON file"},
       {"--circle", "\"lat,lon,km\"", OptionKind::list},
       {"--polygon", "\"lat,lon lat,lon …\"", OptionKind::list},
       {"--ids", "only the ids, one to a line", OptionKind::flag},
       {"--count", "only how many there are", OptionKind::flag},
       {"--edges", "how lines between points run: inclusive, planar or geodesic", OptionKind::text, false,
        "inclusive"}},
      [](const Arguments& arguments) {
        const auto answer = resolve(arguments);
        if (!answer) return failed(answer.error(), arguments);
        print(*answer, arguments);
        return Exit::done;
      },
      "Who is on the edge is inside. Several shapes add up. No hub is asked, and nothing is recorded.\n"
      "\nExample:\n"
      "  heed audience resolve --recipients people.csv --circle 48.8566,2.3522,5 --ids\n"};
}

}  // namespace heed::cli
