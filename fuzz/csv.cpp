// Files of recipients: no input may crash, pieces of any size give the same rows, and what was read is written and read
// back as it was. The first byte is the size of the pieces.

#include "adapters/format/csv/csv.h"

#include <cstdint>
#include <cstdlib>

namespace {

using namespace heed;

void expect(bool holds) {
  if (!holds) std::abort();
}

Result<csv::Table> read_in_pieces(std::string_view text, std::size_t size) {
  csv::Reader reader;
  csv::Table table;
  while (!text.empty()) {
    TRY(auto rows, reader.feed(text.substr(0, size)));
    table.rows.insert(table.rows.end(), rows.begin(), rows.end());
    text.remove_prefix(std::min(size, text.size()));
  }
  TRY(auto rows, reader.finish());
  table.rows.insert(table.rows.end(), rows.begin(), rows.end());
  table.columns = reader.columns();
  return table;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(bytes) + 1, size - 1);
  const auto table = csv::read_table(text);
  const auto pieces = read_in_pieces(text, 1U + bytes[0] % 16U);
  expect(table.has_value() == pieces.has_value());
  if (!table) {
    expect(table.error() == pieces.error());
    return 0;
  }
  expect(table->rows == pieces->rows && table->columns.names() == pieces->columns.names());
  std::string written = csv::write_row(table->columns.names());
  for (const auto& row : table->rows) written += csv::write_row(row.cells);
  const auto again = csv::read_table(written);
  expect(again.has_value() && again->rows.size() == table->rows.size());
  for (std::size_t i = 0; i < table->rows.size(); ++i) expect(again->rows[i].cells == table->rows[i].cells);
  return 0;
}
