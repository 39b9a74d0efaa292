#include <algorithm>
#include <utility>

#include "adapters/format/csv/csv.h"
#include "core/limits.h"
#include "core/text.h"

namespace heed::csv {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// Why guess: spreadsheets in half of Europe write semicolons, and one column full of them is a puzzling error.
std::string_view other_separator(std::string_view name) {
  if (name.find(';') != std::string_view::npos) return "semicolons";
  if (name.find('\t') != std::string_view::npos) return "tabs";
  return {};
}

constexpr std::string_view utf16_marks[] = {"\xFF\xFE", "\xFE\xFF"};

bool is_utf16(std::string_view head) { return head.starts_with(utf16_marks[0]) || head.starts_with(utf16_marks[1]); }

/// Whether more bytes must come before a mark can be told from text.
bool may_be_mark(std::string_view head) {
  return byte_order_mark.starts_with(head) || utf16_marks[0].starts_with(head) || utf16_marks[1].starts_with(head);
}

}  // namespace

std::unexpected<Error> Reader::malformed(std::string detail) const {
  return fail(Code::malformed, std::move(detail), columns_.place(line_, row_.cells.size()));
}

Result<std::vector<Row>> Reader::outcome(Result<void> taken) {
  if (!taken) {
    failed_ = std::move(taken).error();
    complete_.clear();
    return fail(*failed_);
  }
  return std::exchange(complete_, {});
}

Result<std::vector<Row>> Reader::feed(std::string_view piece) {
  if (failed_) return fail(*failed_);
  return outcome(take_piece(piece));
}

Result<std::vector<Row>> Reader::finish() {
  if (failed_) return fail(*failed_);
  return outcome(end_file());
}

Result<void> Reader::take_piece(std::string_view piece) {
  total_ += piece.size();
  if (total_ > bytes_max_) {
    return fail(Code::too_large, cat("a file may have at most ", bytes_max_, " bytes; split it"));
  }
  if (is_past_mark_) return take_all(piece);
  head_ += piece;
  if (is_utf16(head_)) return malformed("this file is UTF-16; save it as CSV in UTF-8");
  if (may_be_mark(head_)) return {};
  is_past_mark_ = true;
  const auto head = std::exchange(head_, {});
  return take_all(std::string_view(head).substr(head.starts_with(byte_order_mark) ? byte_order_mark.size() : 0));
}

Result<void> Reader::end_file() {
  if (!head_.empty()) TRY(take_all(head_ == byte_order_mark ? "" : std::string_view(head_)));
  if (state_ == State::quoted) return malformed(cat("the quote that opens on line ", quote_line_, " is never closed"));
  if (state_ == State::carriage_return) return malformed("a carriage return stands alone; end lines with LF or CRLF");
  if (state_ != State::row_start) {
    TRY(end_cell());
    TRY(end_row());
  }
  if (!has_header_) return fail(Code::malformed, "the file is empty; its first line names the columns", "line 1");
  return {};
}

/// How many bytes at the front go into the cell as they are.
std::size_t Reader::plain_run(std::string_view text) const {
  std::size_t run = 0;
  if (state_ == State::row_start || state_ == State::cell_start || state_ == State::bare) {
    run = text.find_first_of(",\"\r\n");
  } else if (state_ == State::quoted) {
    run = text.find_first_of("\"\n");
  }
  return std::min(run, text.size());
}

Result<void> Reader::take_all(std::string_view text) {
  while (!text.empty()) {
    const auto run = plain_run(text);
    row_size_ += std::max<std::size_t>(run, 1);
    if (row_size_ > row_bytes) {
      return fail(Code::too_large, cat("a row may have at most ", row_bytes, " bytes; is a quote never closed?"),
                  columns_.place(row_.line, row_.cells.size()));
    }
    if (run > 0) {
      cell_ += text.substr(0, run);
      if (state_ != State::quoted) state_ = State::bare;
    } else {
      TRY(take(text.front()));
    }
    text.remove_prefix(std::max<std::size_t>(run, 1));
  }
  return {};
}

