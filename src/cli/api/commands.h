#pragma once
// Every command of the API, and where it stands on the command line: the one table.

#include <string>
#include <string_view>
#include <vector>

#include "cli/api/fields.h"

namespace heed::api {

struct CommandRow {
  std::string path;     ///< "case open"
  std::string command;  ///< "open_case"
  std::string purpose;
  std::vector<Field> (*fields)();
  std::string bare_group{};  ///< a group whose fields are options without the group's name in front
};

/// In the order of the way of a warning.
[[nodiscard]] const std::vector<CommandRow>& command_rows();
[[nodiscard]] const CommandRow* find_row(std::string_view path);

/// "--case-id", "--valid-from": the option that gives this field.
[[nodiscard]] std::string option_name(const CommandRow& row, const Field& field);

}  // namespace heed::api
