#pragma once
// Files of recipients: which columns there are, and what a row means. (README.md has the table of columns.)

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/format/csv/csv.h"
#include "flow/audience/rules.h"

namespace heed::recipients {

inline constexpr std::size_t contacts_max = 9;  ///< contact1_… to contact9_…

/// The columns that a file may have, with what stands in them: for documents and for the help text.
struct ColumnMeaning {
  std::string name;
  std::string meaning;
};
[[nodiscard]] std::vector<ColumnMeaning> known_columns();

/// Reads rows by the header of one file.
class Sheet {
 public:
  /// Refuses a header with an unknown column, or without "recipient", "name", "contact1_channel", "contact1_address".
  [[nodiscard]] static Result<Sheet> open(csv::Columns columns);

  /// One recipient, as far as it can be checked without a hub. Errors: the place names line and column.
  [[nodiscard]] Result<audience::Register> read(const csv::Row& row) const;

  /// Where a field of that recipient stands: "contacts[0].channel" -> "line 2, column 5 ("contact1_channel")". Only the
  /// line where no column is the field's own.
  [[nodiscard]] std::string place_of(const csv::Row& row, std::string_view field) const;

 private:
  struct Reading;
  explicit Sheet(csv::Columns columns) : columns_(std::move(columns)) {}

  csv::Columns columns_;
};

/// Called for each row with the sheet that it stands in; an error ends the reading.
using Visit = std::function<Result<void>(const Sheet& sheet, const csv::Row& row)>;
/// Reads a whole file row by row. Errors: the header's, the CSV reader's, and those of `visit`.
[[nodiscard]] Result<void> for_each_row(std::string_view text, const Visit& visit);

/// A row that cannot be sent, and why.
struct Complaint {
  std::uint64_t line = 0;
  std::string place;  ///< "line 14, column 3 ("tier")"
  std::string reason;
  HEED_FIELDS(Complaint, line, place, reason)
};

struct Checked {
  std::uint64_t rows = 0;
  std::vector<Complaint> complaints;  ///< at most one for a row, in the order of the lines
};
/// Reads every row and keeps what is wrong: also a name that stands in two rows, which names both lines.
[[nodiscard]] Result<Checked> check_file(std::string_view text);

}  // namespace heed::recipients
