#include "cli/recipients/rows.h"

#include "cli/recipients/sheet.h"
#include "core/text.h"
#include "lib/json/json.h"

namespace heed::recipients {
namespace {

class CsvRows final : public Rows {
 public:
  Result<std::vector<csv::Row>> feed(std::string_view piece) override {
    TRY(auto rows, reader_.feed(piece));
    TRY(open());
    return rows;
  }
  Result<std::vector<csv::Row>> finish() override {
    TRY(auto rows, reader_.finish());
    TRY(open());
    return rows;
  }
  [[nodiscard]] Result<audience::Register> read(const csv::Row& row) const override { return sheet_->read(row); }
  [[nodiscard]] std::string place_of(const csv::Row& row, std::string_view field) const override {
    return sheet_->place_of(row, field);
  }

 private:
  /// Looks at the header, as soon as it is there.
  Result<void> open() {
    if (sheet_ || reader_.columns().names().empty()) return {};
    TRY(sheet_, Sheet::open(reader_.columns()));
    return {};
  }

  csv::Reader reader_{file_bytes_max};
  std::optional<Sheet> sheet_;
};

}  // namespace

Result<Format> format_of(std::string_view asked, std::string_view path) {
  if (!asked.empty()) {
    auto format = core::parse_word<Format>(asked);
    if (!format) return fail(core::within("--format", std::move(format).error()));
    return format;
  }
  return path.ends_with(".jsonl") || path.ends_with(".ndjson") ? Format::jsonl : Format::csv;
}

std::unique_ptr<Rows> csv_rows() { return std::make_unique<CsvRows>(); }

Result<void> for_each_row(const File& file, const Visit& visit) {
  const auto rows = file.format == Format::csv ? csv_rows() : json_lines();
  const auto visit_all = [&](const std::vector<csv::Row>& complete) -> Result<void> {
    for (const auto& row : complete) TRY(visit.row(*rows, row));
    return {};
  };
  TRY(file.source.read([&](std::string_view piece) -> Result<void> {
    TRY(const auto complete, rows->feed(piece));
    return visit_all(complete);
  }));
  TRY(const auto last, rows->finish());
  TRY(visit_all(last));
  return visit.end ? visit.end(*rows) : Result<void>{};
}

std::string file_head(Format format) {
  if (format == Format::jsonl) return {};
  std::vector<std::string> names;
  for (const auto& column : known_columns()) names.push_back(column.name);
  return csv::write_row(names);
}

Result<std::string> file_row(Format format, const audience::Register& command) {
  if (format == Format::jsonl) return json::write(to_value(command)) + "\n";
  TRY(const auto cells, cells_of(command));
  return csv::write_row(cells);
}

}  // namespace heed::recipients
