#include <algorithm>

#include "adapters/format/csv/csv.h"
#include "core/text.h"

namespace heed::csv {

std::optional<std::size_t> Columns::find(std::string_view name) const {
  const auto found = std::find(names_.begin(), names_.end(), name);
  if (found == names_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - names_.begin());
}

Result<std::size_t> Columns::require(std::string_view name) const {
  if (const auto column = find(name)) return *column;
  return fail(Code::malformed,
              cat("the column \"", name, "\" is missing; the columns of this file are ", core::listed(names_)),
              "line 1");
}

Result<void> Columns::only(const std::vector<std::string_view>& known) const {
  for (std::size_t i = 0; i < names_.size(); ++i) {
    if (std::find(known.begin(), known.end(), names_[i]) != known.end()) continue;
    const std::vector<std::string> wanted(known.begin(), known.end());
    return fail(Code::malformed, cat("there is no such column here; the columns are ", core::listed(wanted)),
                place(1, i));
  }
  return {};
}

std::string Columns::place(std::uint64_t line, std::size_t column) const {
  const auto spot = cat("line ", line, ", column ", column + 1);
  return column < names_.size() ? cat(spot, " (\"", names_[column], "\")") : spot;
}

Error Columns::at(const Row& row, std::size_t column, Error error) const {
  return core::within(place(row.line, column), std::move(error));
}

}  // namespace heed::csv
