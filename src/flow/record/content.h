#pragma once
// The content of an entry as bytes: what the hub keeps for itself and folds. What the world may check is its leaf.

#include "flow/record/entry.h"

namespace heed::record {

/// Compact JSON with the fields in the order of Entry. Guarantees: equal entries have equal bytes.
[[nodiscard]] std::string content_bytes(const Entry& entry);

/// The entry back. Fails (corrupt) on bytes that no hub wrote.
[[nodiscard]] Result<Entry> parse_content(std::string_view bytes);

}  // namespace heed::record
