#pragma once
// Private to this folder: the tools that client_tools() is made of. `wire` is how requests travel.

#include "cli/api/hub.h"
#include "cli/program.h"

namespace heed::cli {

/// One tool for each command of the API, with an option for each of its fields.
[[nodiscard]] std::vector<Tool> command_tools(const api::Wire& wire);
/// What is only read: lists, one case, what is due, the record.
[[nodiscard]] std::vector<Tool> reading_tools(const api::Wire& wire);
/// `recipients import`.
[[nodiscard]] Tool import_tool(const api::Wire& wire);
/// `recipients list`, `recipients stale`, `recipients export`: the register, page by page.
[[nodiscard]] std::vector<Tool> register_tools(const api::Wire& wire);
/// `audience preview`.
[[nodiscard]] Tool preview_tool(const api::Wire& wire);
/// `audience resolve`: needs no hub.
[[nodiscard]] Tool resolve_tool();

[[nodiscard]] std::vector<Tool> client_tools_over(const api::Wire& wire);

}  // namespace heed::cli
