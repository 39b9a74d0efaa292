#pragma once
// The subscriptions on the disk: websub.json in the data folder, 0600, for it holds the subscribers' secrets.

#include <string>
#include <vector>

#include "core/result.h"
#include "lib/websub/book.h"

namespace heed::websub {

inline constexpr std::size_t kept_bytes = 64UL << 20;  ///< of the file

/// What was written last; nothing where there is no file. Errors: refused when others than its owner may read it;
/// corrupt, with the file's name, when it is not what was written.
[[nodiscard]] Result<std::vector<Subscription>> read_kept(const std::string& path);

/// Guarantees: after a crash at any time the file is the old one or the new one, whole; on return the new one lasts.
/// Blocking; one caller at a time.
[[nodiscard]] Result<void> write_kept(const std::string& path, const std::vector<Subscription>& subscriptions);

}  // namespace heed::websub
