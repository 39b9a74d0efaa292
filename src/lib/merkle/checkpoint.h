#pragma once
// Checkpoints: a log's signed statement of its size and root (C2SP tlog-checkpoint v1.0.0).

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "lib/merkle/note.h"

namespace heed::merkle {

struct Checkpoint {
  std::string origin;                     ///< the log's name; we also demand that it is the name of the key
  std::uint64_t size = 0;                 ///< entries
  std::string root;                       ///< 32 bytes
  std::vector<std::string> extensions{};  ///< further lines, kept as they are; we write none
  bool operator==(const Checkpoint&) const = default;
};

/// The note's text: origin, size, base64 of the root, each on its line.
/// Requires: the fields would be read back by parse_checkpoint.
[[nodiscard]] std::string to_text(const Checkpoint& checkpoint);

/// Refuses as malformed: an empty origin, a size with leading zeros or beyond 64 bits, a root that is not 32 bytes, an
/// empty line, and a size of 0 with any root but that of the empty tree.
[[nodiscard]] Result<Checkpoint> parse_checkpoint(std::string_view text);

/// A signed note. Requires: `public_key` is the public half of what `sign` signs with; the key's name is the origin.
[[nodiscard]] Result<std::string> sign_checkpoint(const Checkpoint& checkpoint, std::string_view public_key,
                                                  const Sign& sign);

/// The checkpoint in a note, once the log's own signature holds and its origin is the key's name.
/// Trust: it is a state of the log, not the newest one; compare it with one seen before.
[[nodiscard]] Result<Checkpoint> open_checkpoint(std::string_view note, const VerifierKey& key);

}  // namespace heed::merkle
