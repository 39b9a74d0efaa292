#pragma once
// Tables as text, strictly by RFC 4180: one reader for files of recipients of any length, one writer for exports.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/limits.h"
#include "core/result.h"

namespace heed::csv {

/// Cells of one row, with their quotes and separators: whatever fits into one entry.
inline constexpr std::size_t row_bytes = limits::entry_bytes;

/// One record below the header, with as many cells as the header has names.
struct Row {
  std::uint64_t line = 0;  ///< where it begins in the file, from 1; the header is line 1
  std::vector<std::string> cells;
  bool operator==(const Row&) const = default;
};

/// The names in the header, in order.
class Columns {
 public:
  Columns() = default;
  explicit Columns(std::vector<std::string> names) : names_(std::move(names)) {}

  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
  [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const;
  /// The column of that name. Errors: Code::malformed, naming the columns that are there.
  [[nodiscard]] Result<std::size_t> require(std::string_view name) const;
  /// Fails when there is a column that is not among `known`, so that a typing error is never read as "left out".
  [[nodiscard]] Result<void> only(const std::vector<std::string_view>& known) const;
  /// "line 14, column 3 ("lat")", for Error::place.
  [[nodiscard]] std::string place(std::uint64_t line, std::size_t column) const;
  /// The error of a cell: `error` with that place in front of its own.
  [[nodiscard]] Error at(const Row& row, std::size_t column, Error error) const;

 private:
  std::vector<std::string> names_;
};

/// Reads a file in pieces of any size. Memory: one row, and the rows of one piece.
///
/// Accepted: commas; LF or CRLF; a UTF-8 byte order mark; quoted cells with commas, doubled quotes and line ends in
/// them (CRLF there becomes LF). Blanks belong to their cell, except around a name in the header. Empty lines are
/// passed over in files of two columns or more. Refused: no header, two columns of one name, rows longer or shorter
/// than the header, a quote inside a bare cell, text behind a closing quote, a quote never closed, bytes that are not
/// clean UTF-8, and anything over limits::csv_columns, row_bytes or the bytes that the whole file may have. The error's
/// place names the line, and the column where there is one.
class Reader {
 public:
  explicit Reader(std::uint64_t bytes_max = limits::import_bytes) : bytes_max_(bytes_max) {}

  /// The rows that this piece completes. After an error every call gives the same error again.
  Result<std::vector<Row>> feed(std::string_view piece);
  /// The last row when no line end follows it. Requires: nothing is fed afterwards.
  Result<std::vector<Row>> finish();
  /// Empty until the header has been read.
  [[nodiscard]] const Columns& columns() const { return columns_; }

 private:
  enum class State { row_start, cell_start, bare, quoted, quote_in_quoted, carriage_return };

  Result<void> take_piece(std::string_view piece);
  Result<void> take_all(std::string_view text);
  Result<void> take(char c);
  Result<void> take_line_end_in_quotes();
  Result<void> end_cell();
  Result<void> end_row();
  Result<void> end_header();
  Result<void> end_file();
  [[nodiscard]] std::size_t plain_run(std::string_view text) const;
  [[nodiscard]] std::unexpected<Error> malformed(std::string detail) const;
  Result<std::vector<Row>> outcome(Result<void> taken);

  State state_ = State::row_start;
  Columns columns_;
  bool has_header_ = false;
  std::string cell_;
  Row row_{1, {}};
  std::vector<Row> complete_;
  std::uint64_t line_ = 1;
  std::uint64_t quote_line_ = 1;  ///< where the open quote began
  std::size_t row_size_ = 0;
  std::uint64_t total_ = 0;
  std::uint64_t bytes_max_;
  std::string head_;  ///< the first bytes, until a byte order mark is told from text
  bool is_past_mark_ = false;
  std::optional<Error> failed_;
};

/// A whole file in memory.
struct Table {
  Columns columns;
  std::vector<Row> rows;
};
[[nodiscard]] Result<Table> read_table(std::string_view text);

/// The cells on one line with CRLF at the end, quoted where they must be. Guarantees: read_table gives the cells back,
/// CRLF in them as LF, when they are clean UTF-8.
///
/// Trust: the cells are written as they are. A spreadsheet that opens the file may run a cell that begins with '=',
/// '+', '-'
/// or '@' as a formula; whoever offers exports of other people's words says so, or asks looks_like_formula.
[[nodiscard]] std::string write_row(const std::vector<std::string>& cells);
/// Whether a spreadsheet may take this cell for a formula; true for numbers such as "-3" too.
[[nodiscard]] bool looks_like_formula(std::string_view cell);

}  // namespace heed::csv
