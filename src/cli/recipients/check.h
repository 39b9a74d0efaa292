#pragma once
// What is wrong with a file of recipients, found before anything of it is sent.

#include "cli/recipients/progress.h"
#include "cli/recipients/rows.h"

namespace heed::recipients {

inline constexpr std::size_t complaints_max = 100'000;  ///< a file with more is not what it is taken for

/// A row that cannot be sent, and why.
struct Complaint {
  std::uint64_t line = 0;
  std::string place;  ///< "line 14, column 3 ("tier")", "line 14, field "tier""
  std::string reason;
  HEED_FIELDS(Complaint, line, place, reason)
};

struct Checked {
  std::uint64_t rows = 0;
  std::vector<Complaint> complaints;  ///< at most one for a row, in the order of the lines
};

/// Reads every row and keeps what is wrong: also a name that stands in two rows, which names both lines. Memory: 8
/// bytes a row, and the complaints. Errors: those of the file; too_large for more than complaints_max of them.
[[nodiscard]] Result<Checked> check_file(const File& file, const Tell& tell);

}  // namespace heed::recipients
