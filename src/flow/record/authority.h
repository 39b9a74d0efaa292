#pragma once
// Who may write what: one table, asked by the server, the drill and the command line alike.

#include "flow/record/entry.h"

namespace heed::record {

/// Whether `role` may give `command`. The error (forbidden) says which roles may. A command without a row is nobody's.
[[nodiscard]] Result<void> may(Role role, std::string_view command);

/// The commands of a role, in the order of the table.
[[nodiscard]] std::vector<std::string_view> commands_of(Role role);

/// The table as Markdown, for the documents; a test compares.
[[nodiscard]] std::string authority_table();

/// Somebody tried what the role does not allow; the attempt is a fact of its own.
struct AccessRefused {
  static constexpr std::string_view kind = "access.refused";
  std::string command;
  HEED_FIELDS(AccessRefused, command)
};

}  // namespace heed::record
