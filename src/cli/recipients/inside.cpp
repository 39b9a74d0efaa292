#include "cli/recipients/inside.h"

#include <optional>

#include "adapters/format/csv/csv.h"
#include "cli/recipients/cells.h"
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
  Question(const area::Compiled& area, const TakeInside& take) : area_(area), take_(take) {}

  Result<void> take(const csv::Columns& columns, const std::vector<csv::Row>& rows) {
    if (columns.names().empty()) return {};
    if (!places_) {
      TRY(places_, Places::find(columns));
    }
    for (const auto& row : rows) TRY(take_row(columns, row));
    return {};
  }

  [[nodiscard]] std::uint64_t asked() const { return asked_; }

 private:
  Result<void> take_row(const csv::Columns& columns, const csv::Row& row) {
    const auto& id = row.cells[places_->id];
    if (id.empty()) return fail(columns.at(row, places_->id, {Code::malformed, "this row has no id"}));
    const auto position = area::parse_position(cat(row.cells[places_->lat], ",", row.cells[places_->lon]));
    if (!position) return fail(columns.at(row, places_->lat, position.error()));
    ++asked_;
    auto why = area_.explain(*position);
    if (!why.empty()) take_(id, std::move(why));
    return {};
  }

  const area::Compiled& area_;
  const TakeInside& take_;
  std::optional<Places> places_;
  std::uint64_t asked_ = 0;
};

}  // namespace

Result<std::uint64_t> resolve_file(Source& source, const area::Compiled& area, const TakeInside& take,
                                   const Tell& tell) {
  csv::Reader reader(file_bytes_max);
  Question question(area, take);
  TRY(source.read([&](std::string_view piece) -> Result<void> {
    TRY(const auto rows, reader.feed(piece));
    TRY(question.take(reader.columns(), rows));
    tell(question.asked(), source.share());
    return {};
  }));
  TRY(const auto last, reader.finish());
  TRY(question.take(reader.columns(), last));
  return question.asked();
}

Result<area::Area> area_of(const Shapes& shapes) {
  area::Area area;
  if (!shapes.geojson.empty()) {
    TRY(const auto document, json::parse(shapes.geojson));
    TRY(area, geojson::read_area(document));
  }
  for (std::size_t i = 0; i < shapes.circles.size(); ++i) {
    auto circle = parse_typed_circle(shapes.circles[i]);
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
