#pragma once
// The right edge of a growing tree: all that is needed to append a leaf and to know the root.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace heed::merkle {

/// A value: copy it to try an append that may be given up.
class Frontier {
 public:
  /// Adds the next leaf. Requires: `leaf` is a hash of 32 bytes. Amortised cost: one node.
  void append(std::string leaf);
  /// The root over all leaves so far; `empty_root()` before the first. Costs at most 63 nodes.
  [[nodiscard]] std::string root() const;
  /// The number of leaves so far.
  [[nodiscard]] std::uint64_t size() const { return size_; }

  /// The size, eight bytes big endian, then the hashes of `packed` subtrees from the largest to the smallest.
  [[nodiscard]] std::string packed() const;
  /// Reads what `packed` wrote; anything of another length is corrupt. Trust: the hashes are taken as they are, so keep
  /// packed frontiers under a checksum, and compare the root with a signed checkpoint.
  [[nodiscard]] static Result<Frontier> unpacked(std::string_view bytes);

  bool operator==(const Frontier&) const = default;

 private:
  std::uint64_t size_ = 0;
  /// The roots of the complete subtrees, from the left: one for each bit set in `size_`, so at most 64.
  std::vector<std::string> subtrees_;
};

}  // namespace heed::merkle
