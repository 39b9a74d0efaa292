#include "lib/area/geocodes/import.h"

#include <charconv>
#include <map>

#include "core/text.h"
#include "lib/area/check.h"
#include "lib/area/geocodes/features.h"
#include "lib/area/geojson/geojson.h"
#include "lib/json/json.h"

namespace heed::geocodes {
namespace {

/// A text, or a whole number as its digits.
Result<std::string> property(const Value& feature, const std::string& name) {
  const auto* properties = feature.find("properties");
  const auto* value = properties == nullptr ? nullptr : properties->find(name);
  const auto place = cat("properties.", name);
  if (value == nullptr || value->is_null()) return fail(Code::not_found, "this property is missing", place);
  if (const auto* number = std::get_if<std::int64_t>(&value->data)) return cat(*number);
  auto text = from_value<std::string>(*value);
  if (!text) return fail(core::within(place, std::move(text).error()));
  const auto words = core::trimmed(*text);
  if (words.empty()) return fail(Code::not_found, "this property is empty", place);
  return std::string(words);
}

/// "line 2, column 7: …" of a feature, as a line of the file that it stands in.
Error in_file(Error error, std::size_t first_line) {
  constexpr std::string_view word = "line ";
  if (!error.detail.starts_with(word)) return error;
  const auto end = error.detail.find_first_not_of("0123456789", word.size());
  std::size_t line = 0;
  std::from_chars(error.detail.data() + word.size(), error.detail.data() + end, line);
  error.detail = cat(word, line + first_line - 1, std::string_view(error.detail).substr(end));
  return error;
}

struct Region {
  std::string code;
  std::string name;
  area::Area area;
};

Result<Region> read_feature(const Feature& piece, const Columns& columns) {
  const auto parsed = json::parse(piece.text);
  if (!parsed) return fail(in_file(parsed.error(), piece.line));
  const auto& feature = *parsed;
  auto code = property(feature, columns.code);
  if (!code && code.error().code == Code::not_found) {
    return fail(Code::invalid, "every feature needs its code", code.error().place);
  }
  if (!code) return fail(std::move(code).error());
  auto name = columns.name.empty() ? *code : property(feature, columns.name);
  if (!name && name.error().code == Code::not_found) name = *code;
  if (!name) return fail(std::move(name).error());
  TRY(auto area, geojson::read_area(feature));
  return Region{*std::move(code), *std::move(name), std::move(area)};
}

Result<void> check_frame(const std::string& frame) {
  if (frame.empty()) return {};
  TRY(const auto document, json::parse(frame));
  const auto* type = document.find("type");
  if (type == nullptr || *type != Value("FeatureCollection")) {
    return fail(Code::malformed, "this is no FeatureCollection", "type");
  }
  return geojson::check_reference(document);
}

}  // namespace

Result<std::vector<Row>> read_geojson(std::string_view text, const Columns& columns) {
  TRY(const auto collection, cut(text));
  TRY(check_frame(collection.frame));
  std::vector<Region> regions;
  std::map<std::string, std::size_t> known;
  for (std::size_t i = 0; i < collection.features.size(); ++i) {
    const auto place = cat("features[", i, "] (line ", collection.features[i].line, ")");
    auto region = read_feature(collection.features[i], columns);
    if (!region) return fail(core::within(place, std::move(region).error()));
    const auto [found, is_new] = known.emplace(region->code, regions.size());
    if (is_new) {
      regions.push_back(*std::move(region));
      continue;
    }
    auto& whole = regions[found->second].area;
    whole.polygons.insert(whole.polygons.end(), region->area.polygons.begin(), region->area.polygons.end());
    whole.circles.insert(whole.circles.end(), region->area.circles.begin(), region->area.circles.end());
    if (auto checked = check(whole); !checked) return fail(core::within(place, std::move(checked).error()));
  }
  if (regions.empty()) return fail(Code::invalid, "there are no features in this file");
  std::vector<Row> rows;
  for (auto& [code, name, area] : regions) rows.push_back({std::move(code), std::move(name), {}, {}, to_value(area)});
  return rows;
}

}  // namespace heed::geocodes
