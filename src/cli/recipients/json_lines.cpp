#include <algorithm>

#include "cli/recipients/rows.h"
#include "cli/recipients/sheet.h"
#include "core/limits.h"
#include "core/text.h"
#include "lib/json/json.h"

namespace heed::recipients {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::size_t line_bytes = limits::entry_bytes;

std::string line_place(std::uint64_t line) { return cat("line ", line); }

/// Why: inside one line of a file, every value says "line 1".
void forget_lines(Value& value) {
  value.line = 0;
  if (auto* array = std::get_if<core::Array>(&value.data); array != nullptr) {
    for (auto& each : *array) forget_lines(each);
  } else if (auto* members = std::get_if<core::Object>(&value.data); members != nullptr) {
    for (auto& [name, each] : *members) forget_lines(each);
  }
}

/// The parser says "line 1, column 7: …" of a text that is one line of the file.
Error in_file(Error error, std::uint64_t line) {
  constexpr std::string_view before = "line 1";
  error.place = line_place(line);
  if (!error.detail.starts_with(before)) return error;
  const auto end = error.detail.find(": ");
  if (end == std::string::npos) return error;
  error.place += error.detail.substr(before.size(), end - before.size());
  error.detail.erase(0, end + 2);
  return error;
}

class JsonLines final : public Rows {
 public:
  Result<std::vector<csv::Row>> feed(std::string_view piece) override {
    std::vector<csv::Row> rows;
    while (!piece.empty()) {
      const auto end = piece.find('\n');
      rest_ += piece.substr(0, end);
      if (rest_.size() > line_bytes) {
        return fail(Code::too_large,
                    cat("a line may have at most ", line_bytes, " bytes; is this a file of JSON lines?"),
                    line_place(line_));
      }
      if (end == std::string_view::npos) break;
      piece.remove_prefix(end + 1);
      take_line(rows);
    }
    return rows;
  }

  Result<std::vector<csv::Row>> finish() override {
    std::vector<csv::Row> rows;
    take_line(rows);
    if (has_rows_) return rows;
    return fail(Code::malformed, "the file is empty; each of its lines is one recipient as a JSON object", "line 1");
  }

  [[nodiscard]] Result<audience::Register> read(const csv::Row& row) const override {
    auto document = json::parse(row.cells.front());
    if (!document) {
      auto error = in_file(std::move(document).error(), row.line);
      error.detail += " (each line is one recipient, a whole JSON object)";
      return fail(std::move(error));
    }
    forget_lines(*document);
    auto command = from_value<audience::Register>(*document);
    if (!command) return fail(located(std::move(command).error(), row));
    auto checked = check_recipient(*command);
    if (!checked) return fail(located(std::move(checked).error(), row));
    return command;
  }

  [[nodiscard]] std::string place_of(const csv::Row& row, std::string_view field) const override {
    return field.empty() ? line_place(row.line) : cat(line_place(row.line), ", field \"", field, "\"");
  }

 private:
  [[nodiscard]] Error located(Error error, const csv::Row& row) const {
    error.place = place_of(row, error.place);
    return error;
  }

  /// Empty lines are passed over.
  void take_line(std::vector<csv::Row>& rows) {
    std::string_view text = rest_;
    if (line_ == 1 && text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    text = core::trimmed(text);
    if (!text.empty()) {
      rows.push_back({line_, {std::string(text)}});
      has_rows_ = true;
    }
    rest_.clear();
    ++line_;
  }

  std::string rest_;  ///< the line that is not complete yet
  std::uint64_t line_ = 1;
  bool has_rows_ = false;
};

}  // namespace

std::unique_ptr<Rows> json_lines() { return std::make_unique<JsonLines>(); }

}  // namespace heed::recipients
