#pragma once
// A place in the hub's state, as a drill names it: "cases/crocus/targets/hall/threat".

#include "operations/desk/desk.h"

namespace heed::drill {

/// The value at a path; nothing when there is none. A list's element is named by its number or by [field=value], where
/// the field may be nested ("[planned.recipient=hall]"). Errors: malformed, for a path that can never be right.
[[nodiscard]] Result<std::optional<Value>> find_path(const desk::Desk& desk, std::string_view path);

/// The member of a group at "a.b.c", or nothing.
[[nodiscard]] const Value* nested(const Value& group, std::string_view path);

}  // namespace heed::drill
