#pragma once
// The columns of a file of recipients, and what a row of cells means. (../README.md has the table of columns.)

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/format/csv/csv.h"
#include "flow/audience/rules.h"

namespace heed::recipients {

inline constexpr std::size_t contacts_max = 9;  ///< contact1_… to contact9_…

/// The columns that a file may have, in the order in which they are written, with what stands in them: for documents
/// and for the help text.
struct ColumnMeaning {
  std::string name;
  std::string meaning;
};
[[nodiscard]] const std::vector<ColumnMeaning>& known_columns();

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
  explicit Sheet(csv::Columns columns);
  [[nodiscard]] std::string_view cell(const csv::Row& row, std::size_t seat) const;

  csv::Columns columns_;
  std::vector<std::optional<std::size_t>> where_;  ///< for each known column where it stands in this file
};

/// The cells of one recipient, one for each known column.
/// Errors: invalid, when cells cannot say it as it is: ten contacts, a role with a semicolon; names the field.
[[nodiscard]] Result<std::vector<std::string>> cells_of(const audience::Register& command);

/// What every file is checked for before a hub sees it. Errors: the place is the field, "contacts[0].address".
[[nodiscard]] Result<void> check_recipient(const audience::Register& command);

}  // namespace heed::recipients
