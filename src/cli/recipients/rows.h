#pragma once
// Files of recipients in both forms, row by row: CSV, and JSON lines (one recipient as JSON on each line, with the
// fields of the command register_recipient).

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/format/csv/csv.h"
#include "cli/recipients/source.h"
#include "core/words.h"
#include "flow/audience/rules.h"

namespace heed::recipients {

enum class Format { csv, jsonl };
constexpr auto words(Format) { return core::word_table<Format>({{Format::csv, "csv"}, {Format::jsonl, "jsonl"}}); }
/// The form that was asked for, or else that of the file's ending: .jsonl and .ndjson are JSON lines, all others CSV.
[[nodiscard]] Result<Format> format_of(std::string_view asked, std::string_view path);

/// The rows of one file. A row of JSON lines has one cell, the line.
class Rows {
 public:
  Rows() = default;
  virtual ~Rows() = default;
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;

  /// The rows that this piece completes; `finish` gives the last one. Errors: the file is of another form; the place
  /// names the line. After an error nothing more is asked.
  virtual Result<std::vector<csv::Row>> feed(std::string_view piece) = 0;
  virtual Result<std::vector<csv::Row>> finish() = 0;

  /// One recipient, as far as it can be checked without a hub. Errors: the place names the line, and column or field.
  [[nodiscard]] virtual Result<audience::Register> read(const csv::Row& row) const = 0;
  /// Where a field of that recipient ("contacts[0].channel") stands in the file.
  [[nodiscard]] virtual std::string place_of(const csv::Row& row, std::string_view field) const = 0;
};
[[nodiscard]] std::unique_ptr<Rows> csv_rows();
[[nodiscard]] std::unique_ptr<Rows> json_lines();

/// A file and the form that it has.
struct File {
  Source& source;
  Format format = Format::csv;
};

/// Called for each row, and once behind the last one; an error ends the reading.
struct Visit {
  std::function<Result<void>(const Rows& rows, const csv::Row& row)> row;
  std::function<Result<void>(const Rows& rows)> end{};
};
/// Reads a whole file row by row; memory holds the rows of one piece.
[[nodiscard]] Result<void> for_each_row(const File& file, const Visit& visit);

/// What stands before the first row: the names of the columns; nothing in JSON lines.
[[nodiscard]] std::string file_head(Format format);
/// One row with its line end. Guarantees: who imports it registers the same recipient.
/// Errors: invalid, when cells cannot say it as it is; names the field.
[[nodiscard]] Result<std::string> file_row(Format format, const audience::Register& command);

}  // namespace heed::recipients
