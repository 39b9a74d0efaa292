#pragma once
// The files that an operator puts beside the hub, and the secret ones among them.

#include <string>
#include <string_view>

#include "core/result.h"

namespace heed::files {

/// A whole text file; not_found or unavailable, with its name.
[[nodiscard]] Result<std::string> read_file(const std::string& path, std::size_t bytes_max);
/// The same for a file that only its owner may read; refused when others may.
[[nodiscard]] Result<std::string> read_secret_file(const std::string& path, std::size_t bytes_max);
/// Refuses a file that others than its owner may read.
[[nodiscard]] Result<void> check_secret(const std::string& path);
/// Creates a file that only its owner may read. Refuses to replace one.
[[nodiscard]] Result<void> create_secret_file(const std::string& path, std::string_view bytes);

}  // namespace heed::files
