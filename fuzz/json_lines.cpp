// Files of recipients as JSON lines: no input may crash, pieces of any size give the same rows and the same refusal,
// and what was read is written and read back as it was. The first byte is the size of the pieces.

#include <cstdint>
#include <cstdlib>

#include "cli/recipients/rows.h"

namespace {

using namespace heed;

void expect(bool holds) {
  if (!holds) std::abort();
}

struct Read {
  std::vector<csv::Row> rows;
  std::optional<Error> refused;
};

Read read_in_pieces(std::string_view text, std::size_t size) {
  const auto lines = recipients::json_lines();
  Read read;
  const auto take = [&](Result<std::vector<csv::Row>> rows) {
    if (!rows) {
      read.refused = std::move(rows).error();
    } else {
      read.rows.insert(read.rows.end(), rows->begin(), rows->end());
    }
    return !read.refused;
  };
  while (!text.empty()) {
    const auto piece = text.substr(0, size);
    text.remove_prefix(piece.size());
    if (!take(lines->feed(piece))) return read;
  }
  take(lines->finish());
  return read;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(bytes) + 1, size - 1);
  const auto whole = read_in_pieces(text, text.size() + 1);
  const auto pieces = read_in_pieces(text, 1U + bytes[0] % 16U);
  expect(whole.refused == pieces.refused && whole.rows == pieces.rows);
  const auto lines = recipients::json_lines();
  for (const auto& row : whole.rows) {
    const auto command = lines->read(row);
    if (!command) {
      // Whoever repairs the file must find the place.
      expect(command.error().place.starts_with(cat("line ", row.line)));
      continue;
    }
    const auto written = recipients::file_row(recipients::Format::jsonl, *command);
    if (!written) continue;
    const auto again = read_in_pieces(*written, written->size());
    expect(!again.refused && again.rows.size() == 1);
    const auto read = lines->read(again.rows.front());
    expect(read.has_value() && *read == *command);
  }
  return 0;
}
