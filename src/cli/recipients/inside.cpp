#include "cli/recipients/inside.h"

#include <optional>

#include "adapters/format/csv/csv.h"
#include "core/text.h"
#include "lib/area/check.h"
#include "lib/area/geojson/geojson.h"
#include "lib/json/json.h"

namespace heed::recipients {
namespace {

/// Where id and position stand in this file.
struct Places {
  std::size_t id;
  std::size_t lat;
  std::size_t lon;

  static Result<Places> find(const csv::Columns& columns) {
    TRY(const auto id, columns.require("id"));
    TRY(const auto lat, columns.require("lat"));
    TRY(const auto lon, columns.require("lon"));
    return Places{id, lat, lon};
  }
};

/// Takes the rows of one file.
class Question {
 public:
  explicit Question(const area::Compiled& area) : area_(area) {}

  Result<void> take(const csv::Columns& columns, const std::vector<csv::Row>& rows) {
    if (columns.names().empty()) return {};
    if (!places_) {
      TRY(places_, Places::find(columns));
    }
    for (const auto& row : rows) TRY(take_row(columns, row));
    return {};
  }

  Resolved answer() { return std::move(resolved_); }

 private:
  Result<void> take_row(const csv::Columns& columns, const csv::Row& row) {
    const auto& id = row.cells[places_->id];
    if (id.empty()) return fail(columns.at(row, places_->id, {Code::malformed, "this row has no id"}));
    const auto position = area::parse_position(cat(row.cells[places_->lat], ",", row.cells[places_->lon]));
    if (!position) return fail(columns.at(row, places_->lat, position.error()));
    ++resolved_.asked;
    auto why = area_.explain(*position);
    if (!why.empty()) resolved_.inside.push_back({id, std::move(why)});
    return {};
  }

  const area::Compiled& area_;
  std::optional<Places> places_;
  Resolved resolved_;
};

/// "lat,lon,km" as people type it; CAP writes "lat,lon km".
std::string cap_circle(std::string text) {
  const auto comma = text.rfind(',');
  const bool has_two = comma != std::string::npos && text.find(',') != comma;
  if (has_two) text[comma] = ' ';
  return text;
}

}  // namespace

Result<Resolved> resolve_file(std::string_view text, const area::Compiled& area) {
  constexpr std::size_t piece_bytes = 1 << 20;
  csv::Reader reader;
  Question question(area);
  for (std::size_t at = 0; at < text.size(); at += piece_bytes) {
    TRY(const auto rows, reader.feed(text.substr(at, piece_bytes)));
    TRY(question.take(reader.columns(), rows));
  }
  TRY(const auto last, reader.finish());
  TRY(question.take(reader.columns(), last));
  return question.answer();
}

Result<area::Area> area_of(const Shapes& shapes) {
  area::Area area;
  if (!shapes.geojson.empty()) {
    TRY(const auto document, json::parse(shapes.geojson));
    TRY(area, geojson::read_area(document));
  }
  for (std::size_t i = 0; i < shapes.circles.size(); ++i) {
    auto circle = area::parse_circle(cap_circle(shapes.circles[i]));
    if (!circle) return fail(core::within(cat("circle ", i + 1), std::move(circle).error()));
    area.circles.push_back(*std::move(circle));
  }
  for (std::size_t i = 0; i < shapes.polygons.size(); ++i) {
    auto polygon = area::parse_polygon(shapes.polygons[i]);
    if (!polygon) return fail(core::within(cat("polygon ", i + 1), std::move(polygon).error()));
    area.polygons.push_back(*std::move(polygon));
  }
  TRY(area::check(area));
  return area;
}

}  // namespace heed::recipients