/// One byte that is not plain where it stands.
Result<void> Reader::take(char c) {
  const auto state = state_;
  if (state == State::quoted && c == '\n') return take_line_end_in_quotes();
  if (c == '"' && state == State::bare) {
    return malformed("a quote stands inside a cell that does not begin with one; quote the cell and double the quote");
  }
  if (c == '"' && state != State::carriage_return) {
    if (state == State::quote_in_quoted) cell_ += c;
    if (state == State::row_start || state == State::cell_start) quote_line_ = line_;
    state_ = state == State::quoted ? State::quote_in_quoted : State::quoted;
    return {};
  }
  if (state == State::carriage_return && c != '\n') {
    return malformed("a carriage return stands alone; end lines with LF or CRLF");
  }
  if (c == '\r') {
    state_ = State::carriage_return;
    return {};
  }
  if (c != ',' && c != '\n') return malformed("text follows a closing quote; a quote in a quoted cell is doubled");
  TRY(end_cell());
  state_ = State::cell_start;
  if (c == '\n') TRY(end_row());
  return {};
}

Result<void> Reader::take_line_end_in_quotes() {
  ++line_;
  if (cell_.ends_with('\r')) cell_.pop_back();
  cell_ += '\n';
  return {};
}

Result<void> Reader::end_cell() {
  if (!core::is_clean_utf8(cell_)) {
    return malformed("this cell is not valid UTF-8 or holds control characters; save the file as CSV in UTF-8");
  }
  if (row_.cells.size() == limits::csv_columns) {
    return fail(Code::too_large, cat("a file may have at most ", limits::csv_columns, " columns"), cat("line ", line_));
  }
  if (has_header_ && row_.cells.size() == columns_.names().size()) {
    return malformed(
        cat("the header names ", row_.cells.size(), " columns, and this row goes on; is a comma not quoted?"));
  }
  row_.cells.push_back(std::exchange(cell_, {}));
  return {};
}

Result<void> Reader::end_row() {
  // The only bytes of an empty line are those that end it.
  const bool is_empty_line = row_.cells.size() == 1 && row_.cells[0].empty() && row_size_ <= 2;
  if (!has_header_) {
    TRY(end_header());
  } else if (row_.cells.size() == columns_.names().size()) {
    complete_.push_back(std::move(row_));
  } else if (!is_empty_line) {
    return fail(Code::malformed,
                cat("this row has ", row_.cells.size(), row_.cells.size() == 1 ? " cell" : " cells",
                    ", and the header names ", columns_.names().size()),
                cat("line ", row_.line));
  }
  state_ = State::row_start;
  row_size_ = 0;
  row_ = Row{++line_, {}};
  return {};
}

Result<void> Reader::end_header() {
  std::vector<std::string> names;
  for (const auto& cell : row_.cells) {
    const auto name = core::trimmed(cell);
    const auto place = columns_.place(row_.line, names.size());
    if (name.empty()) return fail(Code::malformed, "the first line names the columns, and this one has no name", place);
    if (std::find(names.begin(), names.end(), name) != names.end()) {
      return fail(Code::malformed, cat("there are two columns \"", name, "\""), place);
    }
    names.emplace_back(name);
  }
  if (const auto separator = other_separator(names.front()); names.size() == 1 && !separator.empty()) {
    return fail(Code::malformed, cat("this file is separated by ", separator, "; save it with commas"), "line 1");
  }
  columns_ = Columns(std::move(names));
  has_header_ = true;
  return {};
}

Result<Table> read_table(std::string_view text) {
  Reader reader;
  TRY(auto rows, reader.feed(text));
  TRY(auto last, reader.finish());
  std::move(last.begin(), last.end(), std::back_inserter(rows));
  return Table{reader.columns(), std::move(rows)};
}

}  // namespace heed::csv
