#pragma once
// Private to lib/toml: a look at the text before toml++ sees it.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace heed::toml {

/// The line of the first dotted name ("a.b.c") of more than `parts_max` parts, or nothing.
///
/// Why: toml++ 3.3 makes one table inside another for every part, without a limit, and takes them down by recursion, so
/// that one long line would overflow the stack.
[[nodiscard]] std::optional<std::uint32_t> line_of_deep_name(std::string_view text, std::size_t parts_max);

}  // namespace heed::toml
