#include <algorithm>
#include <chrono>
#include <iostream>

#include "cli/api/table.h"
#include "cli/input.h"
#include "cli/recipients/inside.h"
#include "cli/tools.h"
#include "core/codec.h"
#include "core/text.h"
#include "flow/audience/resolve.h"
#include "lib/json/json.h"

namespace heed::cli {
namespace {

struct Answer {
  area::Area area;
  std::uint64_t asked = 0;
  std::uint64_t count = 0;
  std::string ids;                         ///< one to a line, where ids are asked for
  std::vector<recipients::Inside> inside;  ///< where reasons are asked for
};

/// The shapes that the options name, with the file of --area.
Result<area::Area> area_asked(const Arguments& arguments) {
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
  return area;
}

/// Why it keeps no more than is printed: millions may be inside.
recipients::TakeInside keeper_for(Answer& answer, const Arguments& arguments) {
  const bool wants_count = arguments.flag("--count");
  const bool wants_ids = !arguments.json() && arguments.flag("--ids");
  return [&answer, wants_count, wants_ids](const std::string& id, std::string why) {
    ++answer.count;
    if (wants_count) return;
    if (wants_ids) {
      answer.ids += cat(id, "\n");
    } else {
      answer.inside.push_back({id, std::move(why)});
    }
  };
}

Result<Answer> resolve(const Arguments& arguments) {
  auto edges = core::parse_word<area::Edges>(arguments.text("--edges"));
  if (!edges) return fail(core::within("--edges", std::move(edges).error()));
  Answer answer;
  TRY(answer.area, area_asked(arguments));
  const auto path = arguments.text("--recipients");
  TRY(auto source, recipients::Source::open(path));
  recipients::Progress progress("resolving", recipients::Progress::standard());
  auto asked = recipients::resolve_file(source, area::Compiled(answer.area, *edges), keeper_for(answer, arguments),
                                        progress.tell());
  if (!asked) return fail(core::within(path, std::move(asked).error()));
  answer.asked = *asked;
  return answer;
}

void print(const Answer& answer, const Arguments& arguments) {
  if (arguments.json()) {
    Value document = core::Object{{"area", to_value(answer.area)}, {"asked", answer.asked}, {"count", answer.count}};
    if (!arguments.flag("--count")) document.set("inside", to_value(answer.inside));
    std::cout << json::write(document) << '\n';
  } else if (arguments.flag("--count")) {
    std::cout << answer.count << '\n';
  } else if (arguments.flag("--ids")) {
    std::cout << answer.ids;
  } else {
    std::cout << answer.count << " of " << answer.asked << " are inside: " << area::spoken(answer.area) << ".\n";
    if (answer.count > 0) std::cout << api::table(to_value(answer.inside), {{"Id", "id"}, {"Why", "why"}});
  }
}

constexpr Duration usual_window{24 * 3'600'000};

std::vector<std::string> texts_of(const Arguments& arguments, std::string_view option) {
  std::vector<std::string> all;
  for (const auto& value : arguments.list(option)) {
    for (const auto piece : core::split(value, ',')) all.emplace_back(piece);
  }
  return all;
}

Result<Instant> instant_of(const Arguments& arguments, std::string_view option, Instant otherwise) {
  const auto text = arguments.find(option);
  if (!text) return otherwise;
  auto at = core::parse_instant(*text);
  if (!at) return fail(core::within(option, std::move(at).error()));
  return at;
}

Result<Interval> window_of(const Arguments& arguments) {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  TRY(const auto from, instant_of(arguments, "--from", {std::chrono::duration_cast<Duration>(now).count()}));
  TRY(const auto until, instant_of(arguments, "--until", from + usual_window));
  if (until <= from) return fail(Code::malformed, "the window ends after it begins", "--until");
  return Interval{from, until};
}

/// "NUTS=DE30", one to a value.
Result<std::vector<warning::Geocode>> geocodes_of(const Arguments& arguments) {
  std::vector<warning::Geocode> geocodes;
  for (const auto& text : texts_of(arguments, "--geocodes")) {
    const auto sign = text.find('=');
    if (sign == std::string::npos || sign == 0 || sign + 1 == text.size()) {
      return fail(Code::malformed, cat("a geocode is written as NUTS=DE30, not \"", text, "\""), "--geocodes");
    }
    geocodes.push_back({text.substr(0, sign), text.substr(sign + 1)});
  }
  return geocodes;
}

Result<warning::Reach> reach_of(const Arguments& arguments) {
  warning::Reach reach;
  auto tier = core::parse_word<report::Tier>(arguments.text("--tier"));
  if (!tier) return fail(core::within("--tier", std::move(tier).error()));
  reach.tier = *tier;
  reach.roles = texts_of(arguments, "--roles");
  reach.groups = texts_of(arguments, "--groups");
  const bool has_area =
      arguments.find("--area") || !arguments.list("--circle").empty() || !arguments.list("--polygon").empty();
  if (has_area) {
    TRY(reach.area, area_asked(arguments));
  }
  TRY(reach.geocodes, geocodes_of(arguments));
  if (has_area || !reach.geocodes.empty() || !reach.roles.empty() || !reach.groups.empty()) return reach;
  return fail(Code::malformed,
              "say whom to look for: --area FILE.geojson, --circle, --polygon, --geocodes, --roles or --groups");
}

struct PreviewAsked {
  warning::Reach reach;
  Interval during;
  HEED_FIELDS(PreviewAsked, reach, during)
};

Result<audience::Preview> preview(const PreviewAsked& asked, const api::Wire& wire, const Arguments& arguments) {
  TRY(const auto access, access_of(arguments));
  api::Request request;
  request.method = "POST";
  request.path = "/api/v1/audience/preview";
  request.body = json::write(to_value(asked));
  TRY(const auto answer, api::ask(wire, access, request));
  return from_value<audience::Preview>(answer);
}

/// "  by channel: email 12, webhook 3", the largest first.
std::string breakdown(std::string_view title, const std::map<std::string, std::uint64_t>& counts) {
  std::vector<std::pair<std::string, std::uint64_t>> lines(counts.begin(), counts.end());
  std::sort(lines.begin(), lines.end(), [](const auto& one, const auto& other) {
    return one.second != other.second ? one.second > other.second : one.first < other.first;
  });
  std::string out;
  for (const auto& [name, count] : lines) {
    out += cat(out.empty() ? "" : ", ", api::pick(Value(name), ""), " ", count);
  }
  return out.empty() ? out : cat("  ", title, ": ", out, "\n");
}

std::string told(const audience::Preview& found) {
  auto out = cat(found.count, " would be told.\n");
  out += breakdown("by channel", found.by_channel);
  out += breakdown("by language", found.by_language);
  out += breakdown("by role", found.by_role);
  out += breakdown("by sort", found.by_sort);
  out += breakdown("by the narrowest tier that they may be told", found.by_tier);
  if (found.not_allowed > 0) out += cat(found.not_allowed, " more are covered, and may not be told this tier.\n");
  if (found.unreachable > 0) {
    out += cat(found.unreachable, " more are covered, and have no contact that they want to be told by.\n");
  }
  return out;
}

Exit run_preview(const api::Wire& wire, const Arguments& arguments) {
  auto reach = reach_of(arguments);
  if (!reach) return failed(reach.error(), arguments);
  const auto during = window_of(arguments);
  if (!during) return failed(during.error(), arguments);
  const auto found = preview({*std::move(reach), *during}, wire, arguments);
  if (!found) return failed(found.error(), arguments);
  std::cout << (arguments.json() ? json::write(to_value(*found)) + "\n" : told(*found));
  return Exit::done;
}

}  // namespace

Tool preview_tool(const api::Wire& wire) {
  Tool tool{"audience preview",
            "Count whom a warning would tell, before it is drafted.",
            {{"--area", "a GeoJSON file"},
             {"--circle", "\"lat,lon,km\"", OptionKind::list},
             {"--polygon", "\"lat,lon lat,lon …\"", OptionKind::list},
             {"--geocodes", "areas by the hub's tables, as NUTS=DE30,NUTS=DE40", OptionKind::list},
             {"--roles", "one of these roles, as a,b", OptionKind::list},
             {"--groups", "in one of these groups, as a,b", OptionKind::list},
             {"--tier", "partner, direct, venue or public", OptionKind::text, false, "direct"},
             {"--from", "the window begins, as 2024-03-06T12:00:00Z; else now"},
             {"--until", "the window ends; else 24 hours later"}},
            {},
            "Areas and geocodes add up. Of area, roles and groups, all that are given must hold. Stays count when they "
            "touch the window.\n"
            "One who has two channels is counted at both.\n"
            "\nExample:\n"
            "  heed audience preview --circle 48.8566,2.3522,5 --roles police,host --tier venue\n"};
  for (auto& each : access_options()) tool.options.push_back(std::move(each));
  tool.run = [wire](const Arguments& arguments) { return run_preview(wire, arguments); };
  return tool;
}

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
      "The file is read in pieces, so that it may have tens of millions of rows.\n"
      "\nExample:\n"
      "  heed audience resolve --recipients people.csv --circle 48.8566,2.3522,5 --ids\n"};
}

}  // namespace heed::cli
