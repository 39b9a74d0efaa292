#include "adapters/format/csv/csv.h"

namespace heed::csv {
namespace {

bool must_be_quoted(std::string_view cell) {
  if (cell.empty()) return false;
  const bool has_blank_end = cell.front() == ' ' || cell.back() == ' ';
  // In quotes, a zero-width no-break space at the front of a file is not taken for a byte order mark.
  const bool has_mark = cell.starts_with("\xEF\xBB\xBF");
  return has_blank_end || has_mark || cell.find_first_of(",\"\r\n") != std::string_view::npos;
}

void append_cell(std::string& out, std::string_view cell) {
  if (!must_be_quoted(cell)) {
    out += cell;
    return;
  }
  out += '"';
  for (const char c : cell) out.append(c == '"' ? 2 : 1, c);
  out += '"';
}

}  // namespace

std::string write_row(const std::vector<std::string>& cells) {
  // A row of one empty cell would be an empty line, which readers pass over.
  if (cells.size() == 1 && cells.front().empty()) return "\"\"\r\n";
  std::string out;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) out += ',';
    append_cell(out, cells[i]);
  }
  return out += "\r\n";
}

bool looks_like_formula(std::string_view cell) {
  return !cell.empty() && std::string_view("=+-@\t\r").find(cell.front()) != std::string_view::npos;
}

}  // namespace heed::csv
