#pragma once
// Documents of the hub as aligned tables, for people at a terminal.

#include <string>
#include <string_view>
#include <vector>

#include "core/value.h"

namespace heed::api {

struct Column {
  std::string title;
  std::string path;  ///< "received.source"; through a list or a map: all of it, joined by commas
};

/// The value at a path, in one line and safe for a terminal; empty where there is none. "" is the value itself.
[[nodiscard]] std::string pick(const Value& value, std::string_view path);
/// The document at a path, or nothing.
[[nodiscard]] const Value* find(const Value& value, std::string_view path);

/// A head and one line for each element of a list, or for each member of a map; "none" where there are none. Long cells
/// are cut; the last column never is.
[[nodiscard]] std::string table(const Value& rows, const std::vector<Column>& columns);

}  // namespace heed::api
