#pragma once
// An entry as bytes: what is hashed, stored and verified.

#include "flow/record/entry.h"

namespace heed::record {

/// The leaf of an entry: compact JSON with the fields in the order of Entry. Guarantees: equal entries have equal
/// bytes. Why the salt stands in the leaf: a hash of it then tells nothing to who guesses the content (record never
/// leaks by form).
[[nodiscard]] std::string leaf_bytes(const Entry& entry);

/// The entry back. Fails (corrupt) on bytes that no hub wrote.
[[nodiscard]] Result<Entry> parse_leaf(std::string_view bytes);

}  // namespace heed::record
